import { jwtClaims } from '../token/jwt.ts'
import type { EpochSeconds } from '../token/record.ts'
import { credentialOfBareToken } from './bare-token.ts'
import { isCurl, requestsOfCurl, shellOfCurl } from './curl.ts'
import { elsewhere, isMeantFor, refusalOf } from './destination.ts'
import { isFetch, requestsOfFetch } from './fetch-call.ts'
import { requestsOfHar } from './har.ts'
import { credentialOfHeaderLines } from './header-lines.ts'
import { isObject, parseJson } from './json.ts'
import type { Paste, PasteForm } from './paste.ts'
import { isPowerShell, requestsOfPowerShell } from './powershell.ts'
import { credentialOfRow } from './row.ts'
import { credentialOfRequests, type SeenRequest } from './seen-request.ts'

export interface PasteOptions {
  /** Where Gazelle is: origins such as `https://gazelleapp.io`, without a slash at the end. */
  readonly origins: readonly string[]
  /** The key of the row that other programs read. */
  readonly rowKey: string
  /** Seconds since 1970. */
  readonly now: EpochSeconds
}

/** An archive of a page's traffic is large; any other form is small. Characters. */
const LONGEST_ARCHIVE = 20_000_000
const LONGEST_OTHER = 1_000_000

/** How an archive begins, whose length is worth reading. */
const ARCHIVE = /^\{\s*"log"\s*:/

/** Marks without a face: writing directions, joiners, soft hyphens, the byte-order mark. Chats and e-mails add them. */
const INVISIBLE = /\u00ad|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2069]|\ufeff/g

/**
 * Reads what a person copied to bring a token.
 *
 * Takes the clipboard's text, whatever it is. Gives the credential and the form it was recognised in, or a refusal with
 * its reason: nothing is guessed, and a credential that is meant for another host than Gazelle's is never given. The
 * credential has not been tried. Takes time in proportion to the text; never throws.
 */
export function readPaste(clipboard: string, options: PasteOptions): Paste {
  if (clipboard.length > LONGEST_ARCHIVE) return { reason: 'too-long', limit: LONGEST_ARCHIVE }
  const text = clipboard
    .trim()
    .replace(INVISIBLE, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u202f]/g, ' ')
    .trim()
  if (text === '') return { reason: 'empty' }
  if (text.length > LONGEST_OTHER && !ARCHIVE.test(text)) return { reason: 'too-long', limit: LONGEST_OTHER }
  if (/^["[{]/.test(text)) {
    const paste = readJson(text, options)
    if (paste !== null) return paste
  }
  return readOther(text, options)
}

function readJson(text: string, { origins, rowKey, now }: PasteOptions): Paste | null {
  // One line of the row copied alone lacks its braces.
  const value = parseJson(text) ?? (text.startsWith('"') ? parseJson(`{${text.replace(/,$/, '')}}`) : undefined)
  if (value === undefined) return /^\{\s*["']/.test(text) ? { reason: 'unreadable', form: 'row' } : null
  const archived = requestsOfHar(value)
  if (archived !== null) return credentialOfRequests(archived, 'har', origins)
  if (typeof value === 'string' && !value.trimStart().startsWith('{')) return null
  const row = credentialOfRow(value, rowKey, now)
  if (row !== null) return heldToItsIssuer(row, origins)
  return readHeaderObject(value, origins) ?? { reason: 'unknown-form' }
}

/** Headers as JSON, which code has, and nothing else beside them: they are read as the lines they would be. */
function readHeaderObject(value: unknown, origins: readonly string[]): Paste | null {
  if (!isObject(value) || Object.values(value).some((held) => typeof held !== 'string')) return null
  const lines = Object.entries(value).map(([name, held]) => `${name}: ${held}`.replaceAll('\n', ' '))
  const paste = credentialOfHeaderLines(lines.join('\n'), origins)
  return paste === null ? null : heldToItsIssuer(paste, origins)
}

function readOther(text: string, { origins }: PasteOptions): Paste {
  const fromRequests = (form: PasteForm, requests: SeenRequest[] | null): Paste =>
    requests === null ? { reason: 'unreadable', form } : credentialOfRequests(requests, form, origins)

  if (isCurl(text)) {
    const shell = shellOfCurl(text)
    return fromRequests(`curl-${shell}`, requestsOfCurl(text, shell))
  }
  if (isFetch(text)) return fromRequests('fetch', requestsOfFetch(text))
  if (isPowerShell(text)) return fromRequests('powershell', requestsOfPowerShell(text))
  const paste = credentialOfHeaderLines(text, origins) ?? credentialOfBareToken(text)
  return paste === null ? { reason: 'unknown-form' } : heldToItsIssuer(paste, origins)
}

/** Where nothing says what host a token is meant for, a JWT's own issuer may: a token of another is refused. */
function heldToItsIssuer(paste: Paste, origins: readonly string[]): Paste {
  if (!('credential' in paste)) return paste
  const issuer = jwtClaims(paste.credential.accessToken)?.['iss']
  if (typeof issuer !== 'string' || !issuer.includes('://') || isMeantFor(issuer, origins)) return paste
  return refusalOf(elsewhere(issuer, origins), paste.form)
}
