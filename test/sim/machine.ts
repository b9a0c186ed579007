import { GazelleError } from '../../src/core/gazelle/errors.ts'
import { GrantError } from '../../src/core/gazelle/grant-errors.ts'
import type { Jitter } from '../../src/core/keeper/backoff.ts'
import { emptyJournal, type JournalContent } from '../../src/core/keeper/journal.ts'
import { Keeper, type KeeperPorts } from '../../src/core/keeper/keeper.ts'
import { createLease } from '../../src/core/keeper/lease.ts'
import type { Store } from '../../src/core/keeper/ports.ts'
import type { Credential } from '../../src/core/token/credential.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { jsonTextOf, jsonValueOf } from '../../src/core/token/json-text.ts'
import { lifeMilliseconds } from './model-gazelle.ts'
import { accessTokenOf, type ModelRow } from './model-row.ts'
import { day, gazelleTrouble, grantTrouble, hour, minute, storeDown, type World } from './world.ts'

/** A computer with a keeper on it: it sleeps, crashes, and has a clock of its own. */
export interface Machine {
  isSignedIn: boolean
  readonly asksHuman: boolean
  /** Whether a token is in its journal, on disk or in memory. */
  holds(access: string): boolean
  /** From here on it is awake, and checks whenever there is something to do. */
  wakeUp(): void
  /** A person wants this of the keeper, or gives it this token. Nothing happens while no keeper runs. */
  check(wish: Parameters<Keeper['check']>[0]): void
  offer(credential: Credential): void
  /** Somebody decides on another company's token, where one waits or was put in the row. */
  decide(isWanted: boolean): void
  /** The same of somebody who signs in to Gazelle in the keeper's own window: while it does not run there is none. */
  signIn(credential: Credential): void
}

type Swapped = Awaited<ReturnType<Store['swap']>>
type Fault = 'none' | 'before' | 'after' | 'crash-before' | 'crash-after'

export function startMachine(world: World, name: string): Machine {
  const { timeline, gazelle, scenario } = world
  let clockOffset = drawClockOffset(world)
  /** Supabase's clock minus this computer's, as its latest answer told it. */
  let toldOffset: number | null = null
  /** When it gave the latest, and when that was heard. */
  let answer: { given: number; heard: number } | null = null
  let toldAt = 0
  let toldInTruth = 0
  let durable: JournalContent = emptyJournal
  let life = 0
  let keeper: Keeper
  let isAwake = false
  let isRunning = true
  /** How often a person wants a new token although the old one lives, and has no answer yet. */
  let forcedUnderWay = 0
  /** How much of what a person asked for is under way. */
  let underWay = 0
  /** How many tokens that a person brings wait for their turn: the web session may be another one since. */
  let offering = 0
  /** Lets go of what a person wants put back, once that is over. */
  const putBacks = new Set<() => void>()
  /** Tokens whose answer has arrived, and after which nothing has crossed yet. */
  let justIssued: string[] = []
  /** Tokens that a person has offered, and that the journal has not been given yet. */
  const justOffered = new Set<string>()
  let journalsUnderWay = 0
  /** The tokens that Gazelle has accepted from this machine, by fingerprint. */
  const accepted = new Set<string>()
  /** Those of them whose answer the keeper has heard since its start: whose these are it knows. */
  const heard = new Set<string>()
  /** Those that it has found in the row. */
  const seen = new Set<string>()
  let readAt = 0
  let givenAt = 0
  let refusedAt = 0
  /** The token of Gazelle's page, and the company of whoever is signed in there. */
  let sessionToken: string | null = null
  let sessionCompany = 0

  const machine = {
    isSignedIn: scenario.hasWebSession,
    get asksHuman() {
      return keeper.state.value.asksHuman
    },
    holds: (access: string) =>
      durable.fallbacks.some(({ accessToken }) => accessToken === access) ||
      durable.held.some(({ credential }) => credential.accessToken === access),
    wakeUp() {
      isAwake = true
      clockOffset = 0
      run(life)
    },
    check(wish: Parameters<Keeper['check']>[0]) {
      if (!isRunning) return
      const mine = life
      world.note(`${name} person ${JSON.stringify(wish)}`)
      const forced = wish?.forced === true ? 1 : 0
      forcedUnderWay += forced
      underWay++
      void keeper.check(wish).then(() => {
        if (mine !== life) return
        forcedUnderWay -= forced
        underWay--
      })
    },
    offer(credential: Credential) {
      if (!isRunning) return
      world.note(`${name} person offers ${credential.accessToken.slice(0, 11)} from ${credential.source}`)
      justOffered.add(credential.accessToken)
      const mine = life
      underWay++
      offering++
      void keeper.offer(credential).then(() => {
        if (mine !== life) return
        underWay--
        offering--
      })
    },
    decide(isWanted: boolean) {
      if (!isRunning) return
      const { account, unconfirmed, takenFrom } = keeper.state.value
      const taken = account !== null && takenFrom !== null ? { account, takenFrom: takenFrom.account } : null
      if (unconfirmed === null && taken === null) return
      world.note(`${name} person ${isWanted ? 'wants' : 'does not want'} another company’s`)
      const mine = life
      if (unconfirmed !== null) world.decide(unconfirmed.fingerprint, isWanted)
      const over =
        unconfirmed === null && !isWanted ? world.putBack(Number(taken?.takenFrom.companyId)) : () => undefined
      putBacks.add(over)
      // A person who decides asks for another token than the row's.
      world.grants.watchChange()
      underWay++
      let decided: Promise<unknown> = Promise.resolve()
      if (unconfirmed !== null) decided = keeper.decide(unconfirmed.fingerprint, isWanted)
      else if (taken !== null) decided = keeper.decideOnRow(taken, isWanted)
      void decided.then(() => {
        if (mine !== life) return
        underWay--
        if (putBacks.delete(over)) over()
      })
    },
    signIn(credential: Credential) {
      if (!isRunning) return
      machine.isSignedIn = scenario.hasWebSession
      const company = gazelle.companyOf(credential.accessToken) ?? 0
      if (company !== sessionCompany) sessionToken = null
      sessionCompany = company
      machine.offer(credential)
    },
  }

  /** Somebody sets the clock, right or wrong, while nothing is under way. */
  function setClock(): void {
    clockOffset = drawClockOffset(world)
    world.note(`${name} clock ${Math.round(clockOffset / minute)} minutes ahead`)
  }

  function drawFault(): Fault {
    if (!world.hasFaults || !world.chance(scenario.faultRate)) return 'none'
    const kinds: Fault[] = ['before', 'before', 'after', 'after', 'crash-before', 'crash-after']
    return kinds[Math.floor(world.random() * kinds.length)] ?? 'none'
  }

  function delay(): number {
    // Mostly a network's; sometimes the lid is closed in the middle.
    if (world.hasFaults && world.chance(0.01)) return world.between(minute, 3 * day)
    return world.between(5, 400)
  }

  /**
   * One crossing out of the process. `perform` happens on the other side, or not, and the answer comes back, or not;
   * a process that has crashed meanwhile hears of nothing.
   */
  function cross<T>(what: string, perform: () => T, failure: (processed: boolean) => Error): Promise<T> {
    const mine = life
    return new Promise((resolve, reject) => {
      timeline.after(delay(), () => {
        if (mine !== life) return
        const fault = drawFault()
        world.note(`${name} ${what} ${fault === 'none' ? '' : fault}`)
        if (fault === 'crash-before') return crash()
        // What comes first after an answer must be writing it down; whatever comes first, it is ours from here on.
        // But where the disk is full nothing more could be done.
        const isExcused = fault === 'before' && what.startsWith('journal')
        for (const access of justIssued.splice(0)) if (!isExcused) world.issuedToKeepers.add(access)
        if (journalsUnderWay === 0) wereIssued([...justOffered])
        if (fault === 'before') return reject(failure(false))
        let answer: T
        try {
          answer = perform()
        } catch (error) {
          return reject(error)
        }
        if (fault === 'crash-after') return crash()
        timeline.after(delay(), () => {
          if (mine !== life) return
          if (fault === 'after') reject(failure(true))
          else resolve(answer)
        })
      })
    })
  }

  /** Supabase's answers tell its time, unless they were long on their way. */
  async function tellingTime<T>(ask: () => Promise<T>): Promise<T> {
    const sent = timeline.now
    const answered = await ask()
    toldOffset = timeline.now - sent > 15_000 ? null : -clockOffset
    toldAt = timeline.now + clockOffset
    toldInTruth = timeline.now
    answer = { given: givenAt, heard: timeline.now }
    return answered
  }

  function storeOf(what: string, row: ModelRow, watch: (before: string | null, after: string | null) => void): Store {
    return {
      read: async () => {
        const found = await tellingTime(() =>
          cross(
            `read ${what}`,
            () => {
              readAt = timeline.now
              givenAt = timeline.now
              return row.row
            },
            storeDown,
          ),
        )
        see(found)
        return found
      },
      // As the real store does it: what it gives was read back, and may be somebody else's by then.
      swap: async (expected, value, _signal, withinMilliseconds) => {
        // The database judges by its own clock, of which the keeper has to know something.
        const isTimed = withinMilliseconds !== undefined && answer !== null
        const behind = toldOffset !== null || answer === null ? 0 : answer.heard - answer.given
        const notAfter = isTimed ? timeline.now - behind + withinMilliseconds : Number.POSITIVE_INFINITY
        const swapped = await tellingTime(() =>
          cross(
            `swap ${what} to ${jsonTextOf(value).slice(0, 40)}`,
            () => {
              givenAt = timeline.now
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
        see(readBack)
        return { won: true, row: readBack ?? swapped.row }
      },
    }
  }

  function see(row: ModelRow['row']): void {
    const access = accessTokenOf(row)
    if (access !== null) seen.add(access)
  }

  function portsOf(): KeeperPorts {
    const clock = { now: () => timeline.now + clockOffset, steady: () => timeline.now }
    const told = <T>(what: () => T) => (toldOffset === null ? null : what())
    const serverClock = {
      offsetMilliseconds: () => toldOffset,
      toldAt: () => told(() => toldAt),
      toldAgo: () => told(() => timeline.now - toldInTruth),
    }
    return {
      clock,
      serverClock,
      jitter: seededFullJitter(world.random),
      pause: (milliseconds) => {
        const mine = life
        return new Promise((resolve) => timeline.after(milliseconds, () => mine === life && resolve()))
      },
      store: storeOf('token', world.tokenRow, (before, after) => world.watchWrite(before, after)),
      lease: createLease({
        store: storeOf('lease', world.leaseRow, () => {}),
        serverClock,
        clock,
        holder: `${name}-${life}`,
        // As one computer knows of its own processes.
        isGone: async (holder) => holder.startsWith(`${name}-`) && holder !== `${name}-${life}`,
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
              accepted.add(fingerprint(accessToken))
              return {
                headerKind: 'bearer' as const,
                gazelleTime: Math.floor(timeline.now / 1000),
                account: world.accountOf(accessToken),
              }
            },
            () => gazelleTrouble(world.random),
          )
          // One that was long on its way is not believed.
          if (timeline.now - sent < minute) heard.add(fingerprint(accessToken))
          return { ...answer, tookMilliseconds: timeline.now - sent }
        },
      },
      grants: scenario.hasOAuth ? { refresh: (refreshToken) => refresh(refreshToken) } : null,
      webSession: scenario.hasWebSession
        ? { renew: () => cross('web session', () => openWebSession(), unreachable).catch(() => 'unreachable' as const) }
        : null,
      journal: {
        read: async () => durable,
        write: (content) => {
          const mine = life
          const offered = content.held.map(({ credential }) => credential.accessToken)
          journalsUnderWay++
          return cross(
            `journal ${offered.length} held, ${content.spending === null ? 'nothing' : 'one'} spending`,
            () => {
              durable = content
              wereIssued(offered)
            },
            () => {
              for (const access of offered) justOffered.delete(access)
              return new Error('disk full')
            },
          ).finally(() => {
            if (mine === life) journalsUnderWay--
          })
        },
      },
    }
  }

  /** Nothing may lose these from now on, of those that a person has offered. */
  function wereIssued(all: string[]): void {
    for (const access of all) if (justOffered.delete(access)) world.issuedToKeepers.add(access)
  }

  async function refresh(refreshToken: string): Promise<Credential> {
    world.watchSpend(refreshToken, name, seen)
    const pair = await cross(
      `refresh ${refreshToken.slice(0, 12)}`,
      () => {
        if (world.areGrantsBroken) throw grantTrouble(world.chance(0.5) ? 'intercepted' : 'answer-lost')
        const issued = gazelle.refresh(refreshToken)
        if (issued === null) {
          refusedAt = timeline.now
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
    if (forcedUnderWay > 0) world.grants.watchChange()
    else world.grants.watchIssued(name)
    justIssued.push(pair.access)
    return {
      accessToken: pair.access,
      headerKind: 'bearer',
      refreshToken: pair.refresh,
      issuedAt: Math.floor(pair.issuedAt / 1000),
      lifeSeconds: world.is('short-lived') ? Math.round(world.random()) : lifeMilliseconds / 1000,
      source: 'oauth',
    }
  }

  function openWebSession(): Credential | 'signed-out' {
    if (!machine.isSignedIn) return 'signed-out'
    if (sessionToken === null || !gazelle.isAlive(sessionToken))
      sessionToken = gazelle.issue(undefined, null, sessionCompany).access
    gazelle.use(sessionToken)
    return {
      accessToken: sessionToken,
      headerKind: 'bearer',
      refreshToken: null,
      issuedAt: null,
      lifeSeconds: null,
      source: 'web-session',
    }
  }

  function crash(): void {
    // Whether it was issued a token nobody knows.
    world.grants.watchChange()
    if (justIssued.length > 0 && forcedUnderWay === 0) world.grants.watchLost(name)
    life++
    isRunning = false
    forcedUnderWay = 0
    underWay = 0
    offering = 0
    for (const over of putBacks) over()
    putBacks.clear()
    journalsUnderWay = 0
    justIssued = []
    justOffered.clear()
    heard.clear()
    if (world.chance(0.3)) setClock()
    toldOffset = null
    answer = null
    const mine = life
    timeline.after(world.between(minute, 2 * day), () => start(mine))
  }

  function start(mine: number): void {
    if (mine !== life) return
    keeper = new Keeper(portsOf())
    isRunning = true
    watchAsking()
    run(mine)
  }

  function run(mine: number): void {
    if (mine !== life) return
    if (world.hasFaults && underWay === 0 && world.chance(0.01)) setClock()
    void keeper.check({ asked: world.chance(0.1), refreshed: world.chance(0.2) }).then(() => {
      if (mine !== life) return
      const rest = keeper.state.value.restsUntil - keeper.clock.now()
      const pause =
        isAwake || world.chance(0.4) ? Math.min(Math.max(rest, 1000), 15 * minute) : world.between(0, 5 * day)
      timeline.after(pause, () => run(mine))
    })
  }

  /** A human is asked only when no automatic way is left, as far as this keeper could know. */
  function watchAsking(): void {
    let wasAsking = false
    keeper.state.subscribe(({ asksHuman, works, token, problem }) => {
      if (problem?.at === 'keeper' && problem.what === 'EndlessRound') {
        world.violations.push(`${name} went round in circles`)
      }
      if (works === true && token !== null && !accepted.has(token.fingerprint)) {
        world.violations.push(`${name} says that a token works of which Gazelle has said nothing`)
      }
      // What the web session has lately brought was rejected, although it lived: of a better one the keeper knows nothing.
      const isMisled = sessionToken !== null && world.wasWronged(sessionToken, timeline.now - day)
      // Whoever is signed in to another company's account is of no use for the row; and whose the row's token is, a keeper
      // knows only where Gazelle has told it, in this life or before the journal was last written.
      const inRow = world.tokenRow.accessToken ?? ''
      const mark = fingerprint(inRow)
      const isRowKnown = !world.isPastedOver && (heard.has(mark) || durable.ownership?.of === mark)
      const isOfRow = !scenario.hasOtherCompany || (isRowKnown && sessionCompany === gazelle.companyOf(inRow))
      const isSessionKnown = machine.isSignedIn && forcedUnderWay + offering === 0 && !isMisled && isOfRow
      if (asksHuman && !wasAsking && !world.hasFaults && isSessionKnown) {
        world.violations.push(`${name} asked a human although somebody is signed in to Gazelle`)
      }
      if (asksHuman && !wasAsking && refusedAt > readAt) {
        world.violations.push(`${name} believed that a refresh token was spent without reading the row again`)
      }
      wasAsking = asksHuman
    })
  }

  keeper = new Keeper(portsOf())
  watchAsking()
  timeline.after(world.between(0, day), () => run(life))
  return machine
}

/** Mostly right; sometimes hours off, sometimes weeks. */
function drawClockOffset(world: World): number {
  if (!world.chance(0.3)) return 0
  return world.chance(0.7) ? world.between(-6 * hour, 6 * hour) : world.between(-40 * day, 40 * day)
}

/** The library's full jitter, with random numbers that a seed brings back. */
function seededFullJitter(random: () => number): Jitter {
  return (failures = 0, { initialDelay, maxDelay }) => [
    Math.floor(random() * Math.min(maxDelay, initialDelay * 2 ** failures)),
    failures + 1,
  ]
}

function unreachable(): Error {
  return new Error('Gazelle’s page does not load.')
}
