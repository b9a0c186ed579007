import { type Case, isKeyOf, refused, taken, values } from './case.ts'

const form = 'header-line'

/** Headers copied one by one, or as the block that a header pane shows. */
export const headerBlocks: readonly Case[] = [
  taken('a line', form, 'Authorization: Bearer {{TOKEN}}', { headerKind: 'bearer', refreshToken: null }),
  taken('a line in small letters', form, 'authorization: bearer {{TOKEN}}'),
  taken('a line without a space', form, 'authorization:Bearer {{TOKEN}}'),
  taken('a line with many', form, '   Authorization :   Bearer    {{TOKEN}}   '),
  taken('a line of an API key', form, 'x-gazelle-api-key: {{KEY}}', { accessToken: values.KEY, headerKind: 'api-key' }),
  taken('the value alone', form, 'Bearer {{TOKEN}}'),
  taken('the value alone, a JWT', form, 'bearer {{JWT}}', { accessToken: values.JWT }),
  taken('two lines', form, 'authorization\nBearer {{TOKEN}}'),
  taken('two lines, with a colon', form, 'Authorization:\r\nBearer {{TOKEN}}'),
  taken('two lines, an API key', form, 'x-gazelle-api-key\r\n{{KEY}}', { accessToken: values.KEY }),
  taken('with right-to-left marks', form, '\u200fAuthorization\u200f: \u200fBearer {{TOKEN}}\u200f'),
  taken('as JSON', form, '{"Content-Type": "application/json", "Authorization": "Bearer {{TOKEN}}"}'),
  taken('as a line of JSON', form, '"Authorization": "Bearer {{TOKEN}}",'),
  refused(
    'within options as JSON, which lack the address',
    { reason: 'unknown-form' },
    '{"method":"POST","headers":{"x-gazelle-api-key":"{{KEY}}"}}',
  ),
  taken(
    'a block without a host, all of Gazelle',
    form,
    'Accept: */*\nOrigin: https://gazelleapp.io\nReferer: https://gazelleapp.io/\nAuthorization: Bearer {{TOKEN}}\nUser-Agent: x',
  ),
  taken(
    'the whole pane, with answers that name others',
    form,
    `General
Request URL:
https://gazelleapp.io/graphql/private/
Status Code:
200 OK
Response Headers
content-security-policy:
default-src 'self' https://cdn.example.com
Request Headers
:authority:
gazelleapp.io
:path:
/graphql/private/
authorization:
Bearer {{TOKEN}}
cookie:
a=b`,
  ),
  taken(
    'the pane in French',
    form,
    'URL de requête\u00a0: https://gazelleapp.io/graphql/private/\nMéthode de requête\u00a0: POST\nauthorization: Bearer {{TOKEN}}',
  ),
  taken(
    'an absolute request line',
    form,
    'POST https://gazelleapp.io/graphql/private/ HTTP/1.1\r\nHost: gazelleapp.io\r\nAuthorization: Bearer {{TOKEN}}\r\n\r\n{"query":""}',
  ),
  taken('the same token twice', form, 'Authorization: Bearer {{TOKEN}}\nauthorization: Bearer {{TOKEN}}'),
  refused(
    'two tokens',
    { reason: 'several-tokens', form },
    'Authorization: Bearer {{TOKEN}}\nAuthorization: Bearer {{NEWER_TOKEN}}',
  ),
  refused(
    'a Referer of another host',
    { reason: 'other-host', form, host: 'app.example.com' },
    'Authorization: Bearer {{TOKEN}}\nReferer: https://app.example.com/',
  ),
  refused(
    'another address, run into the word before it',
    { reason: 'other-host', form, host: 'evil.example' },
    'URLhttps://evil.example/graphql/private/\nauthorization: Bearer {{TOKEN}}',
  ),
  refused(
    'a request line of another host',
    { reason: 'other-host', form, host: 'evil.example' },
    'GET https://evil.example/ HTTP/1.1\nHost: gazelleapp.io\nAuthorization: Bearer {{TOKEN}}',
  ),
  refused(
    'a host in Cyrillic letters',
    { reason: 'other-host', form, host: 'xn--gzelleapp-0yh.io' },
    'Host: gаzelleapp.io\nAuthorization: Bearer {{TOKEN}}',
  ),
  refused(
    'the pane in French, of another host',
    { reason: 'other-host', form, host: 'evil.example' },
    'URL de requête : https://evil.example/graphql/private/\nauthorization: Bearer {{TOKEN}}',
  ),
  refused(
    'a token where the host should be',
    { reason: 'unknown-host', form },
    'Host: {{TOKEN}}\nAuthorization: Bearer {{TOKEN}}',
  ),
  refused('Basic', isKeyOf(form, 'password'), 'Authorization: Basic YWRhOmxvdmVsYWNl'),
  refused('a key of Supabase', isKeyOf(form, 'supabase-legacy-anon'), 'Authorization: Bearer {{SUPABASE_ANON}}'),
  refused('the guide’s line', { reason: 'placeholder', form }, 'Authorization: Bearer VOTRE_TOKEN_ICI'),
  refused('masked', { reason: 'masked', form }, 'authorization: Bearer ••••••••'),
  refused('redacted', { reason: 'masked', form }, 'authorization: Bearer [REDACTED]'),
  refused(
    'a JWT issued by others',
    { reason: 'other-host', form, host: 'accounts.example.com' },
    'Bearer {{JWT_OF_OTHERS}}',
  ),
  refused('Bearer alone', { reason: 'no-token-in-request', form }, 'Authorization: Bearer'),
  refused('an empty key', { reason: 'no-token-in-request', form }, 'x-gazelle-api-key:'),
  refused('two words', { reason: 'not-a-token', form }, 'Authorization: Bearer {{TOKEN}} {{TOKEN}}'),
  refused('a quoted token', { reason: 'not-a-token', form }, 'Authorization: Bearer "{{TOKEN}}"'),
  refused('[object Object]', { reason: 'placeholder', form }, 'Authorization: Bearer [object Object]'),
  refused('a Cookie line', { reason: 'no-token-in-request', form }, 'Cookie: token={{TOKEN}}'),
  refused('a header of others', { reason: 'no-token-in-request', form }, 'X-Api-Key: {{TOKEN}}'),
  taken('a line of Python', 'code', "headers = {'Authorization': 'Bearer {{TOKEN}}'}"),
]
