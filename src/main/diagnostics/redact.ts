const hidden = '[hidden]'
/** What is shorter would be found in the middle of words. Characters. */
const shortestSecret = 4

type Rule = readonly [pattern: RegExp, by: string | ((found: string, ...groups: string[]) => string)]

const secretNames =
  'access[_-]?token|refresh[_-]?token|id[_-]?token|client[_-]?secret|api[_-]?key|apikey|password|passwd|passphrase|secret|token|code[_-]?verifier|otp'
const headerNames = 'proxy-authorization|authorization|x-gazelle-api-key|apikey|set-cookie|cookie'

/** From the most telling to the most general; each takes what the one before has left. */
const rules: readonly Rule[] = [
  // Whole values of headers: they may hold anything, to the end of the line or of the quotation.
  [new RegExp(`(["']?\\b(?:${headerNames})["']?\\s*[:=,]\\s*)("[^"]*"|'[^']*'|[^\\r\\n"']+)`, 'gi'), `$1${hidden}`],
  [/\b(Bearer|Basic|Token|Digest|Negotiate)\s+[\w.~+/=-]{4,}/gi, `$1 ${hidden}`],
  // An address tells where it leads to; who goes there, and with what, is nobody's business.
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
 * Takes a text for the log; gives it without anything that is, or could be, a token, key, password, code, session or email.
 * `known`: secrets that are known by their value, because nothing in their form gives them away. Pure.
 */
export function redact(text: string, known: Iterable<string> = []): string {
  let clean = text
  const forms = [...known].filter((each) => each.length >= shortestSecret).flatMap(formsOf)
  // The longest first: one may be a part of another.
  for (const form of forms.sort((one, other) => other.length - one.length)) clean = clean.replaceAll(form, hidden)
  for (const [pattern, by] of rules) clean = clean.replace(pattern, by as string)
  return clean
}

/** How a text may come in a message: as it is, and as addresses, JSON and headers write it. */
function formsOf(secret: string): string[] {
  const encoded = Buffer.from(secret).toString('base64')
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), encoded, encoded.replace(/=+$/, '')]
}

/** Whether nobody would write this as a word or a path: tokens of every server look so. */
function isOpaque(found: string): boolean {
  const parts = found.split('/')
  return parts.some((part) => {
    if (part.length >= 40) return true
    return part.length >= 12 && /\d/.test(part) && /[A-Za-z]/.test(part) && !/^[a-z]+(?:-[a-z]+)*-?\d?$/.test(part)
  })
}
