// Loaded into Electron before the app: a clock that the soak moves, and a watch for error boxes and for times without a response
// from main.
const { dialog, webContents } = require('electron')
const { collectGarbage } = require('./collect-garbage.cjs')

const lookMilliseconds = 100
const realNow = Date.now
const soak = { aheadMilliseconds: Number(process.env.SOAK_AHEAD_MILLISECONDS), boxes: [], longestBlockMilliseconds: 0 }
globalThis.soak = soak
Date.now = () => realNow() + soak.aheadMilliseconds

// A page that was killed twice within minutes asks whether to try again.
dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
dialog.showErrorBox = (title, content) => {
  soak.boxes.push(`${title}: ${content}`)
}

/** Main's heap after a garbage collection. */
soak.measure = () => {
  collectGarbage()
  return {
    heapMegabytes: process.memoryUsage().heapUsed / 1024 / 1024,
    pages: webContents.getAllWebContents().length,
  }
}

let looked = performance.now()
setInterval(() => {
  const now = performance.now()
  soak.longestBlockMilliseconds = Math.max(soak.longestBlockMilliseconds, now - looked - lookMilliseconds)
  looked = now
}, lookMilliseconds).unref()
