// Loaded by `npm run dev` into Electron before the app: reloads the app's own pages on request.
const { webContents } = require('electron')

process.on('message', (message) => {
  if (message !== 'reload') return
  for (const contents of webContents.getAllWebContents()) {
    if (contents.getURL().startsWith('keeper://app/')) contents.reloadIgnoringCache()
  }
})
