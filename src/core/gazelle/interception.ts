/** Whether what stands in front of a site asks for a browser: Cloudflare, AWS, DataDome and Sucuri say so in a header. */
export function isChallenge({ ok, headers }: Response): boolean {
  if (headers.has('cf-mitigated') || headers.has('x-amzn-waf-action')) return true
  // These are on answers that went well, too.
  return !ok && (headers.has('x-datadome') || headers.has('x-sucuri-block'))
}

/** Whether the body is a page for people: by its type, or by how it begins whatever its type. Gazelle's API writes none. */
export function isPage({ headers }: Response, text: string): boolean {
  return /\bhtml\b/i.test(headers.get('content-type') ?? '') || /^[\s\uFEFF]*</.test(text)
}

/** Whether a body is a text that is no JSON; one that only breaks off is none. */
export function isPlainText(text: string): boolean {
  return !/^\s*($|[[{"]|-?\d|true\b|false\b|null\b)/.test(text)
}

/**
 * Where a redirect from an address leads: `away` to another site, or to the gateway before it; to the site's own
 * `sign-in`; or `elsewhere`, which is also the same path at another site (the API moved, or its address is not quite
 * right) and what cannot be known.
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
 * Whether a `WWW-Authenticate` asks for something else than a token: a password for a gateway or a proxy (Basic, Digest),
 * a Windows sign-in (Negotiate, NTLM). Doorkeeper challenges with `Bearer`, Rails with `Token`; no challenge at all is as
 * good as one of these.
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
