import { closingQuote } from './closing-quote.ts'
import { isObject, parseJson } from './json.ts'
import { literalsIn } from './literal.ts'
import type { Header, SeenRequest } from './request.ts'

const callPattern = /[\s;]*(?:await\s+)?fetch\(/y

/** True if a text begins with a call of `fetch`. */
export function isFetch(text: string): boolean {
  return new RegExp(`^${callPattern.source}`).test(text)
}

/**
 * The requests of one or several copied calls of `fetch` in a row, without what follows them. Browsers write the arguments as
 * JSON, people as code: null if they are neither, or break off.
 */
export function requestsOfFetch(text: string): SeenRequest[] | null {
  const requests: SeenRequest[] = []
  const call = new RegExp(callPattern)
  while (call.test(text)) {
    const from = call.lastIndex
    const end = closingParenthesis(text, from)
    const request = end < 0 ? null : requestOf(argumentsIn(text.slice(from, end)))
    if (request === null) return null
    requests.push(request)
    call.lastIndex = end + 1
  }
  return requests
}

function argumentsIn(text: string): unknown {
  return parseJson(`[${text}]`) ?? literalsIn(text)
}

/** The end of the call; texts and comments may contain parentheses of their own. */
function closingParenthesis(text: string, from: number): number {
  const special = /["'`()]|\/\/|\/\*/g
  special.lastIndex = from
  let depth = 1
  for (let found = special.exec(text); found !== null; found = special.exec(text)) {
    const [mark] = found
    if (mark === '"' || mark === "'" || mark === '`') {
      const end = closingQuote(text, found.index + 1, mark)
      if (end < 0) return -1
      special.lastIndex = end + 1
    } else if (mark.startsWith('/')) {
      const end = text.indexOf(mark === '//' ? '\n' : '*/', special.lastIndex)
      if (end < 0) return -1
      special.lastIndex = end
    } else {
      depth += mark === '(' ? 1 : -1
      if (depth === 0) return found.index
    }
  }
  return -1
}

function requestOf(args: unknown): SeenRequest | null {
  if (!Array.isArray(args) || args.length === 0) return null
  const [url, options] = args
  const headers = isObject(options) && isObject(options['headers']) ? Object.entries(options['headers']) : []
  const isHeader = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string'
  return { urls: typeof url === 'string' ? [url] : [], headers: headers.filter(isHeader) satisfies Header[], sentAt: 0 }
}
