import { net, powerMonitor } from 'electron'
import type { Observed } from '../../core/base/observed.ts'
import type { KeeperState } from '../../core/keeper/state.ts'

const second = 1000
const quarterHour = 15 * 60 * second
/** How often the network is looked for while it is down: a look at the system's own state, which costs nothing. */
const lookForNetworkMilliseconds = 5 * second

export interface Schedule {
  /** Carries a check out. `refreshed`: what stood in the way may be gone. */
  readonly check: (request: { refreshed: boolean }) => Promise<void>
  /** Of the keeper of the moment; its rest is what the checks wait for. */
  readonly state: Observed<KeeperState>
  /** Milliseconds by the clock that the keeper's rest is told by. */
  readonly now: () => number
}

/**
 * Checks now, when the computer wakes, is unlocked or comes online, and from then on when the keeper's rest is over, but
 * every quarter of an hour at least: no timer is ever set for longer, so that clocks that jump, sleep and the 32-bit limit
 * of timers cost a quarter of an hour at most.
 */
export function scheduleChecks({ check, state, now }: Schedule): void {
  let timer: NodeJS.Timeout | undefined
  let plannedFor: number | undefined
  const plan = () => {
    const { restsUntil } = state.value
    clearTimeout(timer)
    plannedFor = restsUntil
    // Random, so that the computers of one office do not all ask in the same second.
    const random = Math.random() * 0.1
    const delay = Math.min(Math.max(restsUntil - now(), second) * (1 + random), quarterHour * (1 - random))
    timer = setTimeout(() => checkAndPlan(false), delay)
  }
  const checkAndPlan = (refreshed: boolean) => void check({ refreshed }).then(plan)
  // A rest that trouble has cut short, or drawn out, is a new plan.
  state.subscribe(({ restsUntil }) => restsUntil !== plannedFor && plan())
  // What began now would be cut in half by the sleep. Some sleeps are called off without a word.
  powerMonitor.on('suspend', () => {
    clearTimeout(timer)
    timer = setTimeout(() => checkAndPlan(false), quarterHour)
  })
  powerMonitor.on('resume', () => checkAndPlan(true))
  powerMonitor.on('unlock-screen', () => checkAndPlan(true))
  onComingOnline(state, () => checkAndPlan(true))
  checkAndPlan(false)
}

/**
 * Main is told of no such event, but can ask: it does while the row is unread or something stands in the way. While all is well,
 * nothing has failed that a network could bring back, and a timer would wake the computer for nothing.
 */
function onComingOnline(state: Observed<KeeperState>, act: () => void): void {
  let timer: NodeJS.Timeout | undefined
  let wasOnline = true
  const look = () => {
    const isOnline = net.isOnline()
    if (isOnline && !wasOnline) act()
    wasOnline = isOnline
  }
  const follow = ({ row, problem }: KeeperState) => {
    if (row !== 'unread' && problem === null) {
      clearInterval(timer)
      timer = undefined
    } else if (timer === undefined) {
      wasOnline = net.isOnline()
      timer = setInterval(look, lookForNetworkMilliseconds).unref()
    }
  }
  follow(state.value)
  state.subscribe(follow)
}
