import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readFeed } from '../../../src/core/updates/feed.ts'
import { makeFeed } from './make-feed.ts'
import { kindOf, newKeyPair } from './sign-feed.ts'

const { privateKey, publicKey } = newKeyPair()
const changelog = '# Changelog\n\n## [0.2.0] - 2026-11-29\n\n### Added\n\n- Updates.\n'
const day = 86_400_000
const now = Date.UTC(2026, 10, 29)
let out: string
let deb: string

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'make-feed-'))
  deb = join(out, 'gazelle-keeper-app_0.2.0_amd64.deb')
  writeFileSync(deb, 'a package')
})
afterEach(() => rmSync(out, { recursive: true, force: true }))

const make = (rest: Partial<Parameters<typeof makeFeed>[0]> = {}) =>
  makeFeed({ out, privateKeys: [privateKey], now, days: 90, release: null, withdrawn: null, changelog, ...rest })
const release = (version: string) => ({ version, channel: 'stable' as const, share: 100, files: [deb] })
const read = (at = now, keys = [publicKey]) =>
  readFeed(readFileSync(join(out, 'feed.json'), 'utf8'), { keys, now: at, newest: null })

describe('the feed of a release', () => {
  it('describes its packages and what is new, and is believed by the program', async () => {
    await make({ release: release('0.2.0') })
    expect(read().releases).toMatchObject([
      {
        version: '0.2.0',
        share: 100,
        news: [['Added', ['Updates.']]],
        files: [{ program: 'app', format: 'deb', architecture: 'x64', size: 9 }],
      },
    ])
  })

  it('keeps the earlier releases, replaces one of the same version, and leaves out one that is withdrawn', async () => {
    await make({ release: release('0.2.0') })
    await make({ release: { ...release('0.3.0'), share: 20 } })
    await make({ release: release('0.3.0') })
    expect(read().releases.map(({ version, share }) => [version, share])).toEqual([
      ['0.3.0', 100],
      ['0.2.0', 100],
    ])
    await make({ withdrawn: '0.3.0' })
    expect(read().releases.map(({ version }) => version)).toEqual(['0.2.0'])
  })

  it('is later than the one before, wherever the clock stands, and counts on once it is signed anew', async () => {
    const first = await make({ release: release('0.2.0') })
    expect((await make({ now: now - day })).made).toBeGreaterThan(first.made)
    expect(() => read(now + 95 * day)).toThrow('untimely')
    await make({ now: now + 95 * day })
    expect(read(now + 95 * day).releases).toHaveLength(1)
  })

  it('can be signed by an old key and a new one, and takes over no feed of somebody else', async () => {
    const next = newKeyPair()
    await make({ release: release('0.2.0') })
    await make({ privateKeys: [privateKey, next.privateKey] })
    expect(read(now, [next.publicKey]).releases).toHaveLength(1)
    await expect(make({ privateKeys: [newKeyPair().privateKey] })).rejects.toThrow('unsigned')
    await expect(make({ privateKeys: [] })).rejects.toThrow('GAZELLE_KEEPER_UPDATE_KEY')
  })

  it('describes no other file', async () => {
    const other = join(out, 'SHA256SUMS')
    writeFileSync(other, '')
    await expect(make({ release: { ...release('0.2.0'), files: [other] } })).rejects.toThrow('SHA256SUMS')
  })
})

it.each([
  ['gazelle-keeper-app_0.2.0_amd64.deb', 'app deb x64'],
  ['gazelle-keeper_0.2.0~beta.1_arm64.deb', 'command-line deb arm64'],
  ['gazelle-keeper-app-0.2.0-1.x86_64.rpm', 'app rpm x64'],
  ['gazelle-keeper-0.2.0-1.aarch64.rpm', 'command-line rpm arm64'],
  ['gazelle-keeper-app-0.2.0-x86_64.AppImage', 'app appimage x64'],
  ['gazelle-keeper-app-0.2.0-linux-x64.tar.xz', 'app tar x64'],
  ['gazelle-keeper-0.2.0-linux-x64.tar.xz', 'command-line tar x64'],
  ['gazelle-keeper-app-0.2.0-windows-x64.exe', 'app exe x64'],
  ['gazelle-keeper-app-0.2.0-macos-universal.dmg', 'app dmg universal'],
  ['gazelle-keeper-app-0.2.0-macos-universal.zip', 'app zip universal'],
  ['gazelle-keeper-functions-0.2.0.tgz', ''],
  ['gazelle-keeper-app_0.2.0_riscv64.deb', ''],
  ['other_0.2.0_amd64.deb', ''],
])('knows what %s is', (name, kind) => {
  expect(Object.values(kindOf(name) ?? {}).join(' ')).toBe(kind)
})
