import { type Case, isKeyOf, options, refused, taken, values } from './case.ts'

const form = 'row'
const { TOKEN, REFRESH, KEY } = values
const guide = { access_token: TOKEN, refresh_token: REFRESH, expires_in: 2_592_000, created_at: 1_737_334_800 }
const byKey = { access_token: KEY, refresh_token: 'manual_override', expires_at: 1_999_999_999, created_at: 0 }
const answer = { ...guide, token_type: 'Bearer', scope: 'public', created_at: 1_749_000_000 }
const json = (value: unknown) => JSON.stringify(value)
const inRow = (value: unknown, more: object = {}) => ({ key: 'gazelle_oauth_token', value, ...more })
const whole = { refreshToken: REFRESH, issuedAt: 1_737_334_800, lifeSeconds: null }
const ofKey = { accessToken: KEY, headerKind: 'api-key', refreshToken: null, lifeSeconds: null } as const

/** The row's JSON in every shape, and JSON that is no row. */
export const rows: readonly Case[] = [
  taken('the guide’s', form, json(guide), whole),
  taken('the guide’s, indented', form, JSON.stringify(guide, null, 2).replaceAll('\n', '\r\n'), whole),
  taken('an API key', form, json(byKey), ofKey),
  taken('as a JSON string', form, json(json(guide)), whole),
  taken('an API key as a JSON string', form, json(json(byKey)), ofKey),
  taken('Doorkeeper’s answer', form, json(answer), {
    refreshToken: REFRESH,
    issuedAt: 1_749_000_000,
    lifeSeconds: 2_592_000,
  }),
  taken('with its columns', form, json(inRow(guide)), whole),
  taken('with its columns, a JSON string', form, json(inRow(json(guide))), whole),
  taken('its value column alone', form, json({ value: guide }), whole),
  taken('a list of one', form, json([inRow(guide, { idx: 0 })]), whole),
  taken('a list of values', form, json([guide]), whole),
  taken('the table’s rows', form, json([{ key: 'other', value: { a: 1 } }, inRow(guide)]), whole),
  taken(
    'rows and a lease',
    form,
    json([inRow(json(guide)), { key: 'gazelle_oauth_token.lease', value: { holder: 'a' } }]),
    whole,
  ),
  taken('a token only', form, json({ access_token: TOKEN }), { refreshToken: null, issuedAt: null, lifeSeconds: null }),
  taken(
    'its age by the row’s',
    form,
    json(inRow({ access_token: TOKEN }, { updated_at: '2025-06-01T00:00:00+00:00' })),
    { issuedAt: 1_748_736_000 },
  ),
  taken('a row of the future', form, json(inRow({ access_token: TOKEN }, { updated_at: '2035-06-01T00:00:00Z' })), {
    issuedAt: null,
  }),
  taken('an end that is stated', form, json({ access_token: TOKEN, expires_at: options.now + 900 }), {
    issuedAt: options.now,
    lifeSeconds: 900,
  }),
  taken('a placeholder for the refresh token', form, json({ ...guide, refresh_token: 'VOTRE_REFRESH_TOKEN' }), {
    refreshToken: null,
  }),
  taken('lines without braces', form, `"access_token": "${TOKEN}",\n"refresh_token": "${REFRESH}",`, {
    refreshToken: REFRESH,
  }),
  taken('one line of it', form, `"access_token": "${TOKEN}",`, { refreshToken: null }),
  taken('no-break spaces from a chat', form, `\u00a0{\u00a0"access_token":\u00a0"${TOKEN}"\u00a0}`),
  taken('unknown fields', form, json({ ...guide, note: '"quoted" it’s', nested: { access_token: 'no' } }), whole),
  refused(
    'the guide’s example',
    { reason: 'placeholder', form },
    '{"access_token": "NOUVEAU_TOKEN", "refresh_token": "NOUVEAU_REFRESH_TOKEN", "expires_in": 2592000, "created_at": 1737334800}',
  ),
  refused(
    'another row',
    { reason: 'other-row', key: 'quickbooks_oauth_token' },
    json({ key: 'quickbooks_oauth_token', value: guide }),
  ),
  refused(
    'another row in a list',
    { reason: 'other-row', key: 'quickbooks_oauth_token' },
    json([{ key: 'quickbooks_oauth_token', value: guide }]),
  ),
  refused('two values', { reason: 'several-tokens', form }, json([guide, { ...guide, access_token: REFRESH }])),
  refused('the row twice', { reason: 'several-tokens', form }, json([inRow(guide), inRow(answer)])),
  taken('serialised twice', form, json(inRow(json(json(guide)))), whole),
  taken('a list for a value', form, json(inRow([guide])), whole),
  refused('a list of two', { reason: 'bad-row', code: 'not-an-object', field: null }, json(inRow([guide, byKey]))),
  refused('null for a value', { reason: 'bad-row', code: 'not-an-object', field: null }, json(inRow(null))),
  refused(
    'no access token',
    { reason: 'bad-row', code: 'missing-field', field: 'access_token' },
    json(inRow({ refresh_token: REFRESH })),
  ),
  refused(
    'a number for a token',
    { reason: 'bad-row', code: 'bad-field', field: 'access_token' },
    json({ access_token: 7 }),
  ),
  taken('Bearer in front', form, json({ access_token: `Bearer ${TOKEN}` }), { refreshToken: null }),
  taken('a time that is none', form, json({ ...guide, created_at: 'hier' }), {
    refreshToken: REFRESH,
    issuedAt: null,
    lifeSeconds: null,
  }),
  refused(
    'a session of Supabase',
    isKeyOf(form, 'supabase-user'),
    json({ access_token: values.SUPABASE_USER, token_type: 'bearer', user: {} }),
  ),
  refused('a token of Google', isKeyOf(form, 'other-service'), json({ access_token: values.GOOGLE, expires_in: 3599 })),
  refused(
    'a JWT issued by others',
    { reason: 'other-host', form, host: 'accounts.example.com' },
    json({ access_token: values.JWT_OF_OTHERS }),
  ),
  refused('a short token', { reason: 'not-a-token', form }, json({ access_token: 'abc' })),
  refused('cut off', { reason: 'unreadable', form }, json(guide).slice(0, -1)),
  taken('a dictionary of Python', form, `{'access_token': '${TOKEN}', 'refresh_token': None}`, { refreshToken: null }),
  refused('other JSON', { reason: 'unknown-form' }, '{"name":"gazelle-keeper","version":"0.1.0"}'),
  refused('an empty object', { reason: 'unknown-form' }, '{}'),
  refused('an empty list', { reason: 'unknown-form' }, '[]'),
  refused('a list of numbers', { reason: 'unknown-form' }, '[1,2,3]'),
  refused('a prototype', { reason: 'unknown-form' }, `{"__proto__":{"access_token":"${TOKEN}"}}`),
]
