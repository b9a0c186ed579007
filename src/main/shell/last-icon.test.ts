import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { healthy } from '../../../test/pages/states.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { TrayStatus } from '../../shared/tray-status.ts'
import { type IconLook, keepLastIcon, lastIconOf, readLastIcon } from './last-icon.ts'

const now = Date.UTC(2026, 2, 1, 12)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'last-icon-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const look = (icon: TrayStatus): IconLook => ({ icon, tooltip: 'Gazelle Keeper: as it was' })

/** A row whose token ends in `left` milliseconds, and of which Gazelle has said something `ago`. */
function snapshotOf(
  { left = 30 * day, ago = 0, clockError = 0 } = {},
  change: Partial<Snapshot> & { state?: Partial<KeeperState> } = {},
): Snapshot {
  const { state, ...rest } = change
  const { token } = healthy.keeper
  if (token === null) throw new Error('a healthy row has a token')
  const trusted = now - clockError
  const expiry = { certainty: 'stated' as const, at: (trusted + left) / 1000 }
  const keeper: KeeperState = {
    ...healthy.keeper,
    token: { ...token, expiry },
    askedGazelleAt: trusted - ago,
    clockErrorMilliseconds: clockError,
    ...state,
  }
  return { ...healthy, condition: 'valid', keeper, ...rest }
}

/** What the next start reads after as many milliseconds. */
function readAfter(milliseconds: number, snapshot: Snapshot, shown: IconLook): IconLook | null {
  const last = lastIconOf(snapshot, shown, now)
  if (last !== null) keepLastIcon(folder, last)
  const found = readLastIcon(folder, now + milliseconds)
  return found === null ? null : { icon: found.icon, tooltip: found.tooltip }
}

it('is shown again by a start that comes soon', () => {
  expect(readAfter(minute, snapshotOf(), look('good'))).toEqual(look('good'))
})

it.each([
  { what: 'Gazelle’s word has grown old', snapshot: snapshotOf(), after: 15 * minute },
  { what: 'Gazelle’s word was old before', snapshot: snapshotOf({ ago: 14 * minute }), after: minute },
  { what: 'Gazelle has said nothing', snapshot: snapshotOf({}, { state: { askedGazelleAt: null } }), after: 0 },
  { what: 'the token has ended meanwhile', snapshot: snapshotOf({ left: minute }), after: minute },
  { what: 'the clock was set back', snapshot: snapshotOf(), after: -minute },
])('promises nothing where $what', ({ snapshot, after }) => {
  expect(readAfter(after, snapshot, look('good'))).toBe(null)
})

it('counts by this computer’s clock, however wrong it is', () => {
  const wrong = snapshotOf({ clockError: 3 * hour })
  expect(readAfter(14 * minute, wrong, look('good'))).toEqual(look('good'))
  expect(readAfter(15 * minute, wrong, look('good'))).toBe(null)
})

it('tells of trouble for a day', () => {
  expect(readAfter(day - 1, snapshotOf(), look('bad'))).toEqual(look('bad'))
  expect(readAfter(day, snapshotOf(), look('bad'))).toBe(null)
})

it('stays as it was while the row has not been read, and is new where there is no row to read', () => {
  keepLastIcon(folder, { ...look('soon'), from: now, until: now + day })
  expect(readAfter(0, snapshotOf({}, { condition: 'starting' }), look('busy'))).toEqual(look('soon'))
  expect(readAfter(0, snapshotOf({}, { condition: 'starting', isConnected: false }), look('off'))).toEqual(look('off'))
})

it.each([
  '',
  'null',
  '{"icon":"good"',
  '{"icon":"fine","tooltip":"","from":0,"until":9e15}',
  '{"icon":"good","tooltip":7,"from":0,"until":9e15}',
  `{"icon":"good","tooltip":"${'x'.repeat(301)}","from":0,"until":9e15}`,
  '{"icon":"good","tooltip":"","until":9e15}',
  '{"icon":"good","tooltip":"","from":0}',
])('does not believe the file %j', (text) => {
  writeFileSync(join(folder, 'icon.json'), text)
  expect(readLastIcon(folder, now)).toBe(null)
})

it('is no trouble where nothing can be written or read', () => {
  const file = join(folder, 'no-folder')
  writeFileSync(file, '')
  keepLastIcon(file, { ...look('good'), from: now, until: now + 1 })
  expect(readLastIcon(file, now)).toBe(null)
  expect(readFileSync(file, 'utf8')).toBe('')
})
