// An icon in the tray whose click opens a window with an empty page, and closes it: the least that an opening costs on Electron.
const { join } = require('node:path')
const { app, BrowserWindow, Tray } = require('electron')

let window = null

function toggle() {
  if (window !== null) return window.destroy()
  window = new BrowserWindow({ width: 360, height: 400, show: false, frame: false })
  window.once('ready-to-show', () => window.show())
  window.on('closed', () => {
    window = null
  })
  window.loadFile(join(__dirname, 'empty.html'))
}

app.whenReady().then(() => {
  globalThis.tray = new Tray(join(__dirname, '../../out/icons/tray-good.png'))
  globalThis.tray.on('click', toggle)
})
app.on('window-all-closed', () => undefined)
