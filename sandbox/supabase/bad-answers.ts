import type { BadAnswer } from '../gazelle/bad-answers.ts'

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): BadAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
})

const html = (status: number, title: string, headers: Readonly<Record<string, string>> = {}): BadAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=UTF-8', ...headers },
  body: `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
})

/** An error as PostgREST writes it, its own or PostgreSQL's. */
export const databaseSays = (status: number, code: string, message: string): BadAnswer =>
  json(status, { code, message, details: null, hint: null })

/** An error as Supabase Auth writes it since 2024, with its code. */
export const authSays = (status: number, code: string, message: string): BadAnswer =>
  json(status, { code: status, error_code: code, msg: message })

/** Answers from in front of a project, or from the network on the way: they say nothing of a key, a user or a row. */
export const beforeTheProject = {
  restricted: json(402, {
    message: 'Service for this project is restricted due to the following violations: exceed_egress_quota.',
  }),
  'restricted-plain': {
    status: 402,
    headers: { 'content-type': 'text/plain' },
    body: 'Service for this project is restricted due to the following violations: exceed_db_size_quota.',
  },
  paused: json(540, { message: 'Project paused' }),
  'paused-page': html(540, 'Project paused'),
  'gateway-timeout': json(544, { error: 'request timeout' }),
  'too-many-requests': json(429, { message: 'Too many requests' }, { 'retry-after': '30' }),
  'too-many-requests-page': html(429, 'Error 1015', { 'retry-after': '60' }),
  'bad-gateway': html(502, '502 Bad Gateway'),
  'unavailable-seconds': html(503, 'Service Unavailable', { 'retry-after': '120' }),
  'cloudflare-522': html(522, 'Connection timed out'),
  'cloudflare-challenge': html(403, 'Just a moment...', { 'cf-mitigated': 'challenge' }),
  'portal-redirect': { status: 302, headers: { location: 'http://portal.example/login' } },
  'portal-page': html(200, 'Welcome to our guest network'),
  'not-json': { status: 200, headers: { 'content-type': 'application/json' }, body: '{"access_token": ' },
  'empty-json': json(200, {}),
  'project-not-specified': json(400, { message: 'Project not specified.' }),
  'invalid-path': json(404, { error: 'requested path is invalid' }),
  'gateway-bad-request': html(400, '400 Bad Request'),
  'gateway-not-found': html(404, '404 Not Found'),
} satisfies Record<string, BadAnswer>

/** The gateway's answers about the key. */
export const ofTheKey = {
  'invalid-key': json(401, { message: 'Invalid API key', hint: 'Double check your Supabase API key.' }),
  'no-key': json(401, { message: 'No API key found in request' }),
  'legacy-keys-disabled': json(401, {
    message: 'Legacy API keys are disabled',
    hint: 'Your legacy API keys (anon, service_role) were disabled. Re-enable them or use the new keys.',
  }),
  'secret-key-in-browser': json(401, { message: 'Forbidden use of secret API key in browser' }),
} satisfies Record<string, BadAnswer>

/** The words of PostgREST and PostgreSQL. */
export const ofTheDatabase = {
  'jwt-in-the-future': databaseSays(401, 'PGRST303', 'JWT issued at future'),
  'jwt-expired': databaseSays(401, 'PGRST303', 'JWT expired'),
  'jwt-expired-old': databaseSays(401, 'PGRST301', 'JWT expired'),
  'no-suitable-key': databaseSays(401, 'PGRST301', 'No suitable key or wrong key type'),
  'jws-error': databaseSays(401, 'PGRST301', 'JWSError JWSInvalidSignature'),
  'statement-timeout': databaseSays(500, '57014', 'canceling statement due to statement timeout'),
  'read-only': databaseSays(405, '25006', 'cannot execute UPDATE in a read-only transaction'),
  'disk-full': databaseSays(500, '53100', 'could not extend file: No space left on device'),
  'too-many-connections': databaseSays(503, '53300', 'sorry, too many clients already'),
  'remaining-slots': databaseSays(500, '53300', 'remaining connection slots are reserved'),
  'starting-up': databaseSays(503, '57P03', 'the database system is starting up'),
  'no-connection': databaseSays(503, 'PGRST000', 'Could not connect with the database.'),
  'no-connection-internal': databaseSays(
    503,
    'PGRST001',
    'Could not connect with the database due to an internal error.',
  ),
  'no-schema-cache': databaseSays(503, 'PGRST002', 'Could not query the database for the schema cache. Retrying.'),
  'no-pool-slot': databaseSays(504, 'PGRST003', 'Timed out acquiring connection from connection pool.'),
  'serialization-failure': databaseSays(500, '40001', 'could not serialize access due to concurrent update'),
  'schema-not-exposed': databaseSays(406, 'PGRST106', 'The schema must be one of the following: api'),
  'table-missing': databaseSays(
    404,
    'PGRST205',
    "Could not find the table 'public.system_settings' in the schema cache",
  ),
  'trigger-refuses': databaseSays(400, 'P0001', 'settings may only be changed by the office'),
  'column-not-null': databaseSays(400, '23502', 'null value in column "owner" violates not-null constraint'),
  'column-too-short': databaseSays(400, '22001', 'value too long for type character varying(10)'),
  'column-checked': databaseSays(400, '23514', 'new row violates check constraint "settings_check"'),
  'time-overflow': databaseSays(400, '22007', 'invalid input syntax for type bigint: "now"'),
  'two-functions': databaseSays(300, 'PGRST203', 'Could not choose the best candidate function between: two of them'),
  'function-not-unique': databaseSays(400, '42725', 'function swap_system_setting(text, text, text) is not unique'),
  'policy-refuses': databaseSays(
    403,
    '42501',
    'new row violates row-level security policy for table "system_settings"',
  ),
  'table-closed': databaseSays(403, '42501', 'permission denied for table system_settings'),
  'other-table-closed': databaseSays(403, '42501', 'permission denied for table audit_log'),
} satisfies Record<string, BadAnswer>

/** Supabase Auth's own words on a session: only these end one. The last three come from versions without codes. */
export const ofTheSession = {
  'refresh-token-not-found': authSays(400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found'),
  'refresh-token-used': authSays(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used'),
  'session-not-found': authSays(403, 'session_not_found', 'Session from session_id claim in JWT does not exist'),
  'session-expired': authSays(400, 'session_expired', 'Invalid Refresh Token: Session Expired (Inactivity)'),
  'not-a-refresh-token': authSays(400, 'validation_failed', 'Refresh token is not valid'),
  'user-banned': authSays(400, 'user_banned', 'Invalid Refresh Token: User Banned'),
  'user-not-found': authSays(403, 'user_not_found', 'User from sub claim in JWT does not exist'),
  'old-not-found': json(400, {
    error: 'invalid_grant',
    error_description: 'Invalid Refresh Token: Refresh Token Not Found',
  }),
  'old-used': json(400, { error: 'invalid_grant', error_description: 'Invalid Refresh Token: Already Used' }),
  'old-refresh-token': json(400, { code: 400, msg: 'Invalid Refresh Token' }),
} satisfies Record<string, BadAnswer>

/** All bad answers by name: a fault of the sandbox may give the name alone. */
export const badAnswersText: Readonly<Record<string, BadAnswer>> = {
  ...beforeTheProject,
  ...ofTheKey,
  ...ofTheDatabase,
  ...ofTheSession,
}
