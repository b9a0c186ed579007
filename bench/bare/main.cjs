// An icon in the tray, and nothing else: the least that an app on Electron costs. With `hidden` it has a
// window that nobody sees.
const { join } = require('node:path')
const { app, BrowserWindow, Tray } = require('electron')

app.whenReady().then(() => {
  globalThis.tray = new Tray(join(__dirname, '../../out/icons/tray-good.png'))
  if (process.argv.includes('hidden')) new BrowserWindow({ show: false }).loadURL('about:blank')
})
app.on('window-all-closed', () => undefined)
