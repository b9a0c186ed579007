/** Whether the gateway in front of a site demands a browser: Cloudflare, AWS, DataDome and Sucuri say so in a header. */
export function isChallenge({ ok, headers }: Response): boolean {
  if (headers.has('cf-mitigated') || headers.has('x-amzn-waf-action')) return true
  // These are on successful answers too.
  return !ok && (headers.has('x-datadome') || headers.has('x-sucuri-block'))
}

/** Whether the body is a page for people, by its type or its first character. Gazelle's API sends none. */
export function isPage({ headers }: Response, text: string): boolean {
  return /\bhtml\b/i.test(headers.get('content-type') ?? '') || /^[\s\uFEFF]*</.test(text)
}

/** Whether a body is plain text, not JSON; truncated JSON still counts as JSON. */
export function isPlainText(text: string): boolean {
  return !/^\s*($|[[{"]|-?\d|true\b|false\b|null\b)/.test(text)
}

/**
 * Where a redirect from an address leads: `away` to another site, or to the gateway before it; to the site's own `sign-in`; or
 * `elsewhere`, which includes the same path at another site (the API moved, or its address is not quite right) and an unknown
 * target.
 */
export function whereTo(location: string | null, address: string): 'away' | 'sign-in' | 'elsewhere' {
  if (location === null || !URL.canParse(location, address)) return 'elsewhere'
  const [from, to] = [new URL(address), new URL(location, address)]
  if (to.pathname.startsWith('/cdn-cgi/')) return 'away'
  if (to.pathname.replace(/\/$/, '') === from.pathname.replace(/\/$/, '')) return 'elsewhere'
  if (to.origin !== from.origin) return 'away'
  return /\b(sign|log)[-_]?in\b|\/auth\b|\/sessions?\b/i.test(to.pathname) ? 'sign-in' : 'elsewhere'
}

/**
 * Whether a `WWW-Authenticate` asks for something other than a token: a password for a gateway or a proxy (Basic, Digest), or a
 * Windows sign-in (Negotiate, NTLM). Doorkeeper challenges with `Bearer`, Rails with `Token`; no challenge at all counts as
 * one of these two.
 */
export function isSchemeOfAGateway(header: string | null): boolean {
  const schemes = schemesOf(header ?? '')
  return schemes.length > 0 && !schemes.some((scheme) => ['bearer', 'token'].includes(scheme))
}

/** The schemes of one or several challenges: words that are neither parameters nor within quotes. */
function schemesOf(header: string): string[] {
  const bare = header.replace(/"(\\.|[^"\\])*"/g, '""')
  return bare
    .split(',')
    .map((part) => /^\s*([!#$%&'*+.^`|~\w-]+)(?!\s*=)(?=\s|$)/.exec(part)?.[1]?.toLowerCase())
    .filter((scheme) => scheme !== undefined)
}
