/** A bad answer, from something in front of Gazelle or from a failing Gazelle itself. */
export interface BadAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const page = (title: string, text: string): string =>
  `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`

const html = (status: number, title: string, headers: Readonly<Record<string, string>> = {}): BadAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=UTF-8', ...headers },
  body: page(title, 'Reference 8f2a91'),
})

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): BadAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
})

/** A GraphQL answer with one error, as graphql-ruby writes it: status 200. */
export const graphqlError = (message: string, code?: string, status = 200): BadAnswer =>
  json(status, {
    data: null,
    errors: [{ message, path: ['allClients'], ...(code === undefined ? {} : { extensions: { code } }) }],
  })

/** A server that names the date until which it is down. */
export const unavailableUntil = (date: Date): BadAnswer =>
  html(503, 'Service Unavailable', { 'retry-after': date.toUTCString() })

/** Answers seen in the wild, in front of Gazelle's API or of its token endpoint. None says anything about a token. */
export const interceptedText = {
  'cloudflare-challenge': html(403, 'Just a moment...', { server: 'cloudflare', 'cf-mitigated': 'challenge' }),
  'cloudflare-block': html(403, 'Attention Required! | Cloudflare', { server: 'cloudflare' }),
  'gateway-bad-request': html(400, '400 Bad Request'),
  'gateway-unauthorized': html(401, '401 Authorization Required'),
  'gateway-not-found': html(404, '404 Not Found'),
  'basic-challenge': html(401, '401 Authorization Required', { 'www-authenticate': 'Basic realm="Restricted"' }),
  'basic-challenge-json': json(401, { message: 'Unauthorized' }, { 'www-authenticate': 'Basic realm="gateway"' }),
  'negotiate-challenge': { status: 401, headers: { 'www-authenticate': 'Negotiate, NTLM' } },
  'digest-challenge': {
    status: 401,
    headers: { 'www-authenticate': 'Digest realm="proxy", nonce="8f2a91", qop="auth"' },
  },
  'proxy-authentication': html(407, 'Proxy Authentication Required', { 'proxy-authenticate': 'Basic realm="proxy"' }),
  'network-authentication': html(511, 'Network Authentication Required'),
  'portal-page': html(200, 'Welcome to our guest network'),
  'portal-redirect': { status: 302, headers: { location: 'http://portal.example/login?to=gazelle' } },
  'portal-redirect-kept': { status: 307, headers: { location: 'http://portal.example/sign_in' } },
  'plain-text': { status: 200, headers: { 'content-type': 'text/plain' }, body: 'Blocked by the web filter.' },
} satisfies Record<string, BadAnswer>

/** Gazelle's own bad answers, and those that cannot be told from Gazelle's own. */
export const gazellesOwn = {
  'forbidden-json': json(403, { error: 'forbidden', message: 'You are not allowed to do this.' }),
  'forbidden-graphql': graphqlError('You do not have permission to see this.', 'FORBIDDEN'),
  'unauthenticated-graphql': graphqlError('You need to be logged in.', 'UNAUTHENTICATED'),
  'unknown-error-graphql': graphqlError('Something went wrong.', 'SOMETHING_NEW'),
  'unauthorized-empty': { status: 401 },
  'unauthorized-plain': {
    status: 401,
    headers: { 'content-type': 'text/plain' },
    body: 'HTTP Token: Access denied.\n',
  },
  'rate-limited': json(429, { error: 'rate_limited' }, { 'retry-after': '30' }),
  'unavailable-seconds': html(503, 'Service Unavailable', { 'retry-after': '120' }),
  maintenance: html(503, 'Gazelle is being improved'),
  'nodes-null': json(200, { data: { allClients: { nodes: null } } }),
  'clients-null': json(200, { data: { allClients: null } }),
} satisfies Record<string, BadAnswer>

/** All bad answers by name: a fault of the sandbox may give the name alone. */
export const badAnswers: Readonly<Record<string, BadAnswer>> = { ...interceptedText, ...gazellesOwn }
