// Loaded by `npm start` into Electron before the app: writes one line to stdout when its first window is on the screen.
const { app } = require('electron')

app.once('browser-window-created', (_event, window) => {
  window.once('show', () => process.stdout.write('window shown\n'))
})
