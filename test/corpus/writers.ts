import type { PasteForm } from '../../src/core/paste/paste.ts'

/** A request as a browser knows it. */
export interface Copied {
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly cookie?: string
  readonly body: string
}

/** How a browser writes a request to the clipboard. */
export interface Writer {
  readonly name: string
  readonly form: PasteForm
  readonly write: (request: Copied) => string
}

const allHeaders = ({ headers, cookie }: Copied) =>
  cookie === undefined ? [...headers] : [...headers, ['cookie', cookie] as const]

/** Single quotes, or `$'…'` where the text has a quote, a line's end or an exclamation mark. */
function bashQuoted(text: string): string {
  if (!/['!\n\r]/.test(text)) return `'${text}'`
  const escapes: Record<string, string> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '!': '\\u0021' }
  return `$'${text.replace(/[\\'\n\r!]/g, (character) => escapes[character] ?? '')}'`
}

/** Newest Chrome: everything outside a few characters gets a caret, the quotation marks around it too. */
function cmdQuoted(text: string): string {
  const forProgram = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  const forShell = forProgram
    .replace(/[^\w\s:=+~'/.,?;()*`-]/g, '^$&')
    .replace(/%(?=\w)/g, '%^')
    .replaceAll('\n', '^\n\n')
  return `^"${forShell}^"`
}

/** Older browsers: quotation marks doubled, percent signs and line ends put between quoted parts. */
function oldCmdQuoted(text: string): string {
  const inner = text.replaceAll('\\', '\\\\').replaceAll('"', '""').replaceAll('%', '"%"').replace(/\n/g, '"^\n\n"')
  return `"${inner}"`
}

function powerShellQuoted(text: string): string {
  return `"${text.replace(/[`$"]/g, '`$&').replace(/[^ -~]/g, (character) => `$([char]${character.charCodeAt(0)})`)}"`
}

/** `separator` stands between the parts: a line's end, escaped for the shell. */
function curl(quoted: (text: string) => string, separator: string, headerOption: string, withCookieOption: boolean) {
  return (request: Copied) => {
    const headers = withCookieOption ? request.headers : allHeaders(request)
    const cookie = withCookieOption && request.cookie !== undefined ? [`-b ${quoted(request.cookie)}`] : []
    return [
      `curl ${quoted(request.url)}`,
      ...headers.map(([name, value]) => `${headerOption} ${quoted(`${name}: ${value}`)}`),
      ...cookie,
      `--data-raw ${quoted(request.body)}`,
    ].join(separator)
  }
}

function fetchCall(indent: number, prefix: string) {
  return (request: Copied) => {
    const { url, body } = request
    const options = { headers: Object.fromEntries(allHeaders(request)), body, method: 'POST', mode: 'cors' }
    return `${prefix}fetch(${JSON.stringify(url)}, ${JSON.stringify(options, null, indent)});`
  }
}

const hostOf = (url: string) => new URL(url).host
const pathOf = (url: string) => new URL(url).pathname

/** One entry of an HTTP archive. */
export function harEntry(request: Copied, startedDateTime: string): object {
  const headers = allHeaders(request).map(([name, value]) => ({ name, value }))
  return {
    startedDateTime,
    time: 87.5,
    request: { method: 'POST', url: request.url, httpVersion: 'h2', headers, postData: { text: request.body } },
    response: { status: 200, headers: [{ name: 'content-type', value: 'application/json' }] },
  }
}

export function har(...entries: object[]): string {
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'WebInspector' }, entries } }, null, 2)
}

export const writers: readonly Writer[] = [
  { name: 'Chrome, cURL (bash)', form: 'curl-bash', write: curl(bashQuoted, ' \\\n  ', '-H', true) },
  { name: 'Firefox, cURL (POSIX)', form: 'curl-bash', write: curl(bashQuoted, ' ', '-H', false) },
  { name: 'an API client, cURL', form: 'curl-bash', write: curl(bashQuoted, ' \\\r\n', '--header', false) },
  { name: 'Chrome, cURL (cmd)', form: 'curl-cmd', write: curl(cmdQuoted, ' ^\r\n  ', '-H', true) },
  { name: 'an older Chrome, cURL (cmd)', form: 'curl-cmd', write: curl(oldCmdQuoted, ' ^\r\n  ', '-H', false) },
  { name: 'Chrome, fetch', form: 'fetch', write: fetchCall(2, '') },
  { name: 'Firefox, fetch', form: 'fetch', write: fetchCall(4, 'await ') },
  {
    name: 'Chrome, PowerShell',
    form: 'powershell',
    write: (request) =>
      [
        '$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession',
        '$session.UserAgent = "Mozilla/5.0"',
        '$session.Cookies.Add((New-Object System.Net.Cookie("seen", "yes", "/", "example.org")))',
        `Invoke-WebRequest -UseBasicParsing -Uri ${powerShellQuoted(request.url)} \``,
        '-Method "POST" `',
        '-WebSession $session `',
        '-Headers @{',
        ...request.headers.map(([name, value]) => `  ${powerShellQuoted(name)}=${powerShellQuoted(value)}`),
        '} `',
        '-ContentType "application/json" `',
        `-Body ${powerShellQuoted(request.body)}`,
      ].join('\r\n'),
  },
  { name: 'HAR', form: 'har', write: (request) => har(harEntry(request, '2025-06-15T12:00:00.000Z')) },
  {
    name: 'Firefox, request headers',
    form: 'header-line',
    write: (request) =>
      [
        `POST ${pathOf(request.url)} HTTP/2`,
        `Host: ${hostOf(request.url)}`,
        ...allHeaders(request).map(([name, value]) => `${name}: ${value}`),
      ].join('\r\n'),
  },
  {
    name: 'Chrome, header pane, name and value on lines of their own',
    form: 'header-line',
    write: (request) =>
      [
        ':authority',
        hostOf(request.url),
        ':method',
        'POST',
        ':path',
        pathOf(request.url),
        ...allHeaders(request).flat(),
      ].join('\n'),
  },
]
