import { jwtClaims } from '../token/jwt.ts'
import type { EpochSeconds } from '../token/record.ts'
import { credentialOfAssignedObject } from './assigned-object.ts'
import { credentialOfBareToken, credentialOfNamedToken } from './bare-token.ts'
import { isCurl, requestsOfCurl, shellOfCurl } from './curl.ts'
import { elsewhere, isMeantFor, otherDestination, refusalOf } from './destination.ts'
import { exportedRequests } from './exported.ts'
import { isFetch, requestsOfFetch } from './fetch-call.ts'
import { requestsOfHar } from './har.ts'
import { credentialOfHeaderLines } from './header-lines.ts'
import { isObject, parseJson } from './json.ts'
import { literalsIn } from './literal.ts'
import { textsOfNotebook } from './notebook.ts'
import { isHttpie, isWget, requestsOfHttpie, requestsOfWget } from './other-commands.ts'
import type { Paste, PasteForm } from './paste.ts'
import { isPowerShell, requestsOfPowerShell } from './powershell.ts'
import type { Header, SeenRequest } from './request.ts'
import { requestsOfBruno, requestsOfHttpFile, requestsOfInsomnia } from './request-files.ts'
import { credentialOfRow } from './row.ts'
import { credentialOfRequests, isToApi } from './seen-request.ts'
import { credentialOfSnippet } from './snippet.ts'
import { isSql, rowsOfSql } from './sql.ts'
import { isWrappedDisplay, rowsOfTable } from './table.ts'
import { readingsOf } from './wrapping.ts'

export interface PasteOptions {
  /** Gazelle's origins, such as `https://gazelleapp.io`, without a trailing slash. */
  readonly origins: readonly string[]
  /** The key of the row that other programs read. */
  readonly rowKey: string
  /** Seconds since 1970. */
  readonly now: EpochSeconds
}

/** An archive of a page's traffic is large; every other form is small. In characters. */
const longestArchive = 20_000_000
const longestOther = 1_000_000

/** The beginning of an archive, whose length is worth reading. */
const archivePattern = /^\{\s*"log"\s*:/

/** Invisible marks: writing directions, joiners, soft hyphens, the byte-order mark. Chats and emails add them. */
const invisible =
  /\u034f|[\u00ad\u061c\u180e\ufeff\ufffc\u115f\u1160\u17b4\u17b5\u3164\uffa0]|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2069]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]/gu

/** Spaces that pages and word processors use in place of the ordinary one. */
const otherSpaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g

/** Hyphens that word processors use in place of the ordinary one. */
const otherHyphens = /[\u2010\u2011]/g

/** The refusals of a text that may only be wrapped in something: another reading may find more. */
const undecided: ReadonlySet<string> = new Set([
  'unknown-form',
  'unreadable',
  'unknown-host',
  'not-a-token',
  'placeholder',
  'no-token-in-request',
])

/**
 * Reads what a person copied to bring a token.
 *
 * Takes any text of the clipboard. Gives the credential and the form it was recognised in, or a refusal with its reason: nothing
 * is guessed, and a credential that is meant for another host is never given. The credential is untested. Takes time in
 * proportion to the text; never throws.
 */
export function readPaste(clipboard: string, options: PasteOptions): Paste {
  if (clipboard.length > longestArchive) return { reason: 'too-long', limit: longestArchive }
  const text = clipboard
    .trim()
    .replace(invisible, '')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(otherSpaces, ' ')
    .replace(otherHyphens, '-')
    .trim()
  if (text === '') return { reason: 'empty' }
  if (text.length > longestOther) {
    return archivePattern.test(text) ? readOne(text, options) : { reason: 'too-long', limit: longestOther }
  }
  let first: Paste = { reason: 'unknown-form' }
  for (const reading of readingsOf(text)) {
    const paste = readOne(reading, options)
    if ('credential' in paste || !undecided.has(paste.reason)) return paste
    if (first.reason === 'unknown-form') first = paste
  }
  return first
}

function readOne(text: string, options: PasteOptions): Paste {
  const filed = requestsOfBruno(text) ?? requestsOfInsomnia(text)
  if (filed !== null) return credentialOfRequests(filed, 'export', options.origins)
  const sent = requestsOfHttpFile(text)
  if (sent !== null) return credentialOfRequests(sent, 'header-line', options.origins)
  if (/^["[{]/.test(text)) {
    const paste = readJson(text, options)
    if (paste !== null) return paste
  }
  return readOther(text, options)
}

function readJson(text: string, options: PasteOptions): Paste | null {
  const { origins, rowKey, now } = options
  const value = jsonOf(text)
  if (value === undefined) return /^\{\s*["']/.test(text) ? { reason: 'unreadable', form: 'row' } : null
  const archived = requestsOfHar(value)
  if (archived !== null) return credentialOfHar(archived, origins)
  if (typeof value === 'string' && !value.trimStart().startsWith('{')) return null
  const cells = textsOfNotebook(value)
  if (cells !== null) return ofAll(cells.map((cell) => readPaste(cell, options)))
  const row = isHeaderList(value) ? null : credentialOfRow(value, rowKey, now)
  if (row !== null) return heldToItsIssuer(row, origins)
  // Headers without the address that belongs beside them may be for any host.
  const snippet = () => (/["']headers?["']\s*:/.test(text) ? null : credentialOfSnippet(text, origins, now))
  const paste = readHeaderObject(value, origins) ?? readExported(value, origins) ?? snippet()
  return paste === null ? { reason: 'unknown-form' } : heldToItsIssuer(paste, origins)
}

/** The result of several texts together: those that have a token must agree. */
function ofAll(pastes: readonly Paste[]): Paste {
  const good = pastes.filter((paste) => 'credential' in paste)
  const [first] = good
  const isOne = new Set(good.map(({ credential }) => credential.accessToken)).size === 1
  if (first !== undefined) return isOne ? first : { reason: 'several-tokens', form: first.form }
  const isTelling = (paste: Paste) => 'reason' in paste && !/^(empty|unknown-form)$/.test(paste.reason)
  return pastes.find(isTelling) ?? { reason: 'unknown-form' }
}

/** JSON, or its equivalent in JavaScript or Python. A single line copied from the row lacks its braces. */
function jsonOf(text: string): unknown {
  const inBraces = `{${text.replace(/,$/, '')}}`
  const value = parseJson(text) ?? (text.startsWith('"') ? parseJson(inBraces) : undefined)
  if (value !== undefined || text.length > longestOther || !/^(?:\[|\{\s*["'\w/#])/.test(text)) return value
  const literals = literalsIn(text)
  return literals?.length === 1 && typeof literals[0] === 'object' && literals[0] !== null ? literals[0] : undefined
}

/** True for headers as a list of names and values, whose objects have a `value` like the row. */
function isHeaderList(value: unknown): boolean {
  const isHeader = (each: unknown) =>
    isObject(each) && /^(authorization|x-gazelle-api-key)$/i.test(String(each['name']))
  return Array.isArray(value) ? value.some(isHeader) : isHeader(value)
}

/** Browsers leave credentials out of an archive unless they are told to keep them. */
function credentialOfHar(requests: readonly SeenRequest[], origins: readonly string[]): Paste {
  const paste = credentialOfRequests(requests, 'har', origins)
  if ('credential' in paste || paste.reason !== 'no-token-in-request') return paste
  const ours = requests.filter((request) => otherDestination(request, origins) === null)
  const isBare = ({ headers }: SeenRequest) =>
    !headers.some(([name]) => /^(authorization|x-gazelle-api-key|cookie)$/i.test(name))
  return ours.some(isToApi) && ours.every(isBare) ? { reason: 'token-left-out', form: 'har' } : paste
}

/** An object of nothing but headers, as code has it: read as header lines. */
function readHeaderObject(value: unknown, origins: readonly string[]): Paste | null {
  if (!isObject(value) || Object.values(value).some((held) => typeof held !== 'string')) return null
  return credentialOfHeaderLines(linesOf(Object.entries(value) as [string, string][]), origins)
}

function linesOf(headers: readonly Header[]): string {
  return headers.map(([name, value]) => `${name}: ${value}`.replaceAll('\n', ' ')).join('\n')
}

/** Requests as other programs keep them; from blocks of headers, those with a credential, read as header lines. */
function readExported(value: unknown, origins: readonly string[]): Paste | null {
  const exported = exportedRequests(value)
  if (exported === null) return null
  if (exported.requests.length > 0) return credentialOfRequests(exported.requests, 'export', origins)
  const pastes = exported.blocks.flatMap((headers) => credentialOfHeaderLines(linesOf(headers), origins) ?? [])
  return pastes.find((paste) => 'credential' in paste || paste.reason !== 'no-token-in-request') ?? pastes[0] ?? null
}

const brokenRow: Paste = { reason: 'broken', form: 'row' }
const isBadRow = (paste: Paste) => 'reason' in paste && paste.reason === 'bad-row'

function readOther(text: string, { origins, rowKey, now }: PasteOptions): Paste {
  const fromRequests = (form: PasteForm, requests: SeenRequest[] | null): Paste =>
    requests === null ? { reason: 'unreadable', form } : credentialOfRequests(requests, form, origins)

  if (isCurl(text)) {
    const shell = shellOfCurl(text)
    return fromRequests(`curl-${shell}`, requestsOfCurl(text, shell))
  }
  if (isFetch(text)) return fromRequests('fetch', requestsOfFetch(text))
  if (isWget(text)) return fromRequests('wget', requestsOfWget(text))
  if (isHttpie(text)) return fromRequests('httpie', requestsOfHttpie(text))
  const rows = isSql(text) ? rowsOfSql(text) : rowsOfTable(text, rowKey)
  if (rows === 'cut-off') return { reason: 'unreadable', form: 'row' }
  const row = rows === null ? null : credentialOfRow(rows, rowKey, now)
  if (row !== null) return isBadRow(row) && isWrappedDisplay(text) ? brokenRow : heldToItsIssuer(row, origins)
  const isShell = isPowerShell(text)
  const told = isShell
    ? fromRequests('powershell', requestsOfPowerShell(text))
    : (credentialOfHeaderLines(text, origins) ?? credentialOfBareToken(text))
  // A header or a command may name only a variable, whose value stands in a line beside it.
  const isOpen = (reason: string) => reason === 'placeholder' || (isShell && /^(no-token|unknown-host)/.test(reason))
  if (told !== null && ('credential' in told || !isOpen(told.reason))) return heldToItsIssuer(told, origins)
  const object = credentialOfAssignedObject(text, rowKey, origins, now)
  if (object !== null) return heldToItsIssuer(object, origins)
  const snippet = credentialOfSnippet(text, origins, now) ?? credentialOfNamedToken(text)
  const paste = told === null || (snippet !== null && 'credential' in snippet) ? snippet : told
  return paste === null ? { reason: 'unknown-form' } : heldToItsIssuer(paste, origins)
}

/** Checks a JWT's own issuer if nothing else names the host that the token is for: a token of another issuer is refused. */
function heldToItsIssuer(paste: Paste, origins: readonly string[]): Paste {
  if (!('credential' in paste)) return paste
  const issuer = jwtClaims(paste.credential.accessToken)?.['iss']
  if (typeof issuer !== 'string' || !issuer.includes('://') || isMeantFor(issuer, origins)) return paste
  return refusalOf(elsewhere(issuer, origins), paste.form)
}
