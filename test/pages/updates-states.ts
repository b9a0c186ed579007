import type { UpdatesSetup } from '../../src/shared/updates.ts'
import { now } from './past.ts'

const day = 24 * 60 * 60_000

/** A copy that knows no feed, as in development. */
export const noUpdates: UpdatesSetup = {
  isOffered: false,
  lookedAt: null,
  activity: 'idle',
  found: null,
  fetched: 0,
  isReady: false,
  command: null,
  fault: null,
  said: null,
}

const unlooked: UpdatesSetup = { ...noUpdates, isOffered: true }

const found: NonNullable<UpdatesSetup['found']> = {
  version: '0.2.0',
  released: now - 3 * day,
  news: [
    ['Added', ['The app looks for updates, and installs them when you say so.']],
    ['Fixed', ['A renewal that met a full disk was told twice.']],
  ],
  way: 'replace',
  size: 104_500_000,
}
const seen: UpdatesSetup = { ...unlooked, lookedAt: now - 60 * 60_000 }

/** Every state of the updates, by its name. */
export const updatesStates: Readonly<Record<string, UpdatesSetup>> = {
  'not-offered': noUpdates,
  unlooked,
  looking: { ...unlooked, activity: 'looking' },
  current: seen,
  found: { ...seen, found },
  'found-by-hand': { ...seen, found: { ...found, way: 'by-hand', size: null } },
  fetching: { ...seen, found, activity: 'fetching', fetched: 41_800_000 },
  ready: { ...seen, found, fetched: 104_500_000, isReady: true },
  'ready-command': {
    ...seen,
    found: { ...found, way: 'command' },
    fetched: 104_500_000,
    isReady: true,
    command: "sudo apt install '/home/anne/.cache/gazelle-keeper/updates/gazelle-keeper-app_0.2.0_amd64.deb'",
  },
  waiting: { ...seen, found: { ...found, way: 'package' }, fetched: 104_500_000, isReady: true, activity: 'waiting' },
  installing: { ...seen, found, fetched: 104_500_000, isReady: true, activity: 'installing' },
  unsigned: { ...seen, fault: 'unsigned' },
  'disk-full': { ...seen, found, fault: 'disk-full' },
  'not-taken': {
    ...seen,
    found: { ...found, way: 'package' },
    fetched: 104_500_000,
    isReady: true,
    fault: 'not-taken',
    said: 'E: dpkg was interrupted, you must manually run ‘dpkg --configure -a’ to correct the problem.',
  },
  declined: { ...seen, found, fetched: 104_500_000, isReady: true, fault: 'declined' },
}
