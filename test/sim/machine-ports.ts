import { GazelleError } from '../../src/core/gazelle/errors.ts'
import { GrantError } from '../../src/core/gazelle/grant-errors.ts'
import type { Jitter } from '../../src/core/keeper/backoff.ts'
import type { JournalContent } from '../../src/core/keeper/journal.ts'
import type { KeeperPorts } from '../../src/core/keeper/keeper.ts'
import { createLease } from '../../src/core/keeper/lease.ts'
import type { Store } from '../../src/core/keeper/ports.ts'
import type { Credential } from '../../src/core/token/credential.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { jsonTextOf, jsonValueOf } from '../../src/core/token/json-text.ts'
import type { Cross } from './crossing.ts'
import type { FreshTokens } from './fresh-tokens.ts'
import type { MachineClock } from './machine-clock.ts'
import { lifeMilliseconds } from './model-gazelle.ts'
import { accessTokenOf, type ModelRow, refreshTokenOf } from './model-row.ts'
import type { PageSession } from './page-session.ts'
import { gazelleTrouble, grantTrouble, storeDown } from './troubles.ts'
import { minute, type World } from './world.ts'

/** A machine's information so far, on which its keeper's knowledge depends. */
export interface Told {
  /** The keeper's journal on the disk. */
  journal: JournalContent
  /** The tokens that Gazelle has accepted from this machine, by fingerprint. */
  readonly accepted: Set<string>
  /**
   * Those of them whose answer has reached the keeper since its start and since the journal was last written: it knows their
   * account, and remembers it as far as the journal does.
   */
  readonly heard: Set<string>
  /** Whether the row had a refresh token when the keeper last read it. */
  isRefreshTokenInRow: boolean
  /** The access tokens that it has found in the row. */
  readonly seen: Set<string>
  /** The access token of the row as it read it last: another keeper may have changed it since. */
  inRow: string
  readAt: number
  refusedAt: number
}

/** The number of a person's requests to a keeper that are under way. */
export interface Requests {
  /** Requests of all kinds. */
  underWay: number
  /** Requests for a new token although the old one is valid. */
  forced: number
  /** Tokens that a person brings and that wait for their turn: the web session may have changed since. */
  offering: number
}

/** A computer as the keeper's ports reach it. */
export interface KeeperSide {
  readonly name: string
  /** As in `Crosser`. */
  readonly life: number
  readonly cross: Cross
  readonly clock: MachineClock
  readonly session: PageSession
  readonly fresh: FreshTokens
  readonly told: Told
  readonly requests: Requests
}

type Swapped = Awaited<ReturnType<Store['swap']>>

/** The ports of a keeper that starts on this computer now. */
export function portsOf(world: World, side: KeeperSide): KeeperPorts {
  const { timeline, scenario } = world
  const { name, life, cross, session, fresh, told } = side
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
    store: storeOf(world, side, 'token', world.tokenRow, (before, after) => world.watchWrite(before, after)),
    lease: createLease({
      store: storeOf(world, side, 'lease', world.leaseRow, () => {}),
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
    journal: {
      read: async () => told.journal,
      write: (content) => {
        const mine = side.life
        const offered = content.held.map(({ credential }) => credential.accessToken)
        const heardBefore = [...told.heard]
        fresh.beginWriting()
        return cross(
          `journal ${offered.length} held, ${content.spending === null ? 'nothing' : 'one'} spending`,
          () => {
            told.journal = content
            for (const mark of heardBefore) told.heard.delete(mark)
            fresh.wereWritten(offered)
          },
          () => {
            fresh.couldNotBeWritten(offered)
            return new Error('disk full')
          },
        ).finally(() => {
          if (mine === side.life) fresh.endWriting()
        })
      },
    },
  }
}

function storeOf(
  world: World,
  { cross, clock, told }: KeeperSide,
  what: string,
  row: ModelRow,
  watch: (before: string | null, after: string | null) => void,
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
            const before = row.accessToken
            const written: Swapped = timeline.now > notAfter ? { won: false } : row.swap(expected, jsonValueOf(value))
            if (written.won) watch(before, row.accessToken)
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

async function refresh(
  world: World,
  { name, cross, fresh, told, requests }: KeeperSide,
  refreshToken: string,
): Promise<Credential> {
  const { timeline, gazelle } = world
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
