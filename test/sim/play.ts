import type { Grants } from './grants.ts'
import { type Machine, startMachine } from './machine.ts'
import { lifeMilliseconds } from './model-gazelle.ts'
import { startPerson } from './person.ts'
import './remembered-digests.ts'
import type { Scenario } from './scenarios.ts'
import { startUnawareWriter } from './unaware-writer.ts'
import { day, hour, trueStart, World } from './world.ts'

export interface Outcome {
  readonly violations: readonly string[]
  readonly endsWell: 'works' | 'human asked' | 'neither'
  readonly grants: Pick<Grants, 'mostForOneNeed' | 'mostInOneDay'>
}

/** Plays a scenario: weeks of faults, then calm, in which everything must recover within two days. */
export async function play(scenario: Scenario, note?: (line: string) => void): Promise<Outcome> {
  const world = new World(scenario, note)
  const { timeline, gazelle, tokenRow } = world
  const first = gazelle.issue()
  tokenRow.put({
    access_token: first.access,
    refresh_token: first.refresh,
    expires_in: lifeMilliseconds / 1000,
    created_at: Math.floor(trueStart / 1000),
    note: 'kept',
  })
  const machines: Machine[] = []
  for (let index = 0; index < scenario.keepers; index++) machines.push(startMachine(world, `keeper-${index}`))
  for (let index = 0; index < scenario.unawareWriters; index++) startUnawareWriter(world)
  if (scenario.hasPeople) for (const machine of machines) startPerson(world, machine)
  scheduleMishaps(world, machines)

  // Check once the first token's life is over, and again at the end of the faults.
  timeline.after(lifeMilliseconds + hour, () => !isSuccessorHeld(world, machines) && watchExpiry(world, machines))
  await timeline.runUntil(trueStart + 45 * day)
  watchExpiry(world, machines)
  world.hasFaults = false
  // A computer that fell asleep in the middle of something sleeps for three days at most.
  await timeline.runUntil(timeline.now + 3 * day)
  for (const machine of machines) machine.wakeUp()

  let endsWell: Outcome['endsWell'] = 'neither'
  for (let hours = 0; hours < 48 && endsWell === 'neither'; hours++) {
    await timeline.runUntil(timeline.now + hour)
    const access = tokenRow.accessToken
    if (access !== null && gazelle.isAlive(access)) endsWell = 'works'
    else if (machines.some((machine) => machine.asksHuman)) endsWell = 'human asked'
  }
  watchNothingLost(world, machines)
  return { violations: world.violations, endsWell, grants: world.grants }
}

/** Schedules people's mishaps: a token is revoked, a web session ends, somebody pastes an old token. */
function scheduleMishaps(world: World, machines: readonly Machine[]): void {
  const { timeline, gazelle, tokenRow } = world
  if (world.chance(0.1)) {
    timeline.after(world.between(0, 44 * day), () => {
      world.note('grants break for good')
      world.areGrantsBroken = true
    })
  }
  if (world.scenario.hasOtherCompany && world.chance(0.3)) {
    timeline.after(world.between(0, 44 * day), () => {
      world.note('another program writes another company’s token')
      world.grants.watchChange()
      world.hadMishap = true
      const { access, refresh } = gazelle.issue(undefined, null, 1)
      const created_at = Math.floor(timeline.now / 1000)
      tokenRow.put({ access_token: access, refresh_token: refresh, expires_in: lifeMilliseconds / 1000, created_at })
    })
  }
  if (!world.chance(0.6)) return
  const old = tokenRow.row?.value ?? null
  timeline.after(world.between(0, 44 * day), () => {
    const kind = world.random()
    world.note(`mishap ${kind.toFixed(2)}`)
    world.grants.watchChange()
    world.hadMishap = true
    if (kind < 0.4 && tokenRow.accessToken !== null) gazelle.revoke(tokenRow.accessToken)
    else if (kind < 0.7) for (const machine of machines) machine.signOut(kind < 0.55)
    else if (old !== null) {
      world.isPastedOver = true
      tokenRow.put(old)
    }
  })
}

/**
 * If nothing else went wrong, a token with a refresh token beside it never expires unrenewed: unless the lid was closed in the
 * middle of every check that might have renewed it.
 */
function watchExpiry(
  { scenario, gazelle, tokenRow, violations, hadMishap, areGrantsBroken }: World,
  machines: readonly Machine[],
): void {
  const { api, hasOAuth, faultRate, hasPeople, unawareWriters } = scenario
  // Wrongly rejected tokens are renewed until no renewal is left.
  if (api === 'rejects') return
  if (!hasOAuth || faultRate > 0 || hasPeople || unawareWriters > 0 || hadMishap || areGrantsBroken) return
  const access = tokenRow.accessToken
  if (access === null) return
  const issuedAt = gazelle.issuedAt(access)
  const isByAge = gazelle.diedAt(access) === issuedAt + lifeMilliseconds
  // Allow a day: a keeper's clock may be behind.
  const dueSince = issuedAt + (2 / 3) * lifeMilliseconds + day
  if (isByAge && machines.some(({ checkedSince }) => checkedSince >= dueSince))
    violations.push(`${access.slice(0, 11)} was let to end by its age`)
}

/**
 * Whether the row's successor waits to be saved. A keeper whose lid was closed during the save finishes once the lid is opened.
 * One that slept over the save waits for a word on the successor, because something hides the API, or did when it was last awake:
 * until the row's token expires nobody can tell which of the two is alive. The keeper then gets days: it may be asleep again.
 */
function isSuccessorHeld(world: World, machines: readonly Machine[]): boolean {
  const successor = world.successor
  const isHidden = world.scenario.api === 'gateway'
  return successor !== null && machines.some((machine) => machine.holds(successor) && (isHidden || machine.isAsleep))
}

/** Every token issued to a keeper is in the row, in a journal, dead, or superseded by one that works. */
function watchNothingLost(world: World, machines: readonly Machine[]): void {
  const inRow = world.tokenRow.accessToken
  if (inRow !== null && world.gazelle.isAlive(inRow)) return
  for (const access of world.issuedToKeepers) {
    const isKept = access === inRow || world.superseded.has(access) || machines.some((machine) => machine.holds(access))
    if (!isKept && world.gazelle.isAlive(access)) world.violations.push(`${access.slice(0, 11)} was issued and lost`)
  }
}
