import type { EpochSeconds } from '../token/record.ts'
import { isRestOfToken } from './broken.ts'
import { elsewhere, isMeantFor, refusalOf } from './destination.ts'
import { mayHoldToken, neutral, wordsOf } from './names.ts'
import type { Paste, PasteForm } from './paste.ts'
import type { Header } from './request.ts'
import { credentialOfRow } from './row.ts'
import { credentialOfHeaders } from './seen-request.ts'
import { tokenFault } from './token-fault.ts'

/** A name and the text assigned to it. */
interface Assignment {
  readonly meaning: Meaning | null
  /** True if the name itself says Gazelle. */
  readonly isOfGazelle: boolean
  readonly value: string
  /** The range of the assignment in the text. */
  readonly from: number
  readonly to: number
}

type Meaning = 'token' | 'key' | 'refresh_token' | 'expires_in' | 'expires_at' | 'created_at'

const valueText = `(?:"([^"\\n]{0,9000})"?|'([^'\\n]{0,9000})'?|\`([^\`\\n]{0,9000})\`|((?:Bearer[ \\t]+)?[^\\s,;"'\`#()[\\]{}]{1,9000}))`

// `export A=…`, `$env:A = "…"`, `set "A=…"`, `os.environ["A"] = '…'`, `const a: string = '…'`, `a: …`, `- A=…`, `"a": "…",`
const assignedPattern = new RegExp(
  `^[ \\t]*(?:[-*•][ \\t]+)?(?:[A-Za-z]{2,12}[ \\t]+|-e[ \\t]+){0,4}(?:\\$env:|\\$\\{env:|[\\w.]{1,40}\\[)?[\\$@"'\`]{0,2}([A-Za-z_][\\w-]{0,80})["'\`}\\]]{0,3}(?:[ \\t]{0,9}:[ \\t]{0,9}(?:str|string|String)\\b)?[ \\t]{0,40}(?:=>|:=|[=:])[ \\t]{0,40}[bfru]?${valueText}`,
  'gm',
)
// `setx A "…"`, `set -gx A …`, `ENV A …`, `SetEnvironmentVariable("A", "…"`
const spaced = new RegExp(
  `^[ \\t]*(?:setx|set[ \\t]+-[gxUu]{1,3}|ENV|\\[?(?:System\\.)?Environment\\]?(?:::|\\.)SetEnvironmentVariable\\()[ \\t]*["']?([A-Za-z_][\\w-]{0,80})["']?(?:[ \\t]+|,[ \\t]*)${valueText}`,
  'gm',
)

/** Words that make a name another thing's. */
const otherWords = new Set(
  'SECRET CLIENT ID URL URI TABLE ROW NAME TYPE FILE PATH ENDPOINT CSRF XSRF DEVICE PUSH SUPABASE'.split(' '),
)

// `"Authorization": "Bearer …"`, `.header("Authorization", "Bearer …")`, `Authorization = "…"`
const headerPair =
  /(?<![\w-])(authorization|x-gazelle-api-key)["'`]?\]?\s{0,20}(?:=>|[:=,])\s{0,20}[bfru]{0,2}["'`]([^"'`\n]{1,9000})["'`]/gi
// `"Authorization: Bearer …"`
const headerText = /["'`](authorization|x-gazelle-api-key)[ \t]{0,5}:[ \t]{0,5}([^"'`\n]{1,9000})["'`]/gi
// `AuthenticationHeaderValue("Bearer", "…")`
const headerScheme = /["']bearer["']\s{0,5},\s{0,5}["']([^"'\n]{1,9000})["']/gi

const addressPattern = /(?:https?|wss?):\/\/[^\s"'`<>,;)\]}|\\]+/gi

/** The calls that send a request in some language. Without a full address in the text, such a call may go anywhere. */
const call =
  /\b(?:fetch|axios|got|ky|request|curl_init|Invoke-\w+|HTTPS?Connection|HttpClient|WebClient|RestClient|RestRequest|HttpRequest|XMLHttpRequest|URLRequest|NewRequest|Net::HTTP)\b[^\n]{0,3}\(|\b(?:requests|httpx|axios|session|client|http|https|superagent|Http)\.(?:get|post|put|patch|delete|request|Post\w*|Get\w*)\(|\bInvoke-(?:Web|Rest)/i

/**
 * Takes the credential out of lines that assign a value to a name (`.env`, a shell's, PowerShell's, YAML, TOML, code), or out of
 * code that sends a request.
 *
 * Takes the text, Gazelle's origins and the time. The name must say that it is a token, and of no other service. Every address in
 * the text must be Gazelle's, except that beside a name that itself says Gazelle, the addresses in other assignments do not
 * count. Gives null for any other text.
 */
export function credentialOfSnippet(text: string, origins: readonly string[], now: EpochSeconds): Paste | null {
  const assigned = [...text.matchAll(assignedPattern), ...text.matchAll(spaced)].map(assignmentOf)
  const fromHeaders = headersPaste(text, origins)
  if (fromHeaders !== null && ('credential' in fromHeaders || fromHeaders.reason !== 'placeholder')) return fromHeaders
  return assignedPaste(text, assigned, origins, now) ?? fromHeaders
}

function headersPaste(text: string, origins: readonly string[]): Paste | null {
  const pairs = [...text.matchAll(headerPair), ...text.matchAll(headerText)]
  const schemes = [...text.matchAll(headerScheme)]
  const headers: Header[] = [
    ...pairs.map(([, name = '', value = '']) => [name, value] as const),
    ...schemes.map(([, token]) => ['authorization', `Bearer ${token}`] as const),
  ]
  if (headers.length === 0) return null
  return refusalByAddress(text, 'code', origins) ?? refusalByCall(text, 'code') ?? credentialOfHeaders(headers, 'code')
}

function assignedPaste(
  text: string,
  assigned: readonly Assignment[],
  origins: readonly string[],
  now: EpochSeconds,
): Paste | null {
  const isSending = call.test(text)
  const form: PasteForm = isSending ? 'code' : 'variable'
  for (const isNamed of [true, false]) {
    const those = assigned.filter(({ isOfGazelle }) => isOfGazelle === isNamed)
    for (const meaning of ['token', 'key'] as const) {
      const values = those.filter((each) => each.meaning === meaning).map(({ value }) => value)
      const tokens = [...new Set(values.map((value) => value.replace(/^Bearer\s+/i, '')))]
      const good = tokens.filter((token) => tokenFault(token) === null)
      const [token = ''] = good
      const fault = tokens.map(tokenFault).find((each) => each !== null && each.reason !== 'not-a-token')
      if (good.length === 0 && fault === undefined) continue
      const others = assigned.filter(({ isOfGazelle }) => !isOfGazelle)
      const telling = isNamed ? without(text, others) : text
      const refusal = refusalByAddress(telling, form, origins) ?? (isNamed ? null : refusalByCall(text, form))
      if (refusal !== null) return refusal
      if (good.length > 1) return { reason: 'several-tokens', form }
      if (token === '') return fault ? { ...fault, form } : null
      if (those.some(({ value, to }) => value.endsWith(token) && goesOn(text, to))) return { reason: 'broken', form }
      const isBearer = values.some((value) => /^Bearer\s/i.test(value))
      return credentialOfAssigned(token, those, isBearer, form, now)
    }
  }
  return null
}

/** True if a value without quotation marks may continue on the next line. */
function goesOn(text: string, to: number): boolean {
  const next = /^[ \t]*\n([^\n]*)/.exec(text.slice(to, to + 9100))?.[1]
  return next !== undefined && !/["'`]/.test(text.charAt(to - 1)) && isRestOfToken(next)
}

/** The token as the row would have it, with the expiry and the like from the lines beside it. */
function credentialOfAssigned(
  token: string,
  those: readonly Assignment[],
  isBearer: boolean,
  form: PasteForm,
  now: EpochSeconds,
): Paste | null {
  const beside = those.flatMap(({ meaning, value }): [string, unknown][] => {
    if (meaning === null || meaning === 'token' || meaning === 'key') return []
    return [[meaning, /^\d{1,15}$/.test(value) ? Number(value) : value]]
  })
  const paste = credentialOfRow({ ...Object.fromEntries(beside), access_token: token }, '', now)
  if (paste === null) return null
  if (!('credential' in paste)) return 'form' in paste ? { ...paste, form } : paste
  const { credential } = paste
  return { form, credential: isBearer ? { ...credential, headerKind: 'bearer' } : credential }
}

function refusalByAddress(text: string, form: PasteForm, origins: readonly string[]): Paste | null {
  const other = text.match(addressPattern)?.find((url) => !isMeantFor(url, origins))
  return other === undefined ? null : refusalOf(elsewhere(other, origins), form)
}

function refusalByCall(text: string, form: PasteForm): Paste | null {
  return call.test(text) && !addressOnce.test(text) ? { reason: 'unknown-host', form } : null
}

const addressOnce = new RegExp(addressPattern.source, 'i')

/** The text without these assignments. */
function without(text: string, assigned: readonly Assignment[]): string {
  const sorted = assigned.toSorted((one, other) => one.from - other.from)
  const kept = sorted.map(({ from }, at) => text.slice(sorted[at - 1]?.to ?? 0, from))
  return [...kept, text.slice(sorted.at(-1)?.to ?? 0)].join('')
}

const lead = /^[ \t]*(?:[-*•][ \t]+)?((?:[A-Za-z]{2,12}[ \t]+|-e[ \t]+){0,4})/

/** Words before a name that are not part of it: of languages, of shells, of people. */
const beforeName = new Set(
  `export const let var val set setx static final readonly public private protected internal declare local global string str char
  auto env environment arg define dim as def my our your the new here is voici le la mon ma notre votre nouveau e`.split(
    /\s+/,
  ),
)

/** True if the words before a name belong to the language, or name no other service. */
function isOwnLead(whole: string): boolean {
  const words = (lead.exec(whole)?.[1] ?? '').split(/[\s-]+/).filter((word) => word !== '')
  return words.every((word) => beforeName.has(word.toLowerCase()) || mayHoldToken(word))
}

/** The words that give a name a meaning here; one of them is required. */
const tellingPattern = /token|key|bearer|jwt|jeton|auth|header|expires|created/i

function assignmentOf(match: RegExpExecArray): Assignment {
  const [whole, name = '', ...values] = match
  const value = values.find((each) => each !== undefined) ?? ''
  const isOfGazelle = /gazelle/i.test(name)
  const isTelling = tellingPattern.test(name) && isOwnLead(whole) && !/^x-(?!gazelle)/i.test(name)
  return {
    meaning: isTelling ? meaningOf(name, value, isOfGazelle) : null,
    isOfGazelle,
    value,
    from: match.index,
    to: match.index + whole.length,
  }
}

function meaningOf(name: string, value: string, isOfGazelle: boolean): Meaning | null {
  const words = wordsOf(name)
  const has = (word: string) => words.includes(word)
  const bare = words.filter((word) => !word.startsWith('GAZELLE')).join('_')
  if (bare === 'EXPIRES_IN' || bare === 'EXPIRES_AT' || bare === 'CREATED_AT') {
    return bare.toLowerCase() as 'expires_in' | 'expires_at' | 'created_at'
  }
  if (words.some((word) => otherWords.has(word)) || (!isOfGazelle && words.some((word) => !neutral.has(word))))
    return null
  if (has('REFRESH')) return has('TOKEN') ? 'refresh_token' : null
  if (has('TOKEN') || has('BEARER') || has('JWT') || has('JETON')) return 'token'
  if (has('APIKEY') || (has('KEY') && (has('API') || isOfGazelle))) return 'key'
  return /^Bearer\s/i.test(value) && (has('AUTHORIZATION') || has('HEADER') || has('AUTH')) ? 'token' : null
}
