import { type Preferences, type Request, sections } from '../../shared/setup.ts'

/** Why a page's request is not carried out. Quotes nothing of it: it may hold a password. */
export class PageRequestError extends Error {
  override readonly name = 'RequestError'
}

type Fields = Readonly<Record<string, unknown>>
type Check = (value: unknown) => boolean

const text =
  (longest: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= longest
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value)
const isBoolean: Check = (value) => typeof value === 'boolean'

// An address of the kinds that people type is shorter than this; so is the link of a message.
const address = text(2000)
const email = text(320)

const preferences: Readonly<Record<keyof Preferences, Check>> = {
  language: oneOf('system', 'en', 'fr'),
  theme: oneOf('system', 'light', 'dark'),
  startsAtLogin: isBoolean,
  staysSignedIn: isBoolean,
  reminds: isBoolean,
  logsDetails: isBoolean,
}

const isChange: Check = (value) =>
  isPlain(value) &&
  Object.entries(value).every(
    ([name, each]) => Object.hasOwn(preferences, name) && preferences[name as keyof Preferences](each),
  )

/** The fields of each request, all of them needed. */
const contract: {
  readonly [Do in Request['do']]: Readonly<Record<Exclude<keyof Extract<Request, { do: Do }>, 'do'>, Check>>
} = {
  'open-settings': { section: oneOf(...sections) },
  prefer: { change: isChange },
  'supabase.url': { url: address },
  'supabase.names': { table: text(100), rowKey: text(200) },
  'supabase.sign-in': { email, password: text(1000) },
  'supabase.send-code': { email },
  'supabase.verify-code': { email, code: address },
  'proxy.set': { host: text(300), user: text(320), password: text(1000) },
  'oauth.set': { clientId: text(500), redirectUri: address },
  'oauth.in-browser': { isWanted: isBoolean },
}

/** Takes whatever a page sent; gives it where it is a request of the contract to the letter, else throws a `RequestError`. */
export function readRequest(value: unknown): Request {
  if (!isPlain(value)) throw refused()
  const { do: verb, ...fields } = value
  if (typeof verb !== 'string' || !Object.hasOwn(contract, verb)) throw refused()
  const checks: Readonly<Record<string, Check>> = contract[verb as Request['do']]
  const isWhole = Object.keys(fields).length === Object.keys(checks).length
  const isRight = Object.entries(checks).every(([name, check]) => Object.hasOwn(fields, name) && check(fields[name]))
  if (!isWhole || !isRight) throw refused()
  return value as unknown as Request
}

function isPlain(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

const refused = () => new PageRequestError('This request is not in the contract.')
