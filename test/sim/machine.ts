import { emptyJournal } from '../../src/core/keeper/journal.ts'
import { Keeper } from '../../src/core/keeper/keeper.ts'
import type { Credential } from '../../src/core/token/credential.ts'
import { crossingOf } from './crossing.ts'
import { FreshTokens } from './fresh-tokens.ts'
import { MachineClock } from './machine-clock.ts'
import { isJournalInRow, writtenDown } from './machine-journal.ts'
import { portsOf } from './machine-ports.ts'
import type { KeeperSide, Told } from './machine-side.ts'
import { PageSession } from './page-session.ts'
import { watchAsking } from './watch-asking.ts'
import { watchPromise } from './watch-promise.ts'
import { day, minute, type World } from './world.ts'

/** A computer with a keeper on it: it sleeps, crashes, and has a clock of its own. */
export interface Machine {
  /** Nobody is signed in to Gazelle there any more; it knows that if the session is forgotten on the computer itself. */
  signOut(isForgotten: boolean): void
  readonly asksHuman: boolean
  /** Its lid was closed in the middle of something, and still is. */
  readonly isAsleep: boolean
  /** When the latest check that is over began, in milliseconds by the true clock; 0 where none is. */
  readonly checkedSince: number
  /** Whether a token is in its journal, on disk or in memory. */
  holds(access: string): boolean
  /** Keeps it awake from now on; it checks whenever something is due. */
  wakeUp(): void
  /** A person asks the keeper for a check, or offers it a token. Nothing happens while no keeper runs. */
  check(request: Parameters<Keeper['check']>[0]): void
  offer(credential: Credential): void
  /** A person decides on another company's token that waits, or that was put in the row. */
  decide(isWanted: boolean): void
  /** A person signs in to Gazelle in the keeper's own window, which does not exist while the keeper does not run. */
  signIn(credential: Credential): void
}

export function startMachine(world: World, name: string): Machine {
  const { timeline } = world
  const clock = new MachineClock(world, name)
  const session = new PageSession(world)
  const fresh = new FreshTokens(world)
  const told: Told = {
    journal: emptyJournal,
    accepted: new Set(),
    heard: new Set(),
    isRefreshTokenInRow: false,
    seen: new Set(),
    inRow: '',
    readAt: 0,
    refusedAt: 0,
  }
  const requests = { underWay: 0, forced: 0, offering: 0 }
  let life = 0
  let keeper: Keeper
  let isAwake = false
  let checkedSince = 0
  let isRunning = true
  /** Functions that end a person's request to have a token put back. */
  const putBacks = new Set<() => void>()
  const process = {
    name,
    get life() {
      return life
    },
    sleepsUntil: 0,
    crash,
    watchCrossing(what: string, isRefused: boolean) {
      const isOfJournal = what.startsWith('journal')
      // A journal in the row says itself what it has taken.
      if (!isOfJournal || !isJournalInRow(world, name)) fresh.watchCrossing(isRefused && isOfJournal)
    },
  }
  const side: KeeperSide = {
    name,
    get life() {
      return life
    },
    cross: crossingOf(world, process),
    clock,
    session,
    fresh,
    told,
    requests,
    get holdsIssued() {
      return keeper.unsaved?.isIssued === true
    },
  }

  const machine: Machine = {
    signOut(isForgotten) {
      if (isForgotten) session.forget()
      else session.isSignedIn = false
    },
    get asksHuman() {
      return keeper.state.value.asksHuman
    },
    get isAsleep() {
      return timeline.now < process.sleepsUntil
    },
    get checkedSince() {
      return checkedSince
    },
    holds: (access) =>
      writtenDown(world, side).some(
        ({ fallbacks, held }) =>
          fallbacks.some(({ accessToken }) => accessToken === access) ||
          held.some(({ credential }) => credential.accessToken === access),
      ),
    wakeUp() {
      isAwake = true
      clock.setRight()
      run(life)
    },
    check(request) {
      if (!isRunning) return
      const mine = life
      world.note(`${name} person ${JSON.stringify(request)}`)
      const forced = request?.forced === true ? 1 : 0
      requests.forced += forced
      requests.underWay++
      void keeper.check(request).then(() => {
        if (mine !== life) return
        requests.forced -= forced
        requests.underWay--
      })
    },
    offer(credential) {
      if (!isRunning) return
      world.note(`${name} person offers ${credential.accessToken.slice(0, 11)} from ${credential.source}`)
      fresh.addOffered(credential.accessToken)
      const mine = life
      requests.underWay++
      requests.offering++
      void keeper.offer(credential).then(() => {
        if (mine !== life) return
        requests.underWay--
        requests.offering--
      })
    },
    decide(isWanted) {
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
      // A person's decision is a need of another token than the row's.
      world.grants.watchChange()
      requests.underWay++
      let decided: Promise<unknown> = Promise.resolve()
      if (unconfirmed !== null) decided = keeper.decide(unconfirmed.fingerprint, isWanted)
      else if (taken !== null) decided = keeper.decideOnRow(taken, isWanted)
      void decided.then(() => {
        if (mine !== life) return
        requests.underWay--
        if (putBacks.delete(over)) over()
      })
    },
    signIn(credential) {
      if (!isRunning) return
      session.signIn(credential)
      machine.offer(credential)
    },
  }

  function crash(): void {
    // Nobody knows whether the keeper was issued a token.
    world.grants.watchChange()
    if (fresh.hasIssued && requests.forced === 0) world.grants.watchLost(name)
    life++
    keeper.close()
    isRunning = false
    process.sleepsUntil = 0
    if (requests.offering > 0) session.isMissed = true
    Object.assign(requests, { underWay: 0, forced: 0, offering: 0 })
    for (const over of putBacks) over()
    putBacks.clear()
    fresh.forget()
    told.heard.clear()
    if (world.chance(0.3)) clock.set()
    clock.forgetTold()
    const mine = life
    timeline.after(world.between(minute, 2 * day), () => start(mine))
  }

  function start(mine: number): void {
    if (mine !== life) return
    keeper = openKeeper()
    isRunning = true
    run(mine)
  }

  function run(mine: number): void {
    if (mine !== life) return
    if (world.hasFaults && requests.underWay === 0 && world.chance(0.01)) clock.set()
    const began = timeline.now
    void keeper.check({ asked: world.chance(0.1), refreshed: world.chance(0.2) }).then(() => {
      if (mine !== life) return
      checkedSince = began
      const rest = keeper.state.value.restsUntil - keeper.clock.now()
      const pause =
        isAwake || world.chance(0.4) ? Math.min(Math.max(rest, 1000), 15 * minute) : world.between(0, 5 * day)
      // From cron there is neither a window nor anybody who looks at it.
      const { hasPoorComputers, hasWebSession, hasPeople } = world.scenario
      const isByCron = hasPoorComputers === true && !hasWebSession && !hasPeople && !isAwake
      timeline.after(isByCron ? pause + untilQuarter(pause) : pause, () => (isByCron ? runByCron(mine) : run(mine)))
    })
  }

  /** From cron all computers check at the same moment, and each check is a process of its own, unless one has to stay. */
  function runByCron(mine: number): void {
    if (mine !== life) return
    const isOver = requests.underWay === 0 && keeper.state.value.held === null
    if (!isOver) {
      run(mine)
      return
    }
    life++
    keeper.close()
    told.heard.clear()
    clock.forgetTold()
    start(life)
  }

  const untilQuarter = (pause: number) => 15 * minute - ((timeline.now + pause) % (15 * minute))

  function openKeeper(): Keeper {
    const opened = new Keeper(portsOf(world, side))
    watchAsking(world, side, opened)
    watchPromise(world, side, opened)
    return opened
  }

  keeper = openKeeper()
  timeline.after(world.between(0, day), () => run(life))
  return machine
}
