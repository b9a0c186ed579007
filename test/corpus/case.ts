import { createHash } from 'node:crypto'
import type { OtherSecret, Paste, PasteForm, PasteRefusal } from '../../src/core/paste/paste.ts'
import type { HeaderKind } from '../../src/core/token/record.ts'

/** What readPaste is told in the corpus: the sandbox's Gazelle is allowed too, as in development. */
export const options = {
  origins: ['https://gazelleapp.io', 'http://127.0.0.1:4310'],
  rowKey: 'gazelle_oauth_token',
  now: 1_750_000_000,
}

/** One text of the clipboard and the answer it must get. */
export interface Case {
  readonly name: string
  /** The text; large ones are made only when they are wanted. */
  readonly text: () => string
  readonly expected: ExpectedCredential | PasteRefusal
}

/** The parts of a credential that a case is about. */
export interface ExpectedCredential {
  readonly form: PasteForm
  readonly accessToken: string
  readonly headerKind?: HeaderKind | null
  readonly refreshToken?: string | null
  readonly issuedAt?: number | null
  readonly lifeSeconds?: number | null
}

/** A throw-away value of 43 URL-safe characters; the same name gives the same value in every run. */
const random = (name: string) => createHash('sha256').update(`corpus 1 ${name}`).digest('base64url')
const hex = (name: string) => createHash('sha256').update(`corpus 1 ${name}`).digest('hex')

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${random('signature')}`
}

/** What stands for `{{NAME}}` in the texts. Nothing here opens anything. */
export const values = {
  TOKEN: random('token'),
  NEWER_TOKEN: random('newer token'),
  REFRESH: random('refresh'),
  KEY: hex('key').slice(0, 32),
  LONG_TOKEN: hex('long token'),
  JWT: jwt({ sub: '7', iat: 1_749_990_000, exp: 1_752_582_000 }),
  JWT_OF_GAZELLE: jwt({ iss: 'https://gazelleapp.io', exp: 1_752_582_000 }),
  JWT_OF_OTHERS: jwt({ iss: 'https://accounts.example.com/', exp: 1_752_582_000 }),
  SUPABASE_ANON: jwt({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon' }),
  SUPABASE_SERVICE: jwt({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'service_role' }),
  SUPABASE_USER: jwt({ iss: 'https://abcdefghijklmnopqrst.supabase.co/auth/v1', role: 'authenticated' }),
  SUPABASE_PUBLISHABLE: `sb_publishable_${random('publishable').slice(0, 31)}`,
  SUPABASE_SECRET: `sb_secret_${random('secret').slice(0, 31)}`,
  GITHUB: `ghp_${hex('github').slice(0, 36)}`,
  STRIPE: `sk_live_${hex('stripe').slice(0, 40)}`,
  GOOGLE: `ya29.${random('google')}${random('google 2')}`,
  SHORT: hex('short').slice(0, 12),
} as const

export function filled(text: string): string {
  return text.replace(/\{\{([A-Z_]+)\}\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof typeof values] : whole,
  )
}

/** A case whose text is taken; the expected token is TOKEN unless it says otherwise. */
export function taken(
  name: string,
  form: PasteForm,
  text: string | (() => string),
  expected: Partial<Omit<ExpectedCredential, 'form'>> = {},
): Case {
  const make = typeof text === 'string' ? () => filled(text) : text
  return { name, text: make, expected: { form, accessToken: values.TOKEN, ...expected } }
}

/** A case whose text is refused. */
export function refused(name: string, expected: PasteRefusal, text: string | (() => string)): Case {
  return { name, text: typeof text === 'string' ? () => filled(text) : text, expected }
}

export const isKeyOf = (form: PasteForm, secret: OtherSecret): PasteRefusal => ({
  reason: 'is-password-or-key',
  form,
  secret,
})

/** The answer in the form in which a case expects it: of a credential only what the case names. */
export function comparable(paste: Paste, expected: Case['expected']): object {
  if (!('credential' in paste)) return paste
  const { credential, form } = paste
  const all: Record<string, unknown> = { form, ...credential }
  return Object.fromEntries(Object.keys('accessToken' in expected ? expected : all).map((name) => [name, all[name]]))
}
