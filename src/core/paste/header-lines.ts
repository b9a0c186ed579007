import { isRestOfToken } from './broken.ts'
import { elsewhere, isMeantFor, refusalOf } from './destination.ts'
import type { Paste } from './paste.ts'
import type { Header } from './request.ts'
import { credentialOfHeaders, credentialOfRequests } from './seen-request.ts'

/** The headers that matter, at the start of a line; any others are skipped. */
const named = /^(:authority|host|authorization|x-gazelle-api-key)(?:[ \t]*:[ \t]*(.*)|[ \t]*)$/i

const requestLine = /^[A-Z]{3,10} (https?:\/\/\S+) HTTP\/[\d.]+$/

/** Headers that identify a list of headers, if none of those that matter is there. */
const otherHeader =
  /^(:method|:path|:scheme|accept|accept-[a-z]+|content-type|cookie|user-agent|referer|sec-[a-z-]+|x-[a-z-]+)[ \t]*(:|$)/im

/**
 * Takes the credential out of headers as a header pane shows them: lines of `name: value`, or the name on one line and the value
 * on the next; one header, or the whole block; or the value alone, `Bearer …`.
 *
 * Gives null for any other text. If the block does not name its host, every address in it must be Gazelle's: a copied `Origin` or
 * `Referer` is as telling.
 */
export function credentialOfHeaderLines(text: string, origins: readonly string[]): Paste | null {
  const form = 'header-line'
  const lines = text.split('\n').map((line) => line.trim())
  const isScheme = /^bearer\s/i.test(text) && lines.every((line, at) => at === 0 || isRestOfToken(line))
  if (isScheme) return credentialOfHeaders([['authorization', lines.join(' ')]], form)

  const headers: Header[] = []
  const urls: string[] = []
  for (const [index, line] of lines.entries()) {
    const [, name, value] = named.exec(line) ?? []
    if (name !== undefined) {
      const next = lines[index + 1] ?? ''
      const isSchemeAlone = /^bearer$/i.test(value ?? '')
      const whole = isSchemeAlone ? `${value} ${next}` : value || next
      const rest = lines[index + (isSchemeAlone || !value ? 2 : 1)] ?? ''
      const isCut = isCredential(name) && value && !/["'`,;]$/.test(whole) && isRestOfToken(rest)
      headers.push([name, isCut ? `${whole} ${rest}` : unquoted(whole)])
    }
    const url = requestLine.exec(line)?.[1]
    if (url !== undefined) urls.push(url)
  }
  if (headers.length === 0 && urls.length === 0 && !otherHeader.test(text)) return null
  if (urls.length > 0 || headers.some(([name]) => /^(:authority|host)$/i.test(name))) {
    return credentialOfRequests([{ urls, headers, sentAt: 0 }], form, origins)
  }
  const other = text.match(/(https?|wss?):\/\/[^\s"'<>,;)]+/gi)?.find((url) => !isMeantFor(url, origins))
  if (other !== undefined) return refusalOf(elsewhere(other, origins), form)
  return credentialOfHeaders(headers, form)
}

const isCredential = (name: string) => /^(authorization|x-gazelle-api-key)$/i.test(name)

/** Removes the quotation marks that code and YAML put around a header's value. */
function unquoted(value: string): string {
  return /^(["'`])([^"'`]*)\1[,;]?$/.exec(value)?.[2] ?? value
}
