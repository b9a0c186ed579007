import { setTimeout as pause } from 'node:timers/promises'
import { type EdgeWorld, lifeMilliseconds, minute, second } from './world.ts'

/** Longer than a killed function's lease. */
const betweenCalls = 5 * minute
const callsUntilWell = 12

export interface Kills {
  /** Kills that came while a call was under way. */
  readonly kills: number
  /** Tokens that Gazelle issued for them. */
  readonly issued: number
  readonly violations: readonly string[]
}

/**
 * Kills the function in the middle of calls that have something to renew, at random moments, until so many calls have got no
 * answer. Nobody else looks after the row, and nobody signs in: a token that is lost is never had again, and ends the chain.
 */
export async function killAtRandom(world: EdgeWorld, kills: number, random: () => number): Promise<Kills> {
  const violations: string[] = []
  const { tokens } = world.sandbox.gazelle
  const before = tokens.length
  let usual = 500
  let killed = 0
  while (killed < kills && violations.length === 0) {
    // Due, and alive to the last: the row works at every moment.
    const issuedAt = ((await world.rowsToken())?.createdAt ?? 0) * second
    await world.advance(Math.max(0, issuedAt + (5 / 6) * lifeMilliseconds - world.now()))
    const since = performance.now()
    const call = world.call()
    const isOver = call.then(() => true)
    const wasInTime = await Promise.race([isOver, pause(random() * usual).then(() => false)])
    if (wasInTime) usual = performance.now() - since
    await world.killFunction()
    if ((await call).status === null) killed++
    if (!(await world.isRowAlive())) violations.push(`kill ${killed}: the row was dead at once`)
    await world.startFunction()
    let answer = await world.call()
    for (let look = 1; look < callsUntilWell && (await world.isRenewalNeeded()); look++) {
      await world.advance(betweenCalls)
      answer = await world.call()
    }
    if (answer.status !== 200 || (await world.isRenewalNeeded())) violations.push(`kill ${killed}: ${answer.text}`)
  }
  return { kills: killed, issued: world.sandbox.gazelle.tokens.length - before, violations }
}
