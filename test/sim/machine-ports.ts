import { GazelleError } from '../../src/core/gazelle/errors.ts'
import { GrantError } from '../../src/core/gazelle/grant-errors.ts'
import type { Jitter } from '../../src/core/keeper/backoff.ts'
import type { KeeperPorts } from '../../src/core/keeper/keeper.ts'
import { createLease } from '../../src/core/keeper/lease.ts'
import type { Credential } from '../../src/core/token/credential.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { journalOf, writtenDown } from './machine-journal.ts'
import type { KeeperSide } from './machine-side.ts'
import { leaseStoreOf, tokenStoreOf } from './machine-store.ts'
import { lifeMilliseconds } from './model-gazelle.ts'
import { refreshTokenOf } from './model-row.ts'
import { gazelleTrouble, grantTrouble } from './troubles.ts'
import { minute, type World } from './world.ts'

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
    store: tokenStoreOf(world, side),
    lease: createLease({
      store: leaseStoreOf(world, side),
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

async function refresh(world: World, side: KeeperSide, refreshToken: string): Promise<Credential> {
  const { name, cross, fresh, told, requests } = side
  const { timeline, gazelle } = world
  watchNote(world, side, refreshToken)
  watchClosed(world, side, refreshToken)
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

/** Checks that no refresh token is spent that a keeper could know to have no successor in the row: a lease ends sooner than that. */
function watchClosed({ closedSince, timeline, violations }: World, { name }: KeeperSide, refreshToken: string): void {
  if (closedSince === null || timeline.now - closedSince < 5 * minute) return
  violations.push(`${name} spent ${refreshToken.slice(0, 12)} although the row took no token`)
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
