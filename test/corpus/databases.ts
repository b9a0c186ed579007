import { type Case, isKeyOf, refused, taken, values } from './case.ts'

const { TOKEN, REFRESH, KEY } = values
const guide = { access_token: TOKEN, refresh_token: REFRESH, expires_in: 2_592_000, created_at: 1_737_334_800 }
const json = JSON.stringify(guide)
const whole = { refreshToken: REFRESH, issuedAt: 1_737_334_800 }
const ofKey = { accessToken: KEY, headerKind: 'api-key' } as const
const unknownForm = { reason: 'unknown-form' } as const
const other = { reason: 'other-row', key: 'quickbooks' } as const
const byKey = JSON.stringify({ api_key: KEY, refresh_token: 'manual_override', expires_at: 1_999_999_999 })

/** A table with a line around each cell, as clients of databases draw it. */
function boxed(rows: readonly (readonly string[])[], [left, bar, line, cross]: readonly string[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)))
  const border = `${cross}${widths.map((width) => (line ?? '').repeat(width + 2)).join(cross)}${cross}`
  const drawn = rows.map(
    (row) => `${left} ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(` ${bar} `)} ${left}`,
  )
  return [border, drawn[0], border, ...drawn.slice(1), border].join('\n')
}
const ascii = ['|', '|', '-', '+']
const unicode = ['│', '│', '─', '┼']
const pretty = JSON.stringify(guide, null, 4).split('\n')

/** What the clients of databases show of the row. */
export const displays: readonly Case[] = [
  taken(
    'psql, expanded',
    'row',
    `-[ RECORD 1 ]----------------------\nkey        | gazelle_oauth_token\nvalue      | ${json}\nupdated_at | 2025-06-01 00:00:00+00`,
    whole,
  ),
  taken(
    'psql, expanded, in French',
    'row',
    `-[ ENREGISTREMENT 1 ]---\nkey   | gazelle_oauth_token\nvalue | ${json}\n`,
    whole,
  ),
  taken('psql, expanded, one column', 'row', `-[ RECORD 1 ]----\nvalue | ${json}`, whole),
  taken('psql, expanded, tuples only', 'row', `key   | gazelle_oauth_token\nvalue | ${json}`, whole),
  taken(
    'psql, expanded, with what was asked',
    'row',
    `postgres=> \\x\nExpanded display is on.\npostgres=> select * from system_settings;\n-[ RECORD 1 ]---\nkey   | gazelle_oauth_token\nvalue | ${json}\n\npostgres=>`,
    whole,
  ),
  taken(
    'psql, expanded, lines of Unicode',
    'row',
    `─[ RECORD 1 ]───────\nkey   │ gazelle_oauth_token\nvalue │ ${json}`,
    whole,
  ),
  taken(
    'psql, expanded, with a frame',
    'row',
    `+-[ RECORD 1 ]----------------+\n| key   | gazelle_oauth_token |\n| value | ${json} |\n+-------+---------------------+`,
    whole,
  ),
  taken(
    'psql, expanded, several records',
    'row',
    `-[ RECORD 1 ]--\nkey   | other\nvalue | {"a": 1}\n-[ RECORD 2 ]--\nkey   | gazelle_oauth_token\nvalue | ${json}`,
    whole,
  ),
  taken('psql, expanded, an API key', 'row', `-[ RECORD 1 ]--\nkey   | gazelle_oauth_token\nvalue | ${byKey}`, ofKey),
  taken(
    'psql, expanded, over lines',
    'row',
    `-[ RECORD 1 ]----\nkey   | gazelle_oauth_token\nvalue | ${pretty.map((line) => line.padEnd(80)).join('+\n      | ')}`,
    whole,
  ),
  taken(
    'psql, expanded, the token alone',
    'row',
    `-[ RECORD 1 ]+-----\naccess_token  | ${TOKEN}\nrefresh_token | ${REFRESH}`,
    { refreshToken: REFRESH },
  ),
  refused('psql, expanded, another row', other, `-[ RECORD 1 ]--\nkey   | quickbooks\nvalue | ${json}`),
  refused(
    'psql, expanded, two tokens',
    { reason: 'several-tokens', form: 'row' },
    `-[ RECORD 1 ]--\nvalue | ${json}\n-[ RECORD 2 ]--\nvalue | {"access_token": "${REFRESH}"}`,
  ),
  taken(
    'mysql, vertical',
    'row',
    `*************************** 1. row ***************************\n       key: gazelle_oauth_token\n     value: ${json}\nupdated_at: 2025-06-01 00:00:00\n1 row in set (0.00 sec)`,
    whole,
  ),
  refused('mysql, vertical, another row', other, `****** 1. row ******\n  key: quickbooks\nvalue: ${json}`),
  taken('sqlite, by lines', 'row', `  key = gazelle_oauth_token\nvalue = ${json}`, whole),
  taken(
    'mysql',
    'row',
    boxed(
      [
        ['key', 'value'],
        ['gazelle_oauth_token', json],
      ],
      ascii,
    ),
    whole,
  ),
  taken(
    'mysql, several rows',
    'row',
    boxed(
      [
        ['key', 'value'],
        ['a', '{}'],
        ['gazelle_oauth_token', json],
      ],
      ascii,
    ),
    whole,
  ),
  taken('mysql, one column', 'row', boxed([['value'], [json]], ascii), whole),
  taken(
    'mysql, with the prompt',
    'row',
    `mysql> select * from system_settings;\n${boxed(
      [
        ['key', 'value'],
        ['gazelle_oauth_token', json],
      ],
      ascii,
    )}\n1 row in set (0.00 sec)`,
    whole,
  ),
  taken(
    'a frame of Unicode',
    'row',
    boxed(
      [
        ['key', 'value'],
        ['gazelle_oauth_token', json],
      ],
      unicode,
    ),
    whole,
  ),
  taken(
    'a frame with corners',
    'row',
    `┌─────┬───────┐\n│ key │ value │\n╞═════╪═══════╡\n│ gazelle_oauth_token │ ${json} │\n└─────┴───────┘`,
    whole,
  ),
  taken(
    'a frame with heavy lines',
    'row',
    `┏━━━━━┳━━━━━━━┓\n┃ key ┃ value ┃\n┡━━━━━╇━━━━━━━┩\n│ gazelle_oauth_token │ ${json} │\n└─────┴───────┘`,
    whole,
  ),
  refused(
    'mysql, another row',
    other,
    boxed(
      [
        ['key', 'value'],
        ['quickbooks', json],
      ],
      ascii,
    ),
  ),
  taken(
    'psql, one column',
    'row',
    `              value              \n---------------------------------\n ${json}\n(1 row)\n`,
    whole,
  ),
  taken('psql, one column, the token', 'row', ` access_token \n--------------\n ${TOKEN}\n(1 row)`),
  taken('psql, a column without a name', 'row', ` ?column? \n----------\n ${TOKEN}\n(1 row)`),
  taken(
    'psql, a column of a function',
    'row',
    `                    jsonb_pretty                    \n---------------\n ${pretty.join(' +\n ')}\n(1 row)`,
    whole,
  ),
  taken('psql, without aligning', 'row', `key|value\ngazelle_oauth_token|${json}\n(1 row)`, whole),
  taken('psql, tuples only', 'row', ` gazelle_oauth_token | ${json} | 2025-06-01`, whole),
  taken(
    'psql, with its prompt',
    'row',
    `postgres=# select key, value from system_settings;\n key | value\n-----+------\n gazelle_oauth_token | ${json}\n(1 row)`,
    whole,
  ),
  taken(
    'psql, over lines',
    'row',
    `         key         |      value\n---------------------+---------\n gazelle_oauth_token | ${pretty.join(' +\n                     | ')}\n(1 row)`,
    whole,
  ),
  refused('psql, a column of another name', unknownForm, ` stripe_token \n--------------\n ${TOKEN}\n(1 row)`),
  refused(
    'psql, one column of several',
    { reason: 'several-tokens', form: 'row' },
    ` access_token \n------\n ${TOKEN}\n ${REFRESH}\n(2 rows)`,
  ),
  refused(
    'psql, wrapped by the width of the screen',
    { reason: 'broken', form: 'row' },
    ` key | value\n-----+------\n gazelle_oauth_token | {"access_token": "${TOKEN.slice(0, 30)}.\n                     |.${TOKEN.slice(30)}", "refresh_token": "${REFRESH}"}\n(1 row)`,
  ),
  taken('Supabase, with tabs, the value alone', 'row', `value\n${json}`, whole),
  taken(
    'Supabase, with tabs, quoted',
    'row',
    `key\tvalue\ngazelle_oauth_token\t"${json.replaceAll('"', '""')}"`,
    whole,
  ),
  taken(
    'Supabase, with tabs, without its heading',
    'row',
    `gazelle_oauth_token\t${json}\t2025-06-01 00:00:00+00`,
    whole,
  ),
  taken('Supabase, with tabs, a number before', 'row', `1\tgazelle_oauth_token\t${json}`, whole),
  taken('Supabase, a cell on each line', 'row', `gazelle_oauth_token\n${json}\n2025-06-01 00:00:00+00`, whole),
  taken('Supabase, a cell on each line, the heading too', 'row', `key\nvalue\ngazelle_oauth_token\n${json}`, whole),
  refused('Supabase, a cell on each line, of another row', unknownForm, `quickbooks_oauth_token\n${json}\n2025-06-01`),
  refused('Supabase, with tabs, another row', unknownForm, `quickbooks\t${json}\t2025-06-01`),
  taken(
    'what a client of Supabase prints',
    'row',
    `{ data: [ { key: 'gazelle_oauth_token', value: ${json} } ], error: null, status: 200 }`,
    whole,
  ),
  taken(
    'what a client of Supabase prints, one row',
    'row',
    `{"data": {"key": "gazelle_oauth_token", "value": ${json}}, "count": null}`,
    whole,
  ),
  taken(
    'what Python prints',
    'row',
    `data=[{'key': 'gazelle_oauth_token', 'value': {'access_token': '{{TOKEN}}', 'refresh_token': '{{REFRESH}}'}}] count=None`,
    { refreshToken: REFRESH },
  ),
]

const update = (value: string, where = `WHERE key = 'gazelle_oauth_token'`) =>
  `UPDATE system_settings SET value = ${value} ${where};`

/** Statements that write the row. */
export const statements: readonly Case[] = [
  taken('jsonb_set', 'row', update(`jsonb_set(value, '{access_token}', '"{{TOKEN}}"')`), { refreshToken: null }),
  taken('jsonb_set, a cast', 'row', update(`jsonb_set(value::jsonb, '{access_token}', '"{{TOKEN}}"'::jsonb, true)`)),
  taken(
    'jsonb_set within another',
    'row',
    update(`jsonb_set(jsonb_set(value, '{access_token}', '"{{TOKEN}}"'), '{refresh_token}', '"{{REFRESH}}"')`),
    { refreshToken: REFRESH },
  ),
  taken('jsonb_set, to_jsonb', 'row', update(`jsonb_set(value, array['access_token'], to_jsonb('{{TOKEN}}'::text))`)),
  taken('jsonb_set of an API key', 'row', update(`jsonb_set(value, '{api_key}', '"{{KEY}}"')`), ofKey),
  taken('joined', 'row', update(`value || '{"access_token": "{{TOKEN}}"}'::jsonb`)),
  taken(
    'jsonb_build_object',
    'row',
    update(
      `jsonb_build_object('access_token', '{{TOKEN}}', 'refresh_token', '{{REFRESH}}', 'expires_in', 2592000, 'created_at', 1737334800)`,
    ),
    whole,
  ),
  taken('dollar quotes', 'row', update(`$$${json}$$`), whole),
  taken('dollar quotes with a tag', 'row', update(`$json$${json}$json$::jsonb`), whole),
  taken(
    'dollar quotes in an insert',
    'row',
    `INSERT INTO system_settings (key, value) VALUES ($$gazelle_oauth_token$$, $v$${json}$v$) ON CONFLICT DO NOTHING;`,
    whole,
  ),
  taken('E quotes', 'row', update(`E'{\\"access_token\\": \\"{{TOKEN}}\\", "note": "it\\'s"}'`)),
  taken('a cast by name', 'row', update(`CAST('${json}' AS jsonb)`), whole),
  taken('a cast by the type', 'row', update(`jsonb '${json}'`), whole),
  taken(
    'a field by its name',
    'row',
    `update system_settings set value['access_token'] = '"{{TOKEN}}"' where key = 'gazelle_oauth_token'`,
  ),
  taken(
    'insert without columns',
    'row',
    `INSERT INTO system_settings VALUES ('gazelle_oauth_token', '${json}', now());`,
    whole,
  ),
  taken(
    'insert with a call',
    'row',
    `INSERT INTO system_settings (key, value) VALUES ('gazelle_oauth_token', jsonb_build_object('access_token', '{{TOKEN}}'))`,
  ),
  taken('a comment before', 'row', `/* Gazelle */\n-- it's new\n${update(`'${json}'`)}`, whole),
  taken('within a transaction', 'row', `BEGIN;\n${update(`'${json}'`)}\nCOMMIT;`, whole),
  taken('a select', 'row', `select '${json}'::jsonb as value`, whole),
  taken(
    'several statements',
    'row',
    `UPDATE system_settings SET value = '{"access_token": "{{REFRESH}}"}' WHERE key = 'quickbooks';\n${update(`'${json}'`)}`,
    whole,
  ),
  taken(
    'a column named with its table',
    'row',
    update(`'${json}'`, `WHERE "system_settings"."key" = 'gazelle_oauth_token'`),
    whole,
  ),
  taken(
    'the token as the value',
    'row',
    `INSERT INTO system_settings (key, value) VALUES ('gazelle_oauth_token', to_jsonb('{{TOKEN}}'::text));`,
  ),
  refused(
    'jsonb_set of another row',
    other,
    update(`jsonb_set(value, '{access_token}', '"{{TOKEN}}"')`, `where key = 'quickbooks'`),
  ),
  refused('dollar quotes of another row', other, update(`$$${json}$$`, `where key in ('quickbooks')`)),
  refused(
    'jsonb_set of another field',
    { reason: 'bad-row', code: 'missing-field', field: 'access_token' },
    update(`jsonb_set(value, '{note}', '"{{TOKEN}}"')`),
  ),
  refused(
    'jsonb_set, a parameter',
    { reason: 'bad-row', code: 'missing-field', field: 'access_token' },
    update(`jsonb_set(value, '{access_token}', to_jsonb($1::text))`),
  ),
  refused(
    'a placeholder',
    { reason: 'placeholder', form: 'row' },
    update(`jsonb_set(value, '{access_token}', '"VOTRE_TOKEN"')`),
  ),
  refused(
    'a key of Supabase',
    isKeyOf('row', 'supabase-secret'),
    update(`jsonb_set(value, '{access_token}', '"{{SUPABASE_SECRET}}"')`),
  ),
  refused(
    'two rows of one key',
    { reason: 'several-tokens', form: 'row' },
    `${update(`'${json}'`)}\n${update(`'{"access_token": "${REFRESH}"}'`)}`,
  ),
  refused(
    'cut off',
    { reason: 'unreadable', form: 'row' },
    `UPDATE system_settings SET value = '{"access_token": "${TOKEN}", "refresh`,
  ),
  refused(
    'cut off in dollar quotes',
    { reason: 'unreadable', form: 'row' },
    `UPDATE system_settings SET value = $$${json}`,
  ),
]

/** The token under another name than `access_token`. */
export const otherFields: readonly Case[] = [
  taken('api_key', 'row', byKey, ofKey),
  taken('token', 'row', `{"token": "${TOKEN}", "refresh_token": "${REFRESH}"}`, { refreshToken: REFRESH }),
  taken('api_key alone', 'row', `{"api_key":"${KEY}"}`, ofKey),
  taken('token alone', 'row', `{"token":"${TOKEN}"}`),
  taken('api_key with its columns', 'row', `{"key":"gazelle_oauth_token","value":${byKey}}`, ofKey),
  taken(
    'api_key with its columns, serialised',
    'row',
    JSON.stringify({ key: 'gazelle_oauth_token', value: byKey }),
    ofKey,
  ),
  taken('api_key in a list', 'row', `[${byKey}]`, ofKey),
  taken('api_key as a JSON string', 'row', JSON.stringify(byKey), ofKey),
  taken('api_key as a dictionary', 'row', `{'api_key': '${KEY}', 'refresh_token': 'manual_override'}`, ofKey),
  taken('api_key as CSV', 'row', `key,value\ngazelle_oauth_token,"${byKey.replaceAll('"', '""')}"`, ofKey),
  taken('api_key in SQL', 'row', `INSERT INTO t (key, value) VALUES ('gazelle_oauth_token', '${byKey}');`, ofKey),
  taken('a bare string', 'row', JSON.stringify({ key: 'gazelle_oauth_token', value: TOKEN })),
  taken('an empty access_token before it', 'row', `{"access_token": "", "api_key": "${KEY}"}`, ofKey),
  refused('api_key of another row', other, `{"key":"quickbooks","value":${byKey}}`),
  refused('token beside what no row has', unknownForm, `{"token":"${TOKEN}","user":{"id":7},"workspace":"b"}`),
  refused('api_key and its secret', unknownForm, `{"api_key":"${KEY}","api_secret":"${TOKEN}"}`),
  refused('token of GitHub', isKeyOf('row', 'other-service'), '{"token":"{{GITHUB}}"}'),
  refused('a placeholder', { reason: 'placeholder', form: 'row' }, '{"token":"VOTRE_TOKEN"}'),
]
