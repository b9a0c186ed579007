import { isLoopback } from '../../base/loopback.ts'
import { isKeyOfOtherProject, type KeyKind, kindOfKey } from './supabase-key.ts'
import { urlOfProject } from './supabase-url.ts'

/** The result of a paste; at least one of URL and key is there. */
export interface PastedConnection {
  readonly ok: true
  /** The URL of the project's API, without a path or a final slash. */
  readonly url: string | null
  readonly key: string | null
  /** Why the other of the two could not be taken; null if the text had nothing like it. */
  readonly missed: PasteFailure | null
  readonly notes: readonly ConnectionNote[]
}

/**
 * What a person should be told of a paste that was understood:
 * - `database-password-ignored`: it contained a database password, which is not needed and not kept
 * - `weaker-key-taken`: it contained several kinds of key; the one with the fewest rights was taken
 * - `url-from-key`: the key itself named its project
 */
export type ConnectionNote = 'database-password-ignored' | 'weaker-key-taken' | 'url-from-key'

/**
 * Why nothing could be taken:
 * - `empty`, `too-long`: nothing, or more than a connection needs (64 KiB)
 * - `placeholder`: an example, such as `your-project.supabase.co`, which has to be filled in first
 * - `no-project-in-url`: a page of Supabase that belongs to no project
 * - `not-https`: the token would travel unencrypted; only this computer is allowed without https
 * - `several-projects`, `several-keys`: one of them has to be chosen
 * - `masked-key`: the dashboard's dots instead of the key's end
 * - `cut-off-key`: the beginning of a legacy key
 * - `database-address`: the database's address, which does not name the project
 * - `not-an-api-key`: a user's session, an access token of the account, or another secret of Supabase
 * - `nothing-found`: none of this
 */
export type PasteFailure =
  | 'empty'
  | 'too-long'
  | 'placeholder'
  | 'no-project-in-url'
  | 'not-https'
  | 'several-projects'
  | 'several-keys'
  | 'masked-key'
  | 'cut-off-key'
  | 'not-an-api-key'
  | 'database-address'
  | 'nothing-found'

export type ParsedConnection = PastedConnection | { readonly ok: false; readonly reason: PasteFailure }

const longest = 65_536
// Zero-width and direction marks, which pages and messengers put between visible characters.
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g

/**
 * Finds a Supabase project's URL and key in any pasted text: the dashboard's address, the API's, lines of an `.env` file, a
 * snippet of code, a cURL command, a connection string of the database, the output of `supabase status`, a bare key or a
 * project's name. Takes the text; gives what was found, or the reason why nothing was. Never throws.
 */
export function parseConnection(text: string): ParsedConnection {
  if (text.length > longest) return { ok: false, reason: 'too-long' }
  const plain = text.replace(invisible, '').replace(/\u00a0/g, ' ')
  if (plain.trim() === '') return { ok: false, reason: 'empty' }
  const found = parse(withoutComments(plain))
  if (found.ok || found.reason !== 'cut-off-key') return found
  // A mail program may have broken the key over several lines.
  const joined = parse(plain.replace(/\s+/g, ''))
  return joined.ok ? joined : found
}

/** Combines two pastes; the later one wins. A key is not carried over to the URL of another project, which must not learn it. */
export function mergeConnections(earlier: PastedConnection, later: PastedConnection): PastedConnection {
  const isGuess = ({ notes }: PastedConnection) => notes.includes('url-from-key')
  // A URL guessed from a key does not replace a pasted one, and gives way to one.
  const isLaters = later.url !== null && (!isGuess(later) || earlier.url === null || isGuess(earlier))
  const named = isLaters ? later : earlier
  const isElsewhere = earlier.url !== null && !isGuess(earlier) && named.url !== earlier.url
  const key = later.key ?? (isElsewhere ? null : earlier.key)
  const notes = unique([...earlier.notes, ...later.notes]).filter((note) => note !== 'url-from-key' || isGuess(named))
  return { ok: true, url: named.url, key, missed: later.missed, notes }
}

function parse(text: string): ParsedConnection {
  const url = findUrl(text)
  const key = findKey(text, url.found)
  const choice = [url.flaw, key.flaw].find((flaw) => flaw === 'several-projects' || flaw === 'several-keys')
  if (choice !== undefined) return { ok: false, reason: choice }
  if (url.found === null && key.found === null) {
    const isDatabase = /postgres(ql)?(\+\w{1,20})?:\/\//i.test(text)
    return { ok: false, reason: key.flaw ?? url.flaw ?? (isDatabase ? 'database-address' : 'nothing-found') }
  }

  const refOfKey = key.found === null ? null : kindOfKey(key.found).projectRef
  const guessed = url.found === null && url.flaw === null && refOfKey !== null ? urlOfProject(refOfKey) : null
  const notes: ConnectionNote[] = []
  if (databasePassword.test(text)) notes.push('database-password-ignored')
  if (key.tookWeaker) notes.push('weaker-key-taken')
  if (guessed !== null) notes.push('url-from-key')
  const missed = (url.found === null ? url.flaw : null) ?? (key.found === null ? key.flaw : null)
  return { ok: true, url: url.found ?? guessed, key: key.found, missed, notes }
}

const databasePassword =
  /postgres(?:ql)?(?:\+\w{1,20})?:\/\/[^\s:@/]{1,100}:[^\s@[]{1,200}@|[?&]password=[^\s&]|(?:^|[;\s"'])(?:password|pwd|pgpassword)\s?=\s?["']?[^\s;"'[]/i

/** Removes comments, which may be outdated, unless nothing else is there. */
function withoutComments(text: string): string {
  const kept = text
    .split(/\r\n|[\r\n]/)
    .filter((line) => !/^\s*(#|\/\/|;|--\s)/.test(line))
    .map((line) => line.replace(/\s(?:#|\/\/|--)\s.*$/, ''))
    .join('\n')
  return kept.trim() === '' ? text : kept
}

interface Find {
  readonly found: string | null
  readonly flaw: PasteFailure | null
}

// ── the project ────────────────────────────────────────────────────────────────────────────────────────────────────

// Every way to name a hosted project: its hosts, its user at the shared pooler, the dashboard, the command line. Each pattern in
// this file bounds its repetitions, so that no text takes long.
const namesOfProject = [
  /(?<![\w.-])(?:db\.)?([a-z0-9]{20})\.(?:(?:functions|storage)\.)?supabase\.(?:co|in|red)(?![\w-]|\.\w)/gi,
  /(?<=:\/\/[\w-]{1,63}\.)([a-z0-9]{20})(?=[:@])/gi,
  /(?<![\w-])(?:user(?:[ _]?(?:name|id))?|uid|pguser|-U|--username)["']?\s{0,3}[=:]?\s{0,3}["']?[\w-]{1,63}\.([a-z0-9]{20})(?![\w.-])/gi,
  /(?<![\w.-])(?:app\.supabase\.(?:com|io)|supabase\.com\/dashboard)\/project\/([a-z0-9]{20})(?!\w)/gi,
  /project[-_]?(?:ref|id)["']?\s{0,3}[=:\s]\s{0,3}["']?([a-z0-9]{20})(?!\w)/gi,
  /(?<=pooler\.supabase\.com:[\d*]{1,5}:[\w*-]{1,63}:[\w-]{1,63}\.)([a-z0-9]{20})(?=:)/gi,
  /createclient\(\s{0,20}["'][^"'\s]{1,500}["'],\s{0,20}["']([a-z0-9]{20})["']/gi,
  /^\s*["']?([a-z]{20})["']?\s*$/g,
]
const placeholderPattern = /your|votre|example|xxx|<|\[|\{/i
// An address that a name or a call, or standing alone, marks as the project's.
const namedUrl =
  /(?:supabase\w{0,40}(?:url|host|endpoint)|(?<![a-z])api[_ ]url|project[_ ]url)["'`]?\s{0,20}[=:]\s{0,20}(?:\w{1,10}(?:\.\w{1,10})?\((?:string:)?\s?)?["'`]?(https?:\/\/[^\s"'`,;)]{1,2000})/gi
// A name with its value: a YAML list of variables, a command line's secret, a default for an unset variable.
const pairedUrl =
  /supabase\w{0,40}(?:url|host|endpoint)["'`]?\)?\s{0,20}(?:\?\?|\|\||,|--body|value:)\s{0,20}["'`]?(https?:\/\/[^\s"'`,;)]{1,2000})/gi
const clientUrl =
  /(?:create_?(?:supabase_?|browser_?|server_?)?client\w{0,40}|supabase\.(?:new)?client|supabaseclient)(?:<[^>]{0,200}>)?\(\s{0,40}(?:supabase_?url\s{0,3}=\s{0,3})?["'`](https?:\/\/[^\s"'`]{1,2000})/gi
// `url` alone, which counts if the text mentions Supabase.
const plainUrl =
  /(?<![\w-])url["'`]?\s{0,9}[=:]\s{0,9}(?:\w{1,10}(?:\.\w{1,10})?\((?:string:)?\s?)?["'`]?(https?:\/\/[^\s"'`,;)]{1,2000})/gi
const apiUrl = /(https?:\/\/[^\s"'`,;)/]{1,300})\/(?:rest|auth)\/v1(?!\w)/gi
const loneUrl = /^\s*["'`<]?(https?:\/\/[^\s"'`<>]{1,2000})["'`>]?[\s,;]{0,20}$/gi

function findUrl(text: string): Find {
  const refs = allOf(namesOfProject, text).map((ref) => ref.toLowerCase())
  const hosted = unique(refs.filter((ref) => new Set(ref).size > 1)).map(urlOfProject)
  if (hosted.length > 1) return { found: null, flaw: 'several-projects' }
  if (hosted[0] !== undefined) return { found: hosted[0], flaw: null }

  const named = allOf([namedUrl, pairedUrl, clientUrl, apiUrl], text)
  const fallbacks = [...(/supabase/i.test(text) ? [plainUrl] : []), loneUrl]
  const judged = unique(named.length > 0 ? named : allOf(fallbacks, text)).map(judgeUrl)
  const good = unique(judged.flatMap(({ found }) => found ?? []))
  if (good.length > 1) return { found: null, flaw: 'several-projects' }
  if (good[0] !== undefined) return { found: good[0], flaw: null }
  const flaw = judged[0]?.flaw ?? null
  if (flaw !== null) return { found: null, flaw }
  if (/[\w<>[\]{}-]\.supabase\.co(?![\w-]|\.\w)/i.test(text)) return { found: null, flaw: 'placeholder' }
  return { found: null, flaw: /(?<![\w.-])(?:app\.)?supabase\.(?:com|io)\//i.test(text) ? 'no-project-in-url' : null }
}

/** Judges an address that is not of the hosted form. */
function judgeUrl(text: string): Find {
  if (!URL.canParse(text)) return { found: null, flaw: placeholderPattern.test(text) ? 'placeholder' : 'nothing-found' }
  const { protocol, hostname, origin } = new URL(text)
  if (/(^|\.)supabase\.(com|io)$/.test(hostname)) return { found: null, flaw: 'no-project-in-url' }
  if (/(^|\.)supabase\.(co|in)$/.test(hostname)) return { found: null, flaw: 'placeholder' }
  // No project's own domain looks like this: somebody else's address imitates Supabase's.
  if (/supabase\.(co|com|in|io)\./.test(hostname)) return { found: null, flaw: 'nothing-found' }
  if (protocol === 'http:' && !isLoopback(hostname)) return { found: null, flaw: 'not-https' }
  if (/(^|\.)example\.(com|org|net)$/.test(hostname)) return { found: null, flaw: 'placeholder' }
  return { found: origin, flaw: null }
}

// ── the key ────────────────────────────────────────────────────────────────────────────────────────────────────────

const newKey = /(?<![\w-])sb_(?:publishable|secret)_[\w-]{16,100}(?![\w-])/g
const jwtPattern = /(?<![\w.-])eyJ[\w-]{10,2000}\.[\w-]{10,6000}\.[\w-]{10,2000}(?![\w.-])/g
const namedKey = /supabase\w{0,40}key["'`]?\s{0,20}[=:]\s{0,20}["'`]?([\w-]{20,500})(?![\w.(-])/gi
/** From the fewest rights to the most. */
const order: readonly KeyKind[] = ['publishable', 'legacy-anon', 'unknown', 'secret', 'legacy-service-role']

function findKey(text: string, url: string | null): Find & { readonly tookWeaker: boolean } {
  const jwts = allOf([jwtPattern], text)
  const candidates = unique([
    ...allOf([newKey], text),
    ...jwts.filter((jwt) => kindOfKey(jwt).kind !== 'unknown'),
    ...allOf([namedKey], text).filter((key) => !isOtherSecret(key) && !placeholderPattern.test(key)),
  ])
  const fitting = candidates.filter((key) => url === null || !isKeyOfOtherProject(key, url))
  // Take another project's key rather than none: the checks then say whose it is.
  const keys = fitting.length > 0 ? fitting : candidates
  for (const kind of order) {
    const [key, ...others] = keys.filter((one) => kindOfKey(one).kind === kind)
    if (key === undefined) continue
    if (others.length > 0) return { found: null, flaw: 'several-keys', tookWeaker: false }
    return { found: key, flaw: null, tookWeaker: keys.length > 1 }
  }
  return { found: null, flaw: flawOfKey(text, jwts), tookWeaker: false }
}

/** A Supabase secret that is not an API key, or another service's. */
const isOtherSecret = (key: string) => /^(sbp_|sb_|eyJ|https?:)/.test(key)

function flawOfKey(text: string, jwts: readonly string[]): PasteFailure | null {
  if (/(?<![\w.-])(?:sb_(?:publishable|secret)_|eyJ)[\w.-]{0,300}(?:[•·●…*]|\.\.\.)/.test(text)) return 'masked-key'
  if (jwts.length > 0 || /(?<!\w)sbp_\w/.test(text)) return 'not-an-api-key'
  if (/(?<![\w.-])(?:sb_(?:publishable|secret)_|eyJ)/.test(text)) return 'cut-off-key'
  return /(?:your|votre)[\w-]{0,40}(?:key|cl[eé])/i.test(text) ? 'placeholder' : null
}

/** The first group of every match, or the whole match if there is no group. */
function allOf(patterns: readonly RegExp[], text: string): string[] {
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]))
}

function unique<T extends string>(texts: readonly T[]): T[] {
  return [...new Set(texts)]
}
