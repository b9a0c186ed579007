const hidden = '[hidden]'
/** A shorter secret would be found in the middle of words. In characters. */
const shortestSecret = 4

type Rule = readonly [pattern: RegExp, by: string | ((found: string, ...groups: string[]) => string)]

const secretNames =
  'access[_-]?token|refresh[_-]?token|id[_-]?token|client[_-]?secret|api[_-]?key|apikey|password|passwd|passphrase|secret|token|code[_-]?verifier|otp'
const headerNames = 'proxy-authorization|authorization|x-gazelle-api-key|apikey|set-cookie|cookie'

/** From the most specific to the most general; each works on what the ones before have left. */
const rules: readonly Rule[] = [
  // Whole header values: they may hold anything, up to the end of the line or the quotation.
  [new RegExp(`(["']?\\b(?:${headerNames})["']?\\s*[:=,]\\s*)("[^"]*"|'[^']*'|[^\\r\\n"']+)`, 'gi'), `$1${hidden}`],
  [/\b(Bearer|Basic|Token|Digest|Negotiate)\s+[\w.~+/=-]{4,}/gi, `$1 ${hidden}`],
  // Keep where an address leads; hide its user, query and fragment.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'@]+@/gi, `$1${hidden}@`],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi, `$1?${hidden}`],
  [new RegExp(`(["'\`]?\\b(?:${secretNames})["'\`]?\\s*[:=]\\s*)("[^"]*"|'[^']*'|[^\\s,;&}"']+)`, 'gi'), `$1${hidden}`],
  [/([?&]|\b)(code|state|ticket)=[^\s&"']+/gi, `$1$2=${hidden}`],
  [/\bsb[a-z]?_(?:secret|publishable)?_?[\w-]{6,}/g, hidden],
  [/\beyJ[\w-]{4,}(?:\.[\w-]*){0,4}/g, hidden],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[email]'],
  [/[\w+/=-]{20,}/g, (found) => (isOpaque(found) ? hidden : found)],
]

/**
 * Gives a text for the log without anything that is, or could be, a token, key, password, code, session or email. `known`:
 * secrets to find by their value, because their form does not give them away. Pure.
 */
export function redact(text: string, known: Iterable<string> = []): string {
  let clean = text
  const forms = [...known].filter((each) => each.length >= shortestSecret).flatMap(formsOf)
  // Longest first: one may be a part of another.
  for (const form of forms.sort((one, other) => other.length - one.length)) clean = clean.replaceAll(form, hidden)
  for (const [pattern, by] of rules) clean = clean.replace(pattern, by as string)
  return clean
}

/** The forms in which a secret may appear in a message: as it is, and as URLs, JSON and headers encode it. */
function formsOf(secret: string): string[] {
  const encoded = Buffer.from(secret).toString('base64')
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), encoded, encoded.replace(/=+$/, '')]
}

/** Whether the text looks like a token of any server, not like a word or a path. */
function isOpaque(found: string): boolean {
  const parts = found.split('/')
  return parts.some((part) => {
    if (part.length >= 40) return true
    return part.length >= 12 && /\d/.test(part) && /[A-Za-z]/.test(part) && !/^[a-z]+(?:-[a-z]+)*-?\d?$/.test(part)
  })
}
