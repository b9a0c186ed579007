import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  type Architecture,
  type Feed,
  type Format,
  feedForm,
  isFileName,
  type Program,
  type Release,
  type ReleaseFile,
  type SignedFeed,
  signedPrefix,
} from '../../../src/core/updates/feed.ts'
import { packageNames } from '../packages.ts'

/** A key pair: the private half as PKCS #8, the public one as SPKI, both in base64. */
export function newKeyPair(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  }
}

/** The public half of a private key. Throws where it is no key. */
export function publicHalf(privateKey: string): string {
  return createPublicKey(privateKeyIn(privateKey)).export({ format: 'der', type: 'spki' }).toString('base64')
}

/** The feed's file, signed by each of these private keys. */
export function signFeed(feed: Feed, privateKeys: readonly string[]): string {
  const signed = JSON.stringify({ form: feedForm, ...feed })
  const signatures = privateKeys.map((key) =>
    sign(null, Buffer.from(signedPrefix + signed), privateKeyIn(key)).toString('base64'),
  )
  return `${JSON.stringify({ signed, signatures } satisfies SignedFeed, null, 1)}\n`
}

function privateKeyIn(text: string) {
  return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
}

/** What the feed says of files. Rejects with the error of the disk, or for a file that is no program's. */
export function describeFiles(files: readonly string[]): Promise<ReleaseFile[]> {
  return Promise.all(
    files.map(async (file) => {
      const name = basename(file)
      const kind = kindOf(name)
      if (kind === null || !isFileName(name)) throw new Error(`This is no package of Gazelle Keeper: ${file}`)
      const hash = createHash('sha512')
      await pipeline(createReadStream(file), hash)
      return { ...kind, name, size: (await stat(file)).size, sha512: hash.digest('hex') }
    }),
  )
}

/** What each system calls a processor. */
const processors: Readonly<Record<string, Architecture>> = {
  amd64: 'x64',
  x86_64: 'x64',
  x64: 'x64',
  arm64: 'arm64',
  aarch64: 'arm64',
  universal: 'universal',
}

const endings: Readonly<Record<string, Format>> = {
  '.deb': 'deb',
  '.rpm': 'rpm',
  '.AppImage': 'appimage',
  '.tar.xz': 'tar',
  '.exe': 'exe',
  '.zip': 'zip',
  '.dmg': 'dmg',
}

/** What a package is, by the name that it was made under; null for another file. */
export function kindOf(name: string): Pick<ReleaseFile, 'program' | 'format' | 'architecture'> | null {
  const [ending, format] = Object.entries(endings).find(([each]) => name.endsWith(each)) ?? []
  if (ending === undefined || format === undefined) return null
  const [, processor = ''] =
    /[._-](amd64|x86_64|x64|arm64|aarch64|universal)$/.exec(name.slice(0, -ending.length)) ?? []
  const architecture = processors[processor]
  const program = programOf(name)
  return architecture === undefined || program === null ? null : { program, format, architecture }
}

function programOf(name: string): Program | null {
  if (new RegExp(`^${packageNames.app}[_-]`).test(name)) return 'app'
  return new RegExp(`^${packageNames.commandLine}[_-]\\d`).test(name) ? 'command-line' : null
}

/** A feed with this release in the place of an earlier one of its version, and before all others. */
export function withRelease(releases: readonly Release[], release: Release): Release[] {
  return [release, ...releases.filter(({ version }) => version !== release.version)]
}
