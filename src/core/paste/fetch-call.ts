import { closingQuote } from './closing-quote.ts'
import { isObject, parseJson } from './json.ts'
import type { Header, SeenRequest } from './seen-request.ts'

const CALL = /[\s;]*(?:await\s+)?fetch\(/y

/** True when a text begins with a call of `fetch`. */
export function isFetch(text: string): boolean {
  return new RegExp(`^${CALL.source}`).test(text)
}

/**
 * The requests of one copied call of `fetch` or several in a row; what follows them is left out. Browsers write the
 * arguments as JSON: null where they are anything else, or break off.
 */
export function requestsOfFetch(text: string): SeenRequest[] | null {
  const requests: SeenRequest[] = []
  const call = new RegExp(CALL)
  while (call.test(text)) {
    const from = call.lastIndex
    const end = closingParenthesis(text, from)
    const request = end < 0 ? null : requestOf(parseJson(`[${text.slice(from, end)}]`))
    if (request === null) return null
    requests.push(request)
    call.lastIndex = end + 1
  }
  return requests
}

function closingParenthesis(text: string, from: number): number {
  const special = /["()]/g
  special.lastIndex = from
  let depth = 1
  for (let found = special.exec(text); found !== null; found = special.exec(text)) {
    if (found[0] === '"') {
      const end = closingQuote(text, found.index + 1, '"')
      if (end < 0) return -1
      special.lastIndex = end + 1
    } else {
      depth += found[0] === '(' ? 1 : -1
      if (depth === 0) return found.index
    }
  }
  return -1
}

function requestOf(args: unknown): SeenRequest | null {
  const [url, options] = Array.isArray(args) ? args : []
  if (typeof url !== 'string') return null
  const headers = isObject(options) && isObject(options['headers']) ? Object.entries(options['headers']) : []
  const isHeader = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string'
  return { urls: [url], headers: headers.filter(isHeader) satisfies Header[], sentAt: 0 }
}
