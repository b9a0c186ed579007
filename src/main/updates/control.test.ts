import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LocalFeed, releaseOf } from '../../../test/desktop/local-feed.ts'
import { memoryJournal } from '../../core/keeper/journal.ts'
import { Keeper } from '../../core/keeper/keeper.ts'
import type { Store } from '../../core/keeper/ports.ts'
import type { ReleaseFile } from '../../core/updates/feed.ts'
import { Settings } from '../connection/settings.ts'
import { CurrentKeeper } from '../keeper/current-keeper.ts'
import { Disk } from '../system/disk.ts'
import { UpdatesControl, type UpdatesControlOptions } from './control.ts'

const [old, next] = ['the old program', 'the new program']
const hour = 60 * 60_000
let feed: LocalFeed
let folder: string
let program: string
let file: ReleaseFile
let now: number

beforeEach(async () => {
  feed = await LocalFeed.open()
  folder = mkdtempSync(join(tmpdir(), 'update-control-'))
  program = join(folder, 'Gazelle Keeper.AppImage')
  writeFileSync(program, old, { mode: 0o755 })
  const architecture = process.arch as ReleaseFile['architecture']
  file = { ...feed.put(Buffer.from(next)), architecture }
  now = Date.now()
  feed.publish([releaseOf('0.2.0', [file])], { made: now, expires: now + 90 * 24 * hour })
})
afterEach(async () => {
  await feed.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A keeper whose row answers once the gate is open. */
async function keeperOn(gate: { open: Promise<void> }) {
  const asked: string[] = []
  const store: Store = {
    read: async () => {
      asked.push('read')
      await gate.open
      return null
    },
    swap: async () => ({ won: false, row: null }),
  }
  const keeper = new CurrentKeeper(
    () =>
      new Keeper({
        store,
        lease: { take: async () => ({ taken: true, until: now + hour }), release: async () => undefined },
        gazelle: { probe: async () => ({ headerKind: 'bearer', gazelleTime: null, tookMilliseconds: 1 }) },
        grants: null,
        webSession: null,
        journal: memoryJournal(),
        clock: { now: () => now },
      }),
  )
  await keeper.connect({
    isSandbox: false,
    gazelleUrl: 'https://gazelle.example',
    supabaseUrl: 'https://project.example',
    supabaseKey: 'key',
    supabaseUser: null,
    table: 'system_settings',
    rowKey: 'gazelle_oauth_token',
    application: null,
  })
  return { keeper, asked }
}

async function open(change: Partial<UpdatesControlOptions> = {}, gate = { open: Promise.resolve() }) {
  const { keeper, asked } = await keeperOn(gate)
  const settings = new Settings(folder, new Disk())
  const ended: string[] = []
  const copied: string[] = []
  const place = { way: 'replace', format: 'appimage', file: program } as const
  const control = new UpdatesControl({
    source: feed.source,
    settings,
    keeper,
    clipboard: { copy: async (text) => void copied.push(text) },
    isSigningIn: () => false,
    version: '0.1.0',
    network: { fetch: globalThis.fetch, userAgent: 'gazelle-keeper/0.1.0' },
    folder: join(folder, 'updates'),
    findPlace: async () => place,
    open: async () => undefined,
    end: async ({ way }) => void ended.push(way),
    ...change,
  })
  return { control, keeper, asked, settings, ended, copied }
}

const fetched = async (change: Partial<UpdatesControlOptions> = {}, gate = { open: Promise.resolve() }) => {
  const opened = await open(change, gate)
  await opened.control.look()
  await opened.control.fetch()
  expect(opened.control.state.value).toMatchObject({ isReady: true, fault: null, activity: 'idle' })
  return opened
}

it('a person looks, has it fetched and has it installed, one after the other', async () => {
  const { control, ended } = await open()
  expect(control.state.value).toMatchObject({ isOffered: true, lookedAt: null, found: null })
  await control.look()
  expect(control.state.value).toMatchObject({
    lookedAt: now,
    found: { version: '0.2.0', way: 'replace' },
    isReady: false,
  })
  expect(feed.asked).toEqual(['feed.json'])
  await control.install()
  expect([readFileSync(program, 'utf8'), ended]).toEqual([old, []])
  await control.fetch()
  expect([readFileSync(program, 'utf8'), ended]).toEqual([old, []])
  await control.install()
  expect([readFileSync(program, 'utf8'), ended]).toEqual([next, ['replace']])
})

describe('the installation', () => {
  it('waits until the keeper has done what it is at, and the keeper begins nothing more', async () => {
    let letGo: () => void = () => undefined
    const gate = { open: new Promise<void>((resolve) => (letGo = resolve)) }
    const seen: string[] = []
    const { control, keeper, asked } = await fetched(
      {
        end: async () => {
          seen.push('end')
          void keeper.check()
          await new Promise((resolve) => setTimeout(resolve, 100))
          seen.push(`${asked.length} read`)
        },
      },
      gate,
    )
    const check = keeper.check()
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    const installing = control.install()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect([control.state.value.activity, readFileSync(program, 'utf8'), seen]).toEqual(['waiting', old, []])
    letGo()
    await Promise.all([check, installing])
    expect([readFileSync(program, 'utf8'), seen]).toEqual([next, ['end', '1 read']])
    // The end was called off: the keeper goes on.
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(1))
  })

  it('is none while somebody is at the sign-in window, and the keeper is not even waited for', async () => {
    const gate = { open: new Promise<void>(() => undefined) }
    const { control, keeper, ended } = await fetched({ isSigningIn: () => true }, gate)
    void keeper.check()
    await control.install()
    expect(control.state.value).toMatchObject({ fault: 'signing-in', isReady: true, activity: 'idle' })
    expect([readFileSync(program, 'utf8'), ended]).toEqual([old, []])
  })

  it('is none where the sign-in window is opened while it waits', async () => {
    let letGo: () => void = () => undefined
    const gate = { open: new Promise<void>((resolve) => (letGo = resolve)) }
    let isSigningIn = false
    const { control, keeper, ended } = await fetched({ isSigningIn: () => isSigningIn }, gate)
    const check = keeper.check()
    const installing = control.install()
    await new Promise((resolve) => setTimeout(resolve, 200))
    isSigningIn = true
    letGo()
    await Promise.all([check, installing])
    expect(control.state.value.fault).toBe('signing-in')
    expect([readFileSync(program, 'utf8'), ended]).toEqual([old, []])
  })

  it('of a file that has changed since is none, and the app stays', async () => {
    const { control, ended } = await fetched()
    writeFileSync(join(folder, 'updates', file.name), 'something else')
    await control.install()
    expect(control.state.value).toMatchObject({ fault: 'other-file', activity: 'idle', isReady: false })
    expect([readFileSync(program, 'utf8'), ended]).toEqual([old, []])
    // It is fetched anew.
    await control.fetch()
    await control.install()
    expect([readFileSync(program, 'utf8'), ended]).toEqual([next, ['replace']])
  })

  it('by an installer opens the file that was announced, and no other', async () => {
    const opened: string[] = []
    const exe = { ...feed.put(Buffer.from(next), 'gazelle-keeper-app-0.2.0-windows-x64.exe'), format: 'exe' as const }
    feed.publish([releaseOf('0.2.0', [{ ...exe, architecture: file.architecture }])])
    const { control, ended } = await fetched({
      findPlace: async () => ({ way: 'open', format: 'exe' }),
      open: async (path) => void opened.push(path),
    })
    const path = join(folder, 'updates', exe.name)
    writeFileSync(path, 'something else')
    await control.install()
    expect([control.state.value.fault, opened, ended]).toEqual(['other-file', [], []])
    await control.fetch()
    await control.install()
    expect([opened, ended]).toEqual([[path], ['open']])
  })

  it('that needs a command shows it, has it copied, and ends nothing', async () => {
    const deb = { ...feed.put(Buffer.from(next), 'gazelle-keeper-app_0.2.0_amd64.deb'), format: 'deb' as const }
    feed.publish([releaseOf('0.2.0', [{ ...deb, architecture: file.architecture }])])
    const { control, ended, copied } = await fetched({ findPlace: async () => ({ way: 'command', format: 'deb' }) })
    const command = `sudo apt install '${join(folder, 'updates', deb.name)}'`
    expect(control.state.value.command).toBe(command)
    expect([await control.copyCommand(), copied]).toEqual([true, [command]])
    await control.install()
    expect(ended).toEqual([])
  })

  it('that needs no command has none to copy', async () => {
    const { control, copied } = await fetched()
    expect([await control.copyCommand(), copied]).toEqual([false, []])
  })
})

it('an older feed is refused after a restart, too', async () => {
  const before = feed.content.get('feed.json') ?? Buffer.alloc(0)
  feed.publish([releaseOf('0.3.0', [file])], { made: now + 1000 })
  const { control } = await open()
  await control.look()
  feed.content.set('feed.json', before)
  const { control: restarted } = await open()
  await restarted.look()
  expect(restarted.state.value).toMatchObject({ fault: 'replayed', found: null })
})

it('a release that is withdrawn is offered no longer, and what was fetched of it is removed', async () => {
  const { control } = await fetched()
  feed.publish([], { made: now + 1 })
  await control.look()
  expect(control.state.value).toMatchObject({ found: null, isReady: false, fetched: 0 })
  expect(readdirSync(folder)).not.toContain('updates')
})

it('a preview comes to those who have chosen it, and goes with the choice', async () => {
  feed.publish([releaseOf('0.2.0', [file], { channel: 'beta' })])
  const { control, settings } = await open()
  await control.look()
  expect(control.state.value.found).toBeNull()
  settings.set('updateChannel', 'beta')
  await control.look()
  expect(control.state.value.found?.version).toBe('0.2.0')
  control.forget()
  await control.install()
  expect(control.state.value).toMatchObject({ found: null, isReady: false })
})
