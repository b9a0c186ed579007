import { bashCommands } from './bash-words.ts'
import type { Header, SeenRequest } from './request.ts'

const wgetPattern = /^(?:\$ )?(?:\S{0,200}[/\\])?wget(?:\.exe)?\s/i
const httpie = /^(?:\$ )?(?:http|https|xh|xhs)\s+(?=\S)/

/** The options of wget and HTTPie that take a value, as far as a request may have them. */
const withValue =
  /^(--(post-data|post-file|body-data|body-file|method|user|password|http-user|http-password|output-document|referer|user-agent|load-cookies|timeout|tries|proxy|auth|auth-type|session|session-read-only|verify|cert|cert-key|print|pretty|style|raw|boundary|output|max-redirects|default-scheme)|-[OUTtoaePApsm])$/

/** True if a text begins with a call of wget. */
export const isWget = (text: string): boolean => wgetPattern.test(text)

/** True if a text begins with a call of HTTPie (`http`, `https`) or of xh, which takes the same arguments. */
export const isHttpie = (text: string): boolean => httpie.test(text)

/** The requests of wget calls, without any other commands; null if the text breaks off. */
export function requestsOfWget(text: string): SeenRequest[] | null {
  return requestsOf(text, /(^|[/\\])wget(\.exe)?$/i, (words) => {
    const { rest, options } = apart(words)
    const headers = options.filter(([name]) => name === '--header').map(([, value]) => headerOf(value))
    return { urls: rest.map((url) => withScheme(url, 'http')), headers, sentAt: 0 }
  })
}

/** The requests of HTTPie calls, without any other commands; null if the text breaks off. */
export function requestsOfHttpie(text: string): SeenRequest[] | null {
  return requestsOf(text, /^(http|https|xh|xhs)$/, (words, program) => {
    const { rest, options } = apart(words)
    const [method = '', ...more] = rest
    const [url = '', ...items] = /^[A-Z]+$/i.test(method) && more.length > 0 ? more : rest
    const scheme = program.endsWith('s') || options.some(([name]) => name === '--https') ? 'https' : 'http'
    const headers = items.flatMap((item) => itemHeader(item) ?? [])
    const value = (names: readonly string[]) => options.find(([name]) => names.includes(name))?.[1]
    const bearer = value(['--auth-type', '-A']) === 'bearer' ? value(['--auth', '-a']) : undefined
    if (bearer !== undefined) headers.push(['authorization', `Bearer ${bearer}`])
    return { urls: [withScheme(url, scheme)], headers, sentAt: 0 }
  })
}

function requestsOf(
  text: string,
  program: RegExp,
  read: (words: readonly string[], program: string) => SeenRequest,
): SeenRequest[] | null {
  const commands = bashCommands(text.replace(/^\$ /, ''))
  if (commands === null) return null
  return commands.filter(([name]) => program.test(name ?? '')).map(([name = '', ...words]) => read(words, name))
}

/** Separates the options with their values from the other words. */
function apart(words: readonly string[]) {
  const rest: string[] = []
  const options: [name: string, value: string][] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const [, name, value] = /^(--[\w-]+)=([\s\S]*)$/.exec(word) ?? []
    const takesNext = word === '--header' || withValue.test(word) || word === '-a'
    if (name !== undefined) options.push([name, value ?? ''])
    else if (takesNext) options.push([word, words[++at] ?? ''])
    else if (word.startsWith('-') && word.length > 1) options.push([word, ''])
    else rest.push(word)
  }
  return { rest, options }
}

/** `Name:value` is a header; `name=value`, `name:=value`, `name==value` and `name@file` are not. */
function itemHeader(item: string): Header[] | null {
  const [, name, value] = /^([\w-]+):(?!=)([\s\S]*)$/.exec(item) ?? []
  return name === undefined ? null : [[name, (value ?? '').trim()]]
}

/** HTTPie reads `:/path` and `:4310` as this computer. */
function withScheme(url: string, scheme: 'http' | 'https'): string {
  if (url.includes('://')) return url
  return `${scheme}://${url.startsWith(':') ? `localhost${url === ':' ? '' : url}` : url}`
}

function headerOf(line: string): Header {
  const colon = line.indexOf(':')
  return colon < 0 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
}
