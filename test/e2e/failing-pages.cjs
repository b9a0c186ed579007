// Loaded into Electron before the app: as many requests for the app's own pages fail as `failingPages` says.
const { protocol } = require('electron')

globalThis.failingPages = 0
const handle = protocol.handle.bind(protocol)
protocol.handle = (scheme, answer) =>
  handle(scheme, (request) => {
    if (globalThis.failingPages === 0 || !request.url.includes('.html')) return answer(request)
    globalThis.failingPages -= 1
    return Response.error()
  })
