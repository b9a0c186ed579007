import { bashCommands } from './bash-words.ts'
import { cmdCommands } from './cmd-words.ts'
import type { Header, SeenRequest } from './request.ts'

/** curl's short options that take a value. */
const shortWithValue = 'AbcCdDeEFHKmoPQrtTuUwxXyYz'

/** curl's long options that take a value, as far as a copied request may have them; the rest count as flags. */
const longWithValue = new Set(
  `abstract-unix-socket cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at cookie
  cookie-jar data data-ascii data-binary data-raw data-urlencode doh-url dump-header expect100-timeout form form-string
  header http3-only-timeout interface json keepalive-time key key-type limit-rate local-port max-filesize max-redirs
  max-time netrc-file noproxy oauth2-bearer output output-dir pass pinnedpubkey preproxy proto proto-default proxy
  proxy-header proxy-user range rate referer request request-target resolve retry retry-delay retry-max-time socks4
  socks4a socks5 socks5-hostname speed-limit speed-time stderr time-cond tls-max tls13-ciphers trace trace-ascii
  unix-socket upload-file url url-query user user-agent write-out`.split(/\s+/),
)

const longName: Readonly<Record<string, string>> = { H: 'header', ':': 'next' }

/** True if a text begins with a call of curl, perhaps after a shell's prompt. */
export function isCurl(text: string): boolean {
  return /^(\$ )?(\S{0,200}[/\\])?curl(\.exe)?\s/i.test(text)
}

/** The shell that a curl command was copied for, by its first quotation mark and its line continuations. */
export function shellOfCurl(text: string): 'bash' | 'cmd' {
  const quote = /\^?["']/.exec(text)?.[0]
  if (quote === "'") return 'bash'
  return quote?.startsWith('^') || /\^\n/.test(text) ? 'cmd' : 'bash'
}

/** The requests of curl commands, without any other commands; null if the text breaks off. */
export function requestsOfCurl(text: string, shell: 'bash' | 'cmd'): SeenRequest[] | null {
  const withoutPrompt = text.replace(/^\$ /, '')
  const commands = shell === 'cmd' ? cmdCommands(withoutPrompt) : bashCommands(withoutPrompt)
  if (commands === null) return null
  return commands.filter(([program]) => /(^|[/\\])curl(\.exe)?$/i.test(program ?? '')).flatMap(requestsOf)
}

function requestsOf([, ...words]: readonly string[]): SeenRequest[] {
  const requests: { urls: string[]; headers: Header[]; sentAt: 0 }[] = []
  const next = () => {
    const request = { urls: [], headers: [], sentAt: 0 as const }
    requests.push(request)
    return request as { urls: string[]; headers: Header[]; sentAt: 0 }
  }
  let request = next()
  let at = 0

  const apply = (option: string, value: string) => {
    if (option === 'url') request.urls.push(withScheme(value))
    if (option === 'header') request.headers.push(headerOf(value))
    if (option === 'oauth2-bearer') request.headers.push(['authorization', `Bearer ${value}`])
    if (option === 'next') request = next()
  }

  while (at < words.length) {
    const word = words[at] ?? ''
    at += 1
    if (word.startsWith('--')) {
      const option = word.slice(2)
      apply(option, longWithValue.has(option) ? (words[at++] ?? '') : '')
    } else if (word.startsWith('-') && word.length > 1) {
      // Flags may share a word, and the last may have its value right behind it: -sSHname:value
      const place = [...word].findIndex((letter, index) => index > 0 && shortWithValue.includes(letter))
      const letter = place < 0 ? word.charAt(1) : word.charAt(place)
      const attached = place < 0 ? '' : word.slice(place + 1)
      const value = place >= 0 && attached === '' ? (words[at++] ?? '') : attached
      apply(longName[letter] ?? letter, value)
    } else {
      apply('url', word)
    }
  }
  return requests
}

/** curl uses http for a host without a scheme. */
function withScheme(url: string): string {
  return url.includes('://') ? url : `http://${url}`
}

function headerOf(line: string): Header {
  const colon = line.indexOf(':', 1)
  return colon < 0 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
}
