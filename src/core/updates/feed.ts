import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { type Channel, channels } from './channels.ts'
import { UpdateFault } from './fault.ts'
import { isVersion } from './version.ts'

export const programs = ['app', 'command-line'] as const
export type Program = (typeof programs)[number]

export const formats = ['deb', 'rpm', 'appimage', 'tar', 'exe', 'zip', 'dmg'] as const
export type Format = (typeof formats)[number]

export const architectures = ['x64', 'arm64', 'universal'] as const
export type Architecture = (typeof architectures)[number]

/** A file of a release. It lies beside the feed under its name. */
export interface ReleaseFile {
  readonly program: Program
  readonly format: Format
  readonly architecture: Architecture
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** In hexadecimal digits. */
  readonly sha512: string
}

export interface Release {
  readonly version: string
  readonly channel: Channel
  /** When it was released, in milliseconds since 1970. */
  readonly released: number
  /** To how many of a hundred computers it is offered unasked. */
  readonly share: number
  /** What is new, in plain text, as the changelog tells it. */
  readonly news: readonly (readonly [heading: string, entries: readonly string[]])[]
  readonly files: readonly ReleaseFile[]
}

/** What the feed says once its signature is right. */
export interface Feed {
  /** When it was signed, in milliseconds since 1970: of two feeds the later one counts. */
  readonly made: number
  /** Until when it counts. A feed that is shown for longer hides what is newer. */
  readonly expires: number
  readonly releases: readonly Release[]
}

/** The present form of what is signed. */
export const feedForm = 1

/** Put before the text that is signed, so that a signature of anything else is none of a feed. */
export const signedPrefix = 'gazelle-keeper update feed\n'

/** A feed's file: the text as it was signed, and signatures in base64. Nothing of the text is believed before one of them is right. */
export interface SignedFeed {
  readonly signed: string
  readonly signatures: readonly string[]
}

const hour = 3_600_000
/** How far the clock of whoever signed may be ahead. */
const tolerance = 24 * hour
const most = { signatures: 8, releases: 200, files: 60, parts: 20, entries: 100, letters: 2000, bytes: 2_000_000_000 }

/**
 * Reads a feed's file. Takes the keys that may sign it, the time by the trusted clock, and when the newest feed was made that was
 * believed before; null: none was. Throws an `UpdateFault`.
 */
export function readFeed(
  text: string,
  { keys, now, newest }: { keys: readonly string[]; now: number; newest: number | null },
): Feed {
  const feed = signedFeed(text, keys)
  if (newest !== null && feed.made < newest) throw new UpdateFault('replayed')
  if (feed.made > now + tolerance || feed.expires <= now) throw new UpdateFault('untimely')
  return feed
}

/** What a known key has signed, whenever that was. Throws an `UpdateFault`. */
export function signedFeed(text: string, keys: readonly string[]): Feed {
  return believed(signedText(text, keys))
}

/** The text that a known key has signed. */
function signedText(text: string, keys: readonly string[]): string {
  const { signed, signatures } = objectIn(text, 'unsigned')
  if (typeof signed !== 'string' || !Array.isArray(signatures)) throw new UpdateFault('unsigned')
  const bytes = Buffer.from(signedPrefix + signed)
  const isBy = (key: KeyObject, signature: unknown) =>
    typeof signature === 'string' && verify(null, bytes, key, Buffer.from(signature, 'base64'))
  const known = keys.map(publicKey)
  if (!signatures.slice(0, most.signatures).some((each) => known.some((key) => isBy(key, each))))
    throw new UpdateFault('unsigned')
  return signed
}

function publicKey(text: string): KeyObject {
  const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
  // Of another kind of key, `verify` would choose how by itself.
  if (key.asymmetricKeyType !== 'ed25519') throw new UpdateFault('unsigned')
  return key
}

/** A feed from its signed text. What it says beyond the known form is left to newer programs. */
function believed(text: string): Feed {
  const { form, made, expires, releases } = objectIn(text, 'not-understood')
  const isRight = form === feedForm && isTime(made) && isTime(expires) && isListOf(releases, most.releases, isRelease)
  if (!isRight) throw new UpdateFault('not-understood')
  return { made, expires, releases }
}

function isRelease(value: unknown): value is Release {
  const { version, channel, released, share, news, files } = Object(value)
  return (
    isVersion(version) &&
    channels.includes(channel) &&
    isTime(released) &&
    typeof share === 'number' &&
    share >= 0 &&
    share <= 100 &&
    isListOf(news, most.parts, isPart) &&
    isListOf(files, most.files, isFile)
  )
}

function isPart(value: unknown): value is Release['news'][number] {
  return Array.isArray(value) && value.length === 2 && isLine(value[0]) && isListOf(value[1], most.entries, isLine)
}

function isFile(value: unknown): value is ReleaseFile {
  const { program, format, architecture, name, size, sha512 } = Object(value)
  return (
    programs.includes(program) &&
    formats.includes(format) &&
    architectures.includes(architecture) &&
    isFileName(name) &&
    Number.isSafeInteger(size) &&
    size > 0 &&
    size <= most.bytes &&
    typeof sha512 === 'string' &&
    /^[0-9a-f]{128}$/.test(sha512)
  )
}

/** Whether a name is that of a file beside the feed, on any system and in any shell. */
export const isFileName = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._~-]{0,120}$/.test(value)

const isLine = (value: unknown): value is string => typeof value === 'string' && value.length <= most.letters

const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0

function isListOf<T>(value: unknown, longest: number, is: (each: unknown) => each is T): value is T[] {
  return Array.isArray(value) && value.length <= longest && value.every(is)
}

function objectIn(text: string, otherwise: 'unsigned' | 'not-understood'): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch (error) {
    throw new UpdateFault(otherwise, error)
  }
}
