// Loaded by the bench into Electron before the app: tells the bench when a window's whole content was painted, and when a window
// is gone. Nothing is attached to the pages: a debugger, as Playwright is one, holds each new page up.
const { app } = require('electron')

// Painted is: shown, its content there, and a whole frame after that.
const painted = `new Promise((resolve) => {
  const look = () => {
    if (document.querySelector('.popover') === null) return requestAnimationFrame(look)
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())))
  }
  look()
})`

app.on('browser-window-created', (_event, window) => {
  window.on('show', async () => process.send({ painted: await window.webContents.executeJavaScript(painted) }))
  window.on('hide', () => process.send('hidden'))
  window.on('closed', () => process.send('destroyed'))
})
process.on('message', (message) => message === 'quit' && app.quit())
