import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LocalFeed, releaseOf } from '../../../test/desktop/local-feed.ts'
import type { ReleaseFile } from '../../core/updates/feed.ts'
import { Settings } from '../connection/settings.ts'
import { Disk } from '../system/disk.ts'
import { UpdatesControl, type UpdatesControlOptions } from './control.ts'

// What the app does about updates when nobody asks.

const hour = 60 * 60_000
let feed: LocalFeed
let folder: string
let file: ReleaseFile
let now: number

beforeEach(async () => {
  feed = await LocalFeed.open()
  folder = mkdtempSync(join(tmpdir(), 'update-unasked-'))
  const architecture = process.arch as ReleaseFile['architecture']
  file = { ...feed.put(Buffer.from('the new program')), architecture }
  now = Date.now()
  feed.publish([releaseOf('0.2.0', [file])], { made: now, expires: now + 90 * 24 * hour })
})
afterEach(async () => {
  await feed.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(change: Partial<UpdatesControlOptions> = {}) {
  const settings = new Settings(folder, new Disk())
  const control = new UpdatesControl({
    source: feed.source,
    settings,
    clipboard: { copy: async () => undefined },
    keeper: { now: () => now, pauseFor: (work) => work() },
    isSigningIn: () => false,
    version: '0.1.0',
    network: { fetch: globalThis.fetch, userAgent: 'gazelle-keeper/0.1.0' },
    folder: join(folder, 'updates'),
    findPlace: async () => ({ way: 'replace', format: 'appimage', file: join(folder, 'none') }),
    open: async () => undefined,
    end: async () => undefined,
    ...change,
  })
  return { control, settings }
}

it('it looks once a day, and an hour after a look that failed', async () => {
  const { control, settings } = open()
  feed.publish([])
  await control.lookIfDue()
  await control.lookIfDue()
  expect(feed.asked).toHaveLength(1)
  now += 23 * hour
  await control.lookIfDue()
  expect(feed.asked).toHaveLength(1)
  now += hour
  feed.content.clear()
  await control.lookIfDue()
  expect(control.state.value.fault).toBe('refused')
  expect(settings.get('updatesLookedAt')).toBe(now - 24 * hour)
  now += hour - 1
  await control.lookIfDue()
  expect(feed.asked).toHaveLength(2)
  now += 1
  await control.lookIfDue()
  expect(feed.asked).toHaveLength(3)
})

it('it never looks where the person has turned it off, or no feed is known', async () => {
  const { control, settings } = open()
  settings.set('looksForUpdates', false)
  await control.lookIfDue()
  const { control: without } = open({ source: null })
  await without.lookIfDue()
  await without.look()
  expect([feed.asked, without.state.value.isOffered]).toEqual([[], false])
})

it('it fetches and installs nothing', async () => {
  const { control } = open()
  await control.lookIfDue()
  expect(control.state.value.found?.version).toBe('0.2.0')
  expect(feed.asked).toEqual(['feed.json'])
  expect(readdirSync(folder)).not.toContain('updates')
})

it('it takes no notice of a release that this computer is not offered yet; whoever asks is told of it', async () => {
  feed.publish([releaseOf('0.2.0', [file], { share: 0 })], { made: now })
  const { control, settings } = open()
  await control.lookIfDue()
  expect(control.state.value.found).toBeNull()
  const lot = settings.get('updateLot')
  expect(lot).toMatch(/^[0-9a-f-]{36}$/)
  await control.look()
  expect(control.state.value.found?.version).toBe('0.2.0')
  expect(settings.get('updateLot')).toBe(lot)
  // It stays, unless it is withdrawn.
  now += 24 * hour
  await control.lookIfDue()
  expect(control.state.value.found?.version).toBe('0.2.0')
  feed.publish([], { made: now })
  now += 24 * hour
  await control.lookIfDue()
  expect(control.state.value.found).toBeNull()
})
