// Loaded by the bench into Electron before the app: tells the bench when a window's whole content was painted and when it answers,
// and when a window is gone. Nothing is attached to the pages: a debugger, as Playwright is one, holds each new page up.
const { app } = require('electron')

// Painted is: shown, its content there, and a whole frame after that. It answers once its scripts have taken the content over.
const times = `new Promise((resolve) => {
  const now = () => performance.timeOrigin + performance.now()
  const look = () => {
    if (document.querySelector('.popover') === null) return requestAnimationFrame(look)
    requestAnimationFrame(() => requestAnimationFrame(() => tell(now())))
  }
  const tell = (painted) => {
    if (document.querySelector('#root').inert) return requestAnimationFrame(() => tell(painted))
    resolve({ painted, answers: now() })
  }
  look()
})`

app.on('browser-window-created', (_event, window) => {
  // By the frame: the window's own way would wait until everything is loaded.
  window.on('show', async () => process.send(await window.webContents.mainFrame.executeJavaScript(times)))
  window.on('hide', () => process.send('hidden'))
  window.on('closed', () => process.send('destroyed'))
})
process.on('message', (message) => message === 'quit' && app.quit())
