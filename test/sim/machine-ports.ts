import { GazelleError } from '../../src/core/gazelle/errors.ts'
import { GrantError } from '../../src/core/gazelle/grant-errors.ts'
import type { Jitter } from '../../src/core/keeper/backoff.ts'
import type { KeeperPorts } from '../../src/core/keeper/keeper.ts'
import { createLease } from '../../src/core/keeper/lease.ts'
import type { Store } from '../../src/core/keeper/ports.ts'
import type { Credential } from '../../src/core/token/credential.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { jsonTextOf, jsonValueOf } from '../../src/core/token/json-text.ts'
import { journalOf, writtenDown } from './machine-journal.ts'
import type { KeeperSide } from './machine-side.ts'
import { lifeMilliseconds } from './model-gazelle.ts'
import { accessTokenOf, type ModelRow, refreshTokenOf } from './model-row.ts'
import { gazelleTrouble, grantTrouble, storeDown } from './troubles.ts'
import { watchLease } from './watch-lease.ts'
import { minute, type World } from './world.ts'

type Swapped = Awaited<ReturnType<Store['swap']>>

/** The ports of a keeper that starts on this computer now. */
export function portsOf(world: World, side: KeeperSide): KeeperPorts {
  const { timeline, scenario } = world
  const { name, life, cross, session, told } = side
  const { clock, serverClock } = side.clock
  return {
    clock,
    serverClock,
    jitter: seededFullJitter(world.random),
    pause: (milliseconds) => {
      const mine = side.life
      return new Promise((resolve) => timeline.after(milliseconds, () => mine === side.life && resolve()))
    },
    // The app asks more often than every other host.
    ...(scenario.seed % 4 === 0 && { askAgainMilliseconds: () => 12 * minute }),
    store: storeOf(world, side, 'token', world.tokenRow, (before, after) =>
      world.watchWrite(accessTokenOf(before), accessTokenOf(after)),
    ),
    lease: createLease({
      store: storeOf(world, side, 'lease', world.leaseRow, (before) => watchLease(world, side, before)),
      serverClock,
      clock,
      holder: `${name}-${life}`,
      // A computer knows which of its own processes have ended.
      isGone: async (holder) => holder.startsWith(`${name}-`) && holder !== `${name}-${side.life}`,
    }),
    gazelle: {
      probe: async ({ accessToken }) => {
        const sent = timeline.now
        const answer = await cross(
          `probe ${accessToken.slice(0, 11)}`,
          () => {
            const said = world.ask(accessToken)
            if (said !== 'accepted') throw new GazelleError(said, 'Not with this token.')
            world.watchAccepted(accessToken)
            told.accepted.add(fingerprint(accessToken))
            return {
              headerKind: 'bearer' as const,
              gazelleTime: Math.floor(timeline.now / 1000),
              account: world.accountOf(accessToken),
            }
          },
          () => gazelleTrouble(world.random),
        )
        // An answer that was long on its way is not believed.
        if (timeline.now - sent < minute) told.heard.add(fingerprint(accessToken))
        return { ...answer, tookMilliseconds: timeline.now - sent }
      },
    },
    grants: scenario.hasOAuth ? { refresh: (refreshToken) => refresh(world, side, refreshToken) } : null,
    webSession: scenario.hasWebSession
      ? {
          isPromising: session.isPromising,
          async renew() {
            const found = await cross('web session', () => session.open(), unreachable).catch(
              () => 'unreachable' as const,
            )
            session.hear(found)
            return found
          },
        }
      : null,
    journal: journalOf(world, side),
  }
}

function storeOf(
  world: World,
  { cross, clock, told }: KeeperSide,
  what: string,
  row: ModelRow,
  watch: (before: ModelRow['row'], after: ModelRow['row']) => void,
): Store {
  const { timeline } = world
  const see = (found: ModelRow['row']): void => {
    const access = accessTokenOf(found)
    if (what === 'token') told.inRow = access ?? ''
    if (access !== null) told.seen.add(access)
  }
  const know = (found: ModelRow['row']): void => {
    see(found)
    if (what === 'token') told.isRefreshTokenInRow = refreshTokenOf(found) !== null
  }
  return {
    read: async () => {
      const found = await clock.tellingTime(() =>
        cross(
          `read ${what}`,
          () => {
            told.readAt = timeline.now
            clock.supabaseAnswers()
            return row.row
          },
          storeDown,
        ),
      )
      know(found)
      return found
    },
    // Like the real store's: its result was read back, and may be another writer's by then.
    swap: async (expected, value, _signal, withinMilliseconds) => {
      const notAfter = clock.latestWrite(withinMilliseconds)
      const swapped = await clock.tellingTime(() =>
        cross(
          `swap ${what} to ${jsonTextOf(value).slice(0, 40)}`,
          () => {
            clock.supabaseAnswers()
            const before = row.row
            const written: Swapped = timeline.now > notAfter ? { won: false } : row.swap(expected, jsonValueOf(value))
            if (written.won) watch(before, row.row)
            return written
          },
          storeDown,
        ),
      )
      if (!swapped.won || what === 'lease') return swapped
      const readBack = await cross(`read ${what} back`, () => row.row, storeDown).catch(() => null)
      see(swapped.row)
      know(readBack ?? swapped.row)
      return { won: true, row: readBack ?? swapped.row }
    },
  }
}

async function refresh(world: World, side: KeeperSide, refreshToken: string): Promise<Credential> {
  const { name, cross, fresh, told, requests } = side
  const { timeline, gazelle } = world
  watchNote(world, side, refreshToken)
  world.watchSpend(refreshToken, name, told.seen)
  const pair = await cross(
    `refresh ${refreshToken.slice(0, 12)}`,
    () => {
      if (world.areGrantsBroken) throw grantTrouble(world.chance(0.5) ? 'intercepted' : 'answer-lost')
      const issued = gazelle.refresh(refreshToken)
      if (issued === null) {
        told.refusedAt = timeline.now
        throw new GrantError('invalid-grant', 'Spent.')
      }
      return issued
    },
    (processed) => {
      if (processed) world.grants.watchChange()
      return grantTrouble(processed ? 'answer-lost' : world.chance(0.2) ? 'rate-limited' : 'not-sent')
    },
  ).finally(() => world.watchAnswer(refreshToken))
  world.watchIssued(refreshToken, pair)
  if (requests.forced > 0) world.grants.watchChange()
  else world.grants.watchIssued(name)
  fresh.addIssued(pair.access)
  return {
    accessToken: pair.access,
    headerKind: 'bearer',
    refreshToken: pair.refresh,
    issuedAt: Math.floor(pair.issuedAt / 1000),
    lifeSeconds: world.is('short-lived') ? Math.round(world.random()) : lifeMilliseconds / 1000,
    source: 'oauth',
  }
}

/** Checks that a refresh token is spent only with a note of it in the journal, unless the row has got another meanwhile. */
function watchNote(world: World, side: KeeperSide, refreshToken: string): void {
  const isNoted = writtenDown(world, side).some(({ spending }) => spending?.refreshToken === refreshToken)
  if (isNoted || refreshTokenOf(world.tokenRow.row) !== refreshToken) return
  world.violations.push(`${side.name} spent ${refreshToken.slice(0, 12)} without a note in the journal`)
}

/** The library's full jitter, with random numbers from the seed. */
function seededFullJitter(random: () => number): Jitter {
  return (failures = 0, { initialDelay, maxDelay }) => [
    Math.floor(random() * Math.min(maxDelay, initialDelay * 2 ** failures)),
    failures + 1,
  ]
}

function unreachable(): Error {
  return new Error('Gazelle’s page does not load.')
}
