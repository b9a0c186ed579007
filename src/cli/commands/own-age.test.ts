import { afterEach, beforeEach, expect, it } from 'vitest'
import { LocalFeed, releaseOf } from '../../../test/desktop/local-feed.ts'
import type { ReleaseFile } from '../../core/updates/feed.ts'
import { speaker } from '../../shared/catalogue/command-line/speaker.ts'
import { allLanguages, type Language } from '../../shared/catalogue/languages.ts'
import type { Line } from './doctor-line.ts'
import { type OwnAge, ownAge } from './own-age.ts'

const day = 24 * 60 * 60_000
const now = Date.now()
let feed: LocalFeed
let file: ReleaseFile

beforeEach(async () => {
  feed = await LocalFeed.open()
  const name = 'gazelle-keeper_0.2.0_amd64.deb'
  file = { ...feed.put(Buffer.from('a package'), name), program: 'command-line', format: 'deb' }
})
afterEach(() => feed.close())

async function linesOf(change: Partial<OwnAge>, language: Language = 'en') {
  const program = { source: feed.source, version: '0.1.0', builtAt: now, now, ...change }
  const lines: Line[] = []
  for await (const line of ownAge({ say: speaker(language) }, program)) lines.push(line)
  return lines
}

it('an older program is told of the newer one, however it was installed', async () => {
  feed.publish([releaseOf('0.2.0', [file])])
  for (const language of allLanguages) {
    const [line] = await linesOf({}, language)
    expect(line).toMatchObject({ step: 'version', outcome: 'warning', kind: 'older', exitCode: 0 })
    expect(line?.message).toMatch(/0\.1\.0.*0\.2\.0/)
  }
})

it('the newest is told so, and a release of the app alone changes nothing', async () => {
  feed.publish([releaseOf('0.2.0', [{ ...file, program: 'app' }]), releaseOf('0.1.0', [file])])
  expect(await linesOf({})).toMatchObject([{ outcome: 'fine', kind: null }])
})

it('a preview is told of previews, and a release is not', async () => {
  feed.publish([releaseOf('0.2.0-beta.2', [file], { channel: 'beta' })])
  expect(await linesOf({ version: '0.2.0-beta.1' })).toMatchObject([{ kind: 'older' }])
  expect(await linesOf({})).toMatchObject([{ kind: null }])
})

it('what cannot be read, or is not signed, says nothing about the program', async () => {
  expect(await linesOf({})).toMatchObject([{ outcome: 'skipped', kind: 'feed-unread' }])
  feed.publish([releaseOf('9.9.9', [file])])
  const source = { ...feed.source, keys: [] }
  expect(await linesOf({ source })).toMatchObject([{ outcome: 'skipped', kind: 'feed-unread' }])
})

it('without a feed nobody is asked, and only a program of half a year ago is said to be old', async () => {
  expect(await linesOf({ source: null, builtAt: null })).toEqual([])
  expect(await linesOf({ source: null, builtAt: now - 179 * day })).toEqual([])
  expect(await linesOf({ source: null, builtAt: now - 181 * day })).toMatchObject([{ outcome: 'warning', kind: 'old' }])
  expect(feed.asked).toEqual([])
})
