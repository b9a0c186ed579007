// A bare Electron that serves the built pages as the app does, with a door that the tests hold.
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { app, BrowserWindow, protocol } from 'electron'

const folder = process.env.FACE_PAGES ?? ''
const contentSecurityPolicy = process.env.FACE_CSP ?? ''
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

protocol.registerSchemesAsPrivileged([{ scheme: 'keeper', privileges: { standard: true, secure: true } }])
app.on('window-all-closed', () => app.quit())
// What main writes into a page that it sends (src/main/windows/begun.ts).
const begun = (html, language) =>
  html.replace('<html lang="en">', `<html lang="${language}" data-language="${language}">`)
void app.whenReady().then(() => {
  protocol.handle('keeper', async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    const type = types[extname(pathname)] ?? 'text/plain'
    // A page that holds nothing: between two states, nothing of the first is left.
    if (pathname === '/nothing')
      return new Response('', {
        headers: { 'content-security-policy': contentSecurityPolicy, 'content-type': 'text/html' },
      })
    const file = await readFile(join(folder, pathname)).catch(() => null)
    const language = searchParams.get('language')
    const body = file === null || language === null ? file : Buffer.from(begun(file.toString(), language))
    const headers = { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': contentSecurityPolicy }
    return new Response(body === null ? 'Not found' : new Uint8Array(body), {
      status: body === null ? 404 : 200,
      headers,
    })
  })
  const window = new BrowserWindow({
    width: 360,
    height: 640,
    useContentSize: true,
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false },
  })
  void window.loadURL('keeper://app/nothing')
})
