import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { nothingTold } from '../../core/alerts/alert-memory.ts'
import { alertFor } from '../../core/alerts/policy.ts'
import { type KeeperState, unknownState } from '../../core/keeper/state.ts'
import { ActivityLog } from '../keeper/activity-log.ts'
import { Disk } from '../system/disk.ts'
import { Settings } from './settings.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const give = (content: unknown, name = 'settings') =>
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(content))
const kept = () => JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))
const open = () => new Settings(folder, new Disk())

/** As 0.1.0 has written it, down to its tabs. */
const ofRelease010 = {
  supabaseUrl: 'https://abcdefghijklmnopqrst.supabase.co',
  supabaseEmail: 'anne@example.org',
  supabaseIsOpen: false,
  supabaseTable: 'keepers',
  supabaseRowKey: 'token-2',
  gazelleUrl: 'https://gazelleapp.io',
  oauthClientId: null,
  oauthRedirectUri: null,
  gazelleSessionRow: '0123abcd',
  sessionGaveToken: true,
  proxy: null,
  proxyUser: null,
  language: 'fr',
  theme: 'dark',
  staysSignedIn: false,
  reminds: true,
  handsToCommandLine: true,
  owesHandoverRemoval: false,
  settingsBounds: { x: 10, y: 20, width: 800, height: 600 },
}

/** What has been added since. */
const later = {
  helper: null,
  invitedEmail: null,
  isLoginOffered: false,
  logsDetails: false,
  alertLanguage: 'same',
  looksForUpdates: true,
  updateChannel: 'stable',
  loginProgram: null,
  oauthInBrowser: false,
  pkceTakenFrom: [],
  popoverShortcut: null,
  updateLot: null,
  updatesLookedAt: null,
  newestUpdateFeed: null,
  signInBounds: null,
}

it('takes over the settings of 0.1.0', () => {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(ofRelease010, null, '\t'))
  expect(open().store).toEqual({ ...ofRelease010, ...later })
  expect(kept()).toEqual({ ...ofRelease010, ...later, version: 1 })
})

it.each([
  { language: 'de' },
  { theme: 'sepia' },
  { settingsBounds: {} },
  { settingsBounds: { x: 0, y: 0, width: 0, height: 'tall' } },
  { settingsBounds: 7 },
  { signInBounds: 'wide' },
  { helper: { name: '', email: '', phone: '' } },
  { invitedEmail: 'anne' },
  { supabaseUrl: 'not an address' },
  { supabaseUrl: 'file:///etc/passwd' },
  { supabaseTable: '"; drop table' },
  { supabaseTable: 5 },
  { supabaseRowKey: '' },
  { gazelleUrl: null },
  { pkceTakenFrom: 'all' },
  { pkceTakenFrom: [5] },
  { gazelleUrl: 'gazelle' },
  { staysSignedIn: 'yes' },
  { reminds: null },
  { alertLanguage: 'de' },
  { updateChannel: 'nightly' },
  { newestUpdateFeed: '2026' },
  { handsToCommandLine: 1 },
  { proxy: ['a'] },
  { supabaseEmail: { is: 'odd' } },
])('reads %j as not set, and leaves it to whoever wrote it', (odd) => {
  const [name] = Object.keys(odd) as [keyof typeof odd]
  const { store: usual } = new Settings(mkdtempSync(join(folder, 'usual-')), new Disk())
  give({ ...ofRelease010, ...odd, fromTomorrow: [1] })
  const settings = open()
  expect(settings.get(name)).toEqual(usual[name])
  settings.set('proxyUser', 'bob')
  expect(kept()).toMatchObject({ ...odd, fromTomorrow: [1], proxyUser: 'bob' })
  settings.set(name, usual[name])
  expect(kept()[name]).toEqual(usual[name])
})

it.each(['__proto__', 'constructor', 'toString'])('a field called %s does no harm', (name) => {
  writeFileSync(join(folder, 'settings.json'), `{"${name}": {"language": "fr"}, "theme": "dark"}`)
  expect(open().store).toMatchObject({ language: 'system', theme: 'dark' })
})

const fine = { what: 'checked', fingerprint: '0123abcd', works: true, at: 1, lastAt: 1, times: 1 }
it.each([
  ['from tomorrow', { what: 'levitated', at: 1, lastAt: 1, times: 1 }],
  ['without a time', { ...fine, at: null }],
  [
    'with a problem from tomorrow',
    { what: 'failed', problem: { at: 'moon', kind: 'full' }, at: 1, lastAt: 1, times: 1 },
  ],
  ['with a kind from tomorrow', { what: 'failed', problem: { at: 'store', kind: 'x' }, at: 1, lastAt: 1, times: 1 }],
  ['without its token', { what: 'saved', at: 1, lastAt: 1, times: 1 }],
  ['that is none', 7],
])('an event %s is left out of the log', (_what, event) => {
  give({ row: { events: [event, fine], told: { needs: 'many', troubleSince: 'x' } }, version: 4 }, 'activity')
  const activity = new ActivityLog(folder, new Disk())
  activity.open('row')
  expect(activity.events.value).toEqual([fine])
  expect(activity.memoryOf('desktop').told).toEqual(nothingTold)
})

it('takes over what 0.1.0 called after Supabase as the store’s, and tells nothing twice', () => {
  const problem = { kind: 'wrong-key', code: 'HTTP_401' } as const
  const failed = { what: 'failed', at: 1, lastAt: 1, times: 1 }
  const needs = ['blocked supabase wrong-key', 'trouble supabase unavailable', 'sign-in 0123abcd 7']
  const told = { needs, troubleSince: 5, remindAt: null }
  give({ row: { events: [{ ...failed, problem: { at: 'supabase', ...problem } }, fine], told } }, 'activity')
  const activity = new ActivityLog(folder, new Disk())
  activity.open('row')
  expect(activity.events.value).toEqual([{ ...failed, problem: { at: 'store', ...problem } }, fine])
  const state: KeeperState = { ...unknownState, checkedAt: 9, troubleSince: 5, problem: { at: 'store', ...problem } }
  const { told: kept } = activity.memoryOf('desktop')
  const { alert } = alertFor(state, kept, 10, { reminds: true })
  expect([alert, kept.needs]).toEqual([
    null,
    ['blocked store wrong-key', 'trouble store unavailable', 'sign-in 0123abcd 7'],
  ])
  expect(alertFor(state, nothingTold, 10, { reminds: true }).alert).toMatchObject({ kind: 'blocked' })
})

it('takes over the log of 0.1.0', () => {
  const told = { needs: ['sign-in none over'], troubleSince: 5, remindAt: 6 }
  give({ row: { events: [fine], told } }, 'activity')
  const activity = new ActivityLog(folder, new Disk())
  activity.open('row')
  expect([activity.events.value, activity.memoryOf('desktop').told]).toEqual([[fine], { ...told, toldAt: null }])
  activity.open('another')
  expect(activity.events.value).toEqual([])
})
