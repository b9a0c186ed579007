import { setTimeout as pause } from 'node:timers/promises'
import { type EdgeWorld, hour, minute } from './world.ts'

const slowMilliseconds = 1500

/** What strikes while all keepers look at once. Each gives what ends it. */
const faults = {
  none: () => () => undefined,
  'supabase-down': async ({ sandbox }: EdgeWorld) => {
    await sandbox.supabase.stop()
    return () => sandbox.supabase.start()
  },
  'supabase-answers-lost': ({ sandbox: { supabase } }: EdgeWorld) => {
    supabase.faults.add({ action: { kind: 'accept-and-drop' }, times: 3 })
    return () => supabase.faults.clear()
  },
  'supabase-busy': ({ sandbox: { supabase } }: EdgeWorld) => {
    supabase.faults.add({ action: { kind: 'status', status: 503 }, times: 4 })
    return () => supabase.faults.clear()
  },
  'gazelle-down': ({ sandbox: { gazelle } }: EdgeWorld) => {
    gazelle.faults.add({ action: { kind: 'status', status: 503 }, times: Number.POSITIVE_INFINITY })
    return () => gazelle.faults.clear()
  },
  'grant-answer-lost': async (world: EdgeWorld) => {
    const { gazelle } = world.sandbox
    gazelle.expire(await world.tokenInRow())
    gazelle.faults.add({ action: { kind: 'accept-and-drop' }, path: '/developer/oauth/token' })
    return () => gazelle.faults.clear()
  },
  // All keepers find it dead before the first of them has another.
  'token-dies': async (world: EdgeWorld) => {
    const { gazelle } = world.sandbox
    gazelle.expire(await world.tokenInRow())
    gazelle.faults.add({
      action: { kind: 'delay', milliseconds: slowMilliseconds },
      path: '/developer/oauth/token',
      times: Number.POSITIVE_INFINITY,
    })
    return () => gazelle.faults.clear()
  },
  'row-overwritten': async (world: EdgeWorld) => {
    const before = world.sandbox.gazelle.tokens.filter(({ refreshToken }) => refreshToken !== null).at(-2)
    const { accessToken, refreshToken, createdAt, lifeSeconds } = before ?? {}
    await world.putPair({
      access_token: accessToken,
      refresh_token: refreshToken,
      created_at: createdAt,
      expires_in: lifeSeconds,
      token_type: 'Bearer',
    })
    return () => undefined
  },
  'function-killed': async (world: EdgeWorld) => {
    world.sandbox.gazelle.expire(await world.tokenInRow())
    return () => undefined
  },
} satisfies Record<string, (world: EdgeWorld) => (() => unknown) | Promise<() => unknown>>

type Fault = keyof typeof faults

/** Grants whose answer nobody may get: they are asked for once more. */
const loseAnswers: readonly Fault[] = ['grant-answer-lost', 'function-killed']
const stepsPerDay = 4
/** As long as the app's own longest pause. */
const betweenLooks = 16 * minute
const looksUntilWell = 8

export interface Month {
  readonly steps: number
  /** Refresh tokens that were sent to Gazelle. */
  readonly renewals: number
  /** Times at which the row's token was due or dead. */
  readonly needs: number
  readonly violations: readonly string[]
}

/**
 * Lives so many simulated days: every hour the schedule calls, four times a day a fault strikes while the function, a desktop keeper
 * and two `check`s look at once, and then everything has to be well again. `random` gives numbers from 0 up to 1.
 */
export async function liveMonth(
  world: EdgeWorld,
  days: number,
  random: () => number,
  say: (line: string) => void,
): Promise<Month> {
  const violations: string[] = []
  const { requests } = world.sandbox.gazelle
  let [needs, renewals, steps] = [0, 0, 0]
  let deck: Fault[] = []

  /** Does this, and notes where more was renewed than was needed. */
  async function renewingAsNeeded<T>(what: string, spare: number, work: () => Promise<T>): Promise<T> {
    const isNeeded = await world.isRenewalNeeded()
    if (isNeeded) needs++
    requests.clear()
    const done = await work()
    const renewed = requests.all.filter(({ grantType }) => grantType === 'refresh_token').length
    renewals += renewed
    if (renewed > (isNeeded ? 1 : 0) + spare) violations.push(`${what}: ${renewed} renewals`)
    return done
  }
  async function quietHours(what: string): Promise<void> {
    for (let at = 1; at < 24 / stepsPerDay; at++) {
      await world.advance(hour)
      if (!(await world.isRowAlive())) violations.push(`${what}: the row was dead after a quiet hour`)
      const { status, text } = await renewingAsNeeded(`${what}, quiet`, 0, () => world.call())
      if (status !== 200) violations.push(`${what}: a quiet call answered ${status} ${text}`)
    }
    await world.advance(hour)
  }
  async function strike(fault: Fault): Promise<void> {
    const looks = Promise.allSettled([world.call(), world.desktop(), world.check('office'), world.check('home')])
    if (fault === 'function-killed') {
      await pause(random() * 500)
      await world.killFunction()
      await world.startFunction()
    }
    await looks
  }
  async function isWellAgain(): Promise<boolean> {
    for (let look = 0; look < looksUntilWell; look++) {
      await world.advance(betweenLooks)
      const answers = await Promise.all([world.call(), world.desktop(), world.check('office')])
      if (answers[0].status === 200 && (await world.isRowAlive())) return true
    }
    return false
  }

  for (let step = 0; step < days * stepsPerDay; step++) {
    if (deck.length === 0) deck = shuffled(Object.keys(faults) as Fault[], random)
    const fault = deck.pop() ?? 'none'
    const what = `day ${Math.floor(step / stepsPerDay) + 1}, ${fault}`
    say(what)
    await quietHours(what)
    const spare = loseAnswers.includes(fault) ? 1 : 0
    const end = await faults[fault](world)
    await renewingAsNeeded(what, spare, () => strike(fault))
    await end()
    if (!(await renewingAsNeeded(`${what}, after`, spare, isWellAgain))) violations.push(`${what}: not well again`)
    steps++
  }
  return { steps, renewals, needs, violations }
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((each) => ({ each, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ each }) => each)
}
