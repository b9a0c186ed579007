import type { PasteForm, PasteRefusal } from '../../src/core/paste/paste.ts'
import { type Case, type ExpectedCredential, filled, values } from './case.ts'
import { type Copied, writers } from './writers.ts'

const graphqlText = 'https://gazelleapp.io/graphql/private/'
const bodyText = '{"query":"query { allClients(first: 1) { nodes { id companyName } } }"}'
const common: Copied['headers'] = [
  ['accept', '*/*'],
  ['accept-language', 'fr-CA,fr;q=0.9,en;q=0.8'],
  ['content-type', 'application/json'],
]
const otherText = 'https://evil.example/graphql/private/'

interface Variant {
  readonly name: string
  readonly url?: string
  readonly headers: Copied['headers']
  readonly cookie?: string
  readonly body?: string
  /** What every form of it must be answered, the form itself aside. */
  readonly expected: Omit<ExpectedCredential, 'form'> | DistributedOmit<PasteRefusal, 'form'>
  /** Forms that cannot say what this variant is about. */
  readonly except?: readonly PasteForm[]
}
type DistributedOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

const bearer: Copied['headers'] = [['authorization', 'Bearer {{TOKEN}}']]
const token = { accessToken: values.TOKEN, headerKind: 'bearer' } as const

const variants: readonly Variant[] = [
  { name: 'a bearer token', headers: bearer, expected: token },
  {
    name: 'an API key',
    headers: [['x-gazelle-api-key', '{{KEY}}']],
    expected: { accessToken: values.KEY, headerKind: 'api-key' },
  },
  {
    name: 'a JWT, in other capitals',
    headers: [['AUTHORIZATION', 'bearer {{JWT}}']],
    expected: { accessToken: values.JWT, headerKind: 'bearer' },
  },
  {
    name: 'both: the bearer token',
    headers: [['x-gazelle-api-key', '{{KEY}}'], ...bearer],
    expected: token,
  },
  { name: 'the sandbox', url: 'http://127.0.0.1:4310/graphql/private/', headers: bearer, expected: token },
  {
    name: 'an Origin of its own and cookies',
    headers: [['origin', 'https://gazelleapp.io'], ['referer', 'https://gazelleapp.io/clients'], ...bearer],
    cookie: '_session=abc%3D%3D; theme="dark"; x=it\'s',
    expected: token,
  },
  {
    name: 'quotes of every kind, percent signs, carets, line ends and an emoji in the body',
    headers: [['sec-ch-ua', '"Chromium";v="141", "Not?A_Brand";v="8"'], ...bearer],
    body: `{"query":"{ a(b: \\"it's 100%PATH% ^& | <x> $HOME \`ls\` !! é 🎹\\") }"}\nauthorization: Bearer no\n`,
    expected: token,
  },
  {
    name: 'headers within the body',
    headers: bearer,
    body: `' -H 'authorization: Bearer ${'no'.repeat(20)}' "https://evil.example/"`,
    expected: token,
  },
  {
    name: 'another host',
    url: otherText,
    headers: bearer,
    expected: { reason: 'other-host', host: 'evil.example' },
  },
  {
    name: 'another host with Gazelle’s header',
    url: otherText,
    headers: [
      ['x-gazelle-api-key', '{{KEY}}'],
      ['origin', 'https://gazelleapp.io'],
    ],
    expected: { reason: 'other-host', host: 'evil.example' },
  },
  {
    name: 'a host that begins like Gazelle’s',
    url: 'https://gazelleapp.io.evil.example/graphql/private/',
    headers: bearer,
    expected: { reason: 'other-host', host: 'gazelleapp.io.evil.example' },
  },
  {
    name: 'Gazelle’s name as the user of another host',
    url: 'https://gazelleapp.io@evil.example/graphql/private/',
    headers: bearer,
    expected: { reason: 'other-host', host: 'evil.example' },
  },
  {
    name: 'Gazelle’s address within another’s',
    url: 'https://evil.example/https://gazelleapp.io/graphql/private/',
    headers: bearer,
    expected: { reason: 'other-host', host: 'evil.example' },
  },
  {
    name: 'another port',
    url: 'https://gazelleapp.io:8443/graphql/private/',
    headers: bearer,
    expected: { reason: 'other-host', host: 'gazelleapp.io:8443' },
  },
  {
    name: 'without encryption',
    url: 'http://gazelleapp.io/graphql/private/',
    headers: bearer,
    expected: { reason: 'other-host', host: 'http://gazelleapp.io' },
    except: ['header-line'],
  },
  {
    name: 'a Host header of another host',
    headers: [['Host', 'evil.example'], ...bearer],
    expected: { reason: 'other-host', host: 'evil.example' },
  },
  {
    name: 'Supabase’s API',
    url: 'https://abcdefghijklmnopqrst.supabase.co/rest/v1/system_settings',
    headers: [
      ['apikey', '{{SUPABASE_PUBLISHABLE}}'],
      ['authorization', 'Bearer {{SUPABASE_USER}}'],
    ],
    expected: { reason: 'other-host', host: 'abcdefghijklmnopqrst.supabase.co' },
  },
  { name: 'no token', headers: [['x-request-id', '7']], expected: { reason: 'no-token-in-request' }, except: ['har'] },
  {
    name: 'the token in a cookie',
    headers: [],
    cookie: `token=${values.TOKEN}`,
    expected: { reason: 'no-token-in-request' },
  },
  {
    name: 'the token in another header',
    headers: [['x-api-key', '{{TOKEN}}']],
    expected: { reason: 'no-token-in-request' },
    except: ['har'],
  },
  {
    name: 'the token without its scheme',
    headers: [['authorization', '{{TOKEN}}']],
    expected: { reason: 'no-token-in-request' },
  },
  {
    name: 'a password',
    headers: [['authorization', 'Basic YWRhOmxvdmVsYWNl']],
    expected: { reason: 'is-password-or-key', secret: 'password' },
  },
  {
    name: 'a key of Supabase',
    headers: [['authorization', 'Bearer {{SUPABASE_SERVICE}}']],
    expected: { reason: 'is-password-or-key', secret: 'supabase-legacy-service-role' },
  },
  { name: 'a masked token', headers: [['authorization', 'Bearer ****************']], expected: { reason: 'masked' } },
  {
    name: 'a placeholder',
    headers: [['authorization', 'Bearer VOTRE_TOKEN_ICI']],
    expected: { reason: 'placeholder' },
  },
  {
    name: 'JavaScript’s nothing',
    headers: [['authorization', 'Bearer undefined']],
    expected: { reason: 'placeholder' },
  },
  { name: 'a token too short', headers: [['authorization', 'Bearer {{SHORT}}']], expected: { reason: 'not-a-token' } },
]

/** Every variant of a request, as every browser writes it. */
export const requests: readonly Case[] = variants.flatMap(({ name, expected, except, ...variant }) =>
  writers
    .filter(({ form }) => !except?.includes(form))
    .map((writer): Case => {
      const { url = graphqlText, headers, body = bodyText, cookie } = variant
      const request = { url, body, headers: [...common, ...headers], ...(cookie === undefined ? {} : { cookie }) }
      const { form } = writer
      return {
        name: `${name} (${writer.name})`,
        text: () => writer.write(filledRequest(request)),
        expected: { ...expected, form } as Case['expected'],
      }
    }),
)

/** Values go in before a browser writes the request: it escapes what they stand in for. */
function filledRequest({ headers, ...rest }: Copied): Copied {
  return { ...rest, headers: headers.map(([name, value]) => [name, filled(value)]) }
}
