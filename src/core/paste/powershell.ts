import { closingQuote } from './closing-quote.ts'
import type { Header, SeenRequest } from './request.ts'

interface Part {
  readonly text: string
  readonly isString: boolean
}

/** True if a text begins like "Copy as PowerShell": a variable that is set, or the request itself. */
export function isPowerShell(text: string): boolean {
  return /^(\$\w+(\.\w+)*\s*=|Invoke-(WebRequest|RestMethod)\s)/i.test(text) && /\bInvoke-(Web|Rest)/i.test(text)
}

/**
 * The requests of `Invoke-WebRequest` and `Invoke-RestMethod` with `-Uri "…"` and `-Headers @{ "name"="value" … }`, as browsers
 * write them; null if a string stays open.
 */
export function requestsOfPowerShell(text: string): SeenRequest[] | null {
  const parts = partsOf(text)
  if (parts === null) return null
  const requests: { urls: string[]; headers: Header[]; sentAt: 0 }[] = []
  let inHeaders = false
  for (const [index, { text: word, isString }] of parts.entries()) {
    const next = parts[index + 1]
    if (!isString && /^Invoke-(WebRequest|RestMethod)$/i.test(word)) requests.push({ urls: [], headers: [], sentAt: 0 })
    else if (!isString && /^-Uri$/i.test(word) && next !== undefined) requests.at(-1)?.urls.push(next.text)
    else if (!isString && /^-Headers$/i.test(word)) inHeaders = next?.text === '@{'
    else if (!isString && word === '}') inHeaders = false
    else if (inHeaders && !isString && word === '=') {
      requests.at(-1)?.headers.push([parts[index - 1]?.text ?? '', next?.text ?? ''])
    }
  }
  return requests
}

function partsOf(text: string): Part[] | null {
  const parts: Part[] = []
  const plain = /@\{|[={};]|[^\s"'={};@`]+|[@`]/y
  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    plain.lastIndex = at
    const word = plain.exec(text)?.[0]
    if (character === '"' || character === "'") {
      const end = character === '"' ? closingQuote(text, at + 1, '"', '`') : text.indexOf("'", at + 1)
      if (end < 0) return null
      parts.push({ text: text.slice(at + 1, end).replace(/`([\s\S])/g, '$1'), isString: true })
      at = end + 1
    } else if (word !== undefined) {
      if (word !== '`') parts.push({ text: word, isString: false })
      at += word.length
    } else {
      at += 1
    }
  }
  return parts
}
