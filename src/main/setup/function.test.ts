import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildEdge } from '../../../scripts/edge/build.ts'
import { Observed } from '../../core/base/observed.ts'
import type { LogbookPage, SeenKeeper } from '../../core/keeper/logbook.ts'
import { StoreError } from '../../core/keeper/store-error.ts'
import type { AppConnection, ConnectionParts } from '../connection/connection.ts'
import { FunctionControl } from './function.ts'
import { writeFunction } from './function-files.ts'

vi.mock('electron', () => ({ app: {}, dialog: {} }))

const start = Date.UTC(2026, 2, 1, 12)
const parts = {
  supabaseUrl: 'https://abcdefghijklmnopqrst.supabase.co',
  supabaseTable: 'system_settings',
  supabaseRowKey: 'gazelle_oauth_token',
  oauthClientId: 'pianos',
  oauthClientSecret: 'of-gazelle-alone',
} as unknown as ConnectionParts

let copied: string[]
let cleared: string[]
let read: () => Promise<LogbookPage | null>
let folder: string | null | Error
let connection: Observed<AppConnection | null>
beforeEach(() => {
  copied = []
  cleared = []
  read = async () => null
  folder = null
  connection = new Observed<AppConnection | null>({} as AppConnection)
})

const open = (change: Partial<ConnectionParts> = {}) =>
  new FunctionControl({
    chosen: { parts: new Observed({ ...parts, ...change }), connection },
    clipboard: {
      copy: async (text) => void copied.push(text),
      clearSoon: (text) => void cleared.push(text),
    },
    logbook: () => ({ read: () => read() }),
    save: async () => {
      if (folder instanceof Error) throw folder
      return folder
    },
    now: () => start,
  })

const seen = (change: Partial<SeenKeeper>): SeenKeeper => ({
  name: 'Supabase',
  kind: 'function',
  version: '1',
  did: 'checked',
  renewsBy: 'refresh-token',
  secondsAgo: 240,
  ableSecondsAgo: 240,
  ...change,
})

describe('what is copied', () => {
  it('is the SQL of the table, of the schedule at this project, and of the logbook', async () => {
    const control = open()
    for (const what of ['table', 'schedule', 'logbook'] as const) expect(await control.copy(what)).toBe(true)
    expect(copied[0]).toContain('create table if not exists public.system_settings')
    expect(copied[1]).toContain("project_url text := 'https://abcdefghijklmnopqrst.supabase.co'")
    expect(copied[2]).toContain('gazelle_keeper_keepers')
    expect(cleared).toEqual([])
  })

  it('is no schedule for a project that none can call', async () => {
    expect(await open({ supabaseUrl: 'http://127.0.0.1:54321' }).copy('schedule')).toBe(false)
    expect(await open({ supabaseUrl: null }).copy('schedule')).toBe(false)
    expect(copied).toEqual([])
  })

  it('holds no secret that was given to the app, and one for the journal that is new each time and cleared soon', async () => {
    const control = open()
    await control.copy('secrets')
    await control.copy('secrets')
    const [one = '', other = ''] = copied
    expect(one).toMatch(/^GAZELLE_JOURNAL_SECRET=[0-9a-f]{64}$/m)
    expect(one).not.toBe(other)
    expect(one).toContain('GAZELLE_CLIENT_ID=pianos\n')
    expect(one).not.toContain('of-gazelle-alone')
    expect(cleared).toEqual(copied)
  })
})

describe('the function’s files', () => {
  let place: string
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'function-test-'))
    await buildEdge(resolve(import.meta.dirname, '../../..'), join(place, 'built'))
  }, 180_000)
  afterAll(() => rmSync(place, { recursive: true, force: true }))

  it('are all that the build has for Supabase’s command line', async () => {
    await writeFunction(join(place, 'built'), join(place, 'saved'))
    const below = (name: string) =>
      readdirSync(join(place, name, 'supabase'), { recursive: true })
        .map(String)
        .toSorted()
    expect(below('saved')).toEqual(below('built'))
    const index = 'supabase/functions/gazelle-keeper/index.js'
    expect(readFileSync(join(place, 'saved', index))).toEqual(readFileSync(join(place, 'built', index)))
    await expect(writeFunction(join(place, 'nowhere'), join(place, 'saved'))).rejects.toThrow()
  })

  it('come with the command that deploys them from there', async () => {
    const control = open()
    expect(await control.save()).toBeNull()
    expect(copied).toEqual([])
    folder = join(place, 'saved')
    expect(await control.save()).toBe(true)
    expect(copied[0]).toContain('--project-ref abcdefghijklmnopqrst --workdir ')
    expect(copied[0]).toContain(folder)
    folder = new Error('EACCES')
    expect(await control.save()).toBe(false)
  })
})

describe('a look', () => {
  it('finds the function that left word last, and nobody else', async () => {
    const control = open()
    const keepers = [
      seen({ kind: 'app', name: 'iMac', secondsAgo: 1 }),
      seen({ name: 'old', secondsAgo: 86_400, renewsBy: null }),
      seen({}),
    ]
    read = async () => ({ keepers, writes: [] })
    await control.look()
    const found = { state: 'seen', name: 'Supabase', at: start - 240_000, renews: true }
    expect(control.state.value).toEqual(found)
    read = async () => ({ keepers: keepers.slice(0, 1), writes: [] })
    await control.look()
    expect(control.state.value).toEqual({ state: 'unseen' })
  })

  it('says where there is no logbook, and why it could not ask', async () => {
    const control = open()
    await control.look()
    expect(control.state.value).toEqual({ state: 'no-logbook' })
    read = async () => Promise.reject(new StoreError('unavailable', 'no answer'))
    await control.look()
    expect(control.state.value).toMatchObject({ state: 'failed', problem: { at: 'store', kind: 'unavailable' } })
  })

  it('is forgotten with the project that it was about', async () => {
    const control = open()
    let answer: (page: LogbookPage) => void = () => undefined
    read = () => new Promise((resolve) => (answer = resolve))
    const looking = control.look()
    expect(control.state.value).toEqual({ state: 'looking' })
    connection.set({} as AppConnection)
    expect(control.state.value).toBeNull()
    answer({ keepers: [seen({})], writes: [] })
    await looking
    expect(control.state.value).toBeNull()
    connection.set(null)
    await control.look()
    expect(control.state.value).toBeNull()
  })
})
