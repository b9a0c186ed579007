import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newKeyPair, signFeed } from '../../../scripts/dist/updates/sign-feed.ts'
import { releaseOf } from '../../../test/desktop/local-feed.ts'
import { chooseRelease, type Installed, lotOf } from './choose.ts'
import type { UpdateFault } from './fault.ts'
import { type Feed, type Release, type ReleaseFile, readFeed } from './feed.ts'

const now = Date.UTC(2026, 10, 29)
const day = 86_400_000
const { privateKey, publicKey } = newKeyPair()
const file: ReleaseFile = {
  program: 'app',
  format: 'deb',
  architecture: 'x64',
  name: 'gazelle-keeper-app_0.2.0_amd64.deb',
  size: 7,
  sha512: 'a'.repeat(128),
}
const feed: Feed = { made: now - day, expires: now + day, releases: [releaseOf('0.2.0', [file])] }
const read = (text: string, rest: { keys?: readonly string[]; newest?: number | null } = {}) =>
  readFeed(text, { keys: [publicKey], now, newest: null, ...rest })
const faultOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    return (error as UpdateFault).kind
  }
  return 'none'
}

describe('a feed is believed', () => {
  it('where a known key has signed it', () => {
    expect(read(signFeed(feed, [privateKey]))).toEqual(feed)
  })

  it('where one of its signatures is by one of the known keys, so that a key can be replaced', () => {
    const next = newKeyPair()
    const both = signFeed(feed, [privateKey, next.privateKey])
    expect(read(both, { keys: [next.publicKey] })).toEqual(feed)
    expect(read(both, { keys: [newKeyPair().publicKey, publicKey] })).toEqual(feed)
  })

  it('with what only newer programs understand in it', () => {
    const more = { ...feed, weather: 'fine' } as Feed
    expect(read(signFeed(more, [privateKey])).releases).toHaveLength(1)
  })

  it('again and again, until there is a newer one', () => {
    expect(read(signFeed(feed, [privateKey]), { newest: feed.made })).toEqual(feed)
  })
})

describe('a feed is not believed', () => {
  const signed = signFeed(feed, [privateKey])
  const file = JSON.parse(signed)
  const ofRsa = () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = rsa.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
    return { key, signature: sign('sha256', Buffer.from(file.signed), rsa.privateKey).toString('base64') }
  }

  it.each<[string, string]>([
    ['is empty', ''],
    ['is no JSON', '<html>'],
    ['is null', 'null'],
    ['has no signature', JSON.stringify({ ...file, signatures: [] })],
    ['has signatures of a strange form', JSON.stringify({ ...file, signatures: [null, 7, {}, ''] })],
    ['was changed by one letter', JSON.stringify({ ...file, signed: file.signed.replace('0.2.0', '0.2.1') })],
    ['is signed by another key', signFeed(feed, [newKeyPair().privateKey])],
    ['is another text by the same key', JSON.stringify({ ...file, signed: JSON.stringify(feed) })],
  ])('that %s', (_how, text) => {
    expect(faultOf(() => read(text))).toBe('unsigned')
  })

  it('where no key is known, or only one of another kind', () => {
    expect(faultOf(() => read(signed, { keys: [] }))).toBe('unsigned')
    const { key, signature } = ofRsa()
    const text = JSON.stringify({ ...file, signatures: [signature] })
    expect(faultOf(() => read(text, { keys: [key] }))).toBe('unsigned')
  })

  it.each<[string, Partial<Feed>, string]>([
    ['has expired', { expires: now - 1 }, 'untimely'],
    ['is from the future', { made: now + 3 * day }, 'untimely'],
    ['has no time', { made: null as never }, 'not-understood'],
    ['has releases of no form', { releases: {} as never }, 'not-understood'],
  ])('that %s', (_how, change, kind) => {
    expect(faultOf(() => read(signFeed({ ...feed, ...change }, [privateKey])))).toBe(kind)
  })

  it('that is older than one before', () => {
    expect(faultOf(() => read(signed, { newest: feed.made + 1 }))).toBe('replayed')
  })

  it.each<[string, Partial<Release>]>([
    ['a version that is none', { version: 'newest' }],
    ['a share above all', { share: 101 }],
    ['a share that is no number', { share: '100' as never }],
    ['an unknown channel', { channel: 'nightly' as never }],
    ['news that are no text', { news: [['Added', [7]]] as never }],
    ...['../../etc/passwd', 'a/b', '-rf', '.hidden', 'a b', 'a;b', '', 'https://evil.example/x'].map(
      (name): [string, Partial<Release>] => [`the file ${name}`, { files: [{ ...feedFile(), name }] }],
    ),
    ['a file without a checksum', { files: [{ ...feedFile(), sha512: '' }] }],
    ['a file of no size', { files: [{ ...feedFile(), size: 0 }] }],
    ['a file beyond all measure', { files: [{ ...feedFile(), size: 3e9 }] }],
  ])('with %s', (_what, change) => {
    const text = signFeed({ ...feed, releases: [releaseOf('0.2.0', [], change)] }, [privateKey])
    expect(faultOf(() => read(text))).toBe('not-understood')
  })
})

function feedFile(): ReleaseFile {
  return { program: 'app', format: 'deb', architecture: 'x64', name: 'a.deb', size: 7, sha512: 'b'.repeat(128) }
}

describe('of the releases', () => {
  const mine: Installed = {
    program: 'app',
    version: '0.1.0',
    channel: 'stable',
    format: 'deb',
    architecture: 'x64',
  }
  const versionOf = (releases: readonly Release[], change: Partial<Installed> = {}, lot = () => 0) =>
    chooseRelease({ ...feed, releases }, { ...mine, ...change }, lot)?.release.version ?? null
  const release = (version: string, rest: Partial<Release> = {}) => releaseOf(version, [file], rest)

  it('the newest counts, in whatever order they stand', () => {
    expect(versionOf([release('0.2.0'), release('0.10.0'), release('0.9.0')])).toBe('0.10.0')
  })

  it('none that is as old or older does', () => {
    expect(versionOf([release('0.1.0'), release('0.0.9'), release('0.1.0-beta.1')])).toBeNull()
  })

  it('previews are for those who have chosen them, and lead back to what they are previews of', () => {
    const all = [release('0.2.0'), release('0.3.0-beta.1', { channel: 'beta' })]
    expect(versionOf(all)).toBe('0.2.0')
    expect(versionOf(all, { channel: 'beta' })).toBe('0.3.0-beta.1')
    expect(versionOf([release('0.3.0')], { channel: 'beta', version: '0.3.0-beta.1' })).toBe('0.3.0')
    // Whoever goes back to releases keeps the preview until there is something newer.
    expect(versionOf(all, { version: '0.3.0-beta.1' })).toBeNull()
  })

  it('one that has nothing for this system, processor or program is left out', () => {
    expect(versionOf([release('0.2.0')], { format: 'rpm' })).toBeNull()
    expect(versionOf([release('0.2.0')], { architecture: 'arm64' })).toBeNull()
    expect(versionOf([release('0.2.0')], { program: 'command-line' })).toBeNull()
    const forAll = { ...file, architecture: 'universal' as const, format: 'zip' as const }
    expect(versionOf([releaseOf('0.2.0', [forAll])], { format: 'zip', architecture: 'arm64' })).toBe('0.2.0')
  })

  it('a program that is replaced by hand is told of the newest, and given no file', () => {
    const chosen = chooseRelease(feed, { ...mine, format: null }, null)
    expect([chosen?.release.version, chosen?.file]).toEqual(['0.2.0', null])
  })

  it('one of a small share is offered to few, and told to everybody who asks', () => {
    const few = [release('0.2.0', { share: 20 })]
    expect(versionOf(few, {}, () => 19.9)).toBe('0.2.0')
    expect(versionOf(few, {}, () => 20)).toBeNull()
    expect(versionOf([release('0.2.0', { share: 0 })])).toBeNull()
    expect(chooseRelease({ ...feed, releases: few }, mine, null)?.release.version).toBe('0.2.0')
  })

  it('lots are spread evenly, stay the same, and are drawn anew for each version', () => {
    const ids = Array.from({ length: 2000 }, () => randomUUID())
    const drawn = (version: string) => ids.filter((id) => lotOf(id, version) < 20)
    expect(drawn('0.2.0').length).toBeGreaterThan(300)
    expect(drawn('0.2.0').length).toBeLessThan(500)
    expect(drawn('0.2.0')).toEqual(drawn('0.2.0'))
    expect(drawn('0.2.0')).not.toEqual(drawn('0.3.0'))
  })
})
