import { isObject } from './json.ts'
import type { Header, SeenRequest } from './request.ts'

/** Deeper than any export nests its folders. */
const deepest = 50

/** Requests that a program wrote as JSON, and blocks of headers that do not name their destination. */
export interface Exported {
  readonly requests: readonly SeenRequest[]
  readonly blocks: readonly (readonly Header[])[]
}

/**
 * The requests in the JSON of programs that keep or copy them: Postman collections, Insomnia exports, Charles sessions, a single
 * entry of an archive, axios options; and Firefox's "Copy All" of its headers panel, in any language, which titles each block of
 * headers. An object with an address and headers is a request, at any depth. Null if the value has neither.
 */
export function exportedRequests(value: unknown): Exported | null {
  const requests: SeenRequest[] = []
  const blocks: Header[][] = []

  const { filled } = variablesOf(value)
  const visit = (node: unknown, depth: number, inherited: readonly Header[]): void => {
    if (depth > deepest) return
    if (Array.isArray(node)) {
      const headers = headersOf(node)
      if (headers.length > 0) blocks.push(headers)
      else for (const each of node) visit(each, depth + 1, inherited)
      return
    }
    if (!isObject(node)) return
    const url = filled(urlOf(node))
    const own = authorisationOf(node)
    const above = 'auth' in node ? own : inherited
    const headers = [
      ...headersOf(node['headers'] ?? node['header'] ?? deeper(node)),
      ...(own.length > 0 ? own : above),
    ].map(([name, held]): Header => [name, filled(held)])
    if (url !== null && headers.length > 0) requests.push({ urls: [url], headers, sentAt: 0 })
    else if (url === null && Array.isArray(node['headers']) && headers.length > 0) blocks.push(headers)
    else if (typeof node['name'] === 'string' && typeof node['value'] === 'string') blocks.push(headersOf([node]))
    else for (const each of Object.values(node)) visit(each, depth + 1, above)
  }
  visit(value, 0, [])
  return requests.length + blocks.length > 0 ? { requests, blocks } : null
}

/** The variables that a Postman collection defines, substituted wherever they are named. */
function variablesOf(value: unknown) {
  const set: unknown = isObject(value) && Array.isArray(value['item']) ? value['variable'] : undefined
  const variables = new Map(headersOf(set))
  const filled = <T extends string | null>(text: T): T =>
    (text === null || variables.size === 0
      ? text
      : text.replace(/\{\{([\w.-]{1,80})\}\}/g, (whole, name: string) => variables.get(name) ?? whole)) as T
  return { filled }
}

/** Charles nests them one level deeper: `request.header.headers`. */
function deeper(node: Readonly<Record<string, unknown>>): unknown {
  const request = node['request']
  const header = isObject(request) ? (request['header'] ?? request['headers']) : undefined
  return isObject(header) && Array.isArray(header['headers']) ? header['headers'] : undefined
}

/** `url`, as a text or as Postman's `{raw}`; or `scheme`, `host` and `path`. */
function urlOf(node: Readonly<Record<string, unknown>>): string | null {
  const url = node['url'] ?? node['uri']
  const raw = isObject(url) ? url['raw'] : url
  if (typeof raw === 'string') {
    const base = node['baseURL']
    return typeof base === 'string' && !raw.includes('://')
      ? `${base.replace(/\/$/, '')}/${raw.replace(/^\//, '')}`
      : raw
  }
  const { scheme, host, path } = node
  if (typeof scheme !== 'string' || typeof host !== 'string') return null
  return `${scheme}://${host}${typeof path === 'string' ? path : '/'}`
}

/** Headers as a list of names and values, or as an object, without those that are switched off. */
function headersOf(value: unknown): Header[] {
  if (isObject(value))
    return Object.entries(value).flatMap(([name, held]) => (typeof held === 'string' ? [[name, held]] : []))
  if (typeof value === 'string') {
    return [...value.matchAll(/^([\w-]{1,80}):[ \t]*(\S.*)$/gm)].map(
      ([, name = '', held = '']): Header => [name, held.trim()],
    )
  }
  if (!Array.isArray(value)) return []
  return value.flatMap((each: unknown): Header[] => {
    if (!isObject(each) || each['disabled'] === true || each['enabled'] === false) return []
    const name = each['name'] ?? each['key']
    return typeof name === 'string' && typeof each['value'] === 'string' ? [[name, each['value']]] : []
  })
}

/** The token beside the headers: Postman's `auth.bearer`, Insomnia's `authentication.token`. */
function authorisationOf(node: Readonly<Record<string, unknown>>): Header[] {
  const auth = node['auth'] ?? node['authentication']
  if (!isObject(auth) || auth['disabled'] === true) return []
  if (auth['type'] === 'apikey') {
    const given = Object.fromEntries(headersOf(auth['apikey']))
    const { key: name, value: held } = given
    return name !== undefined && held !== undefined && given['in'] !== 'query' ? [[name, held]] : []
  }
  if (auth['type'] !== 'bearer') return []
  const bearer = auth['bearer']
  const listed = Array.isArray(bearer)
    ? bearer.find((each: unknown) => isObject(each) && each['key'] === 'token')
    : bearer
  const token = isObject(listed) ? (listed['value'] ?? listed['token']) : auth['token']
  return typeof token === 'string' ? [['authorization', `Bearer ${token}`]] : []
}
