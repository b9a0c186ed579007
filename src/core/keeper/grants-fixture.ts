import type { Credential } from '../token/credential.ts'
import { Keeper } from './keeper.ts'
import { captured, fresh, old, rowOf, setUp } from './testing.ts'

export const minute = 60_000
export const hour = 60 * minute

/** A keeper of a row with a living refresh token; `answer` gives what each grant brings. */
export function setUpGrants(answer: (count: number) => Partial<Credential> = () => ({})) {
  const parts = setUp()
  const { store, gazelle, journal, clock, others } = parts
  store.put(rowOf(old))
  const issued: string[] = []
  const grants = {
    async refresh(): Promise<Credential> {
      const accessToken = `${String(issued.length).padStart(4, '0')}${fresh}`
      issued.push(accessToken)
      const age = { issuedAt: Math.floor(clock.time / 1000), lifeSeconds: 30 * 86_400 }
      return {
        ...captured(accessToken),
        ...age,
        refreshToken: `${issued.length}${'s'.repeat(42)}`,
        source: 'oauth',
        ...answer(issued.length),
      }
    },
  }
  const serverClock = { offsetMilliseconds: () => 0, told: () => ({ offset: 0, at: clock.time, ago: 0 }) }
  const start = () => new Keeper({ ...others, store, gazelle, journal, clock, serverClock, grants })
  const keeper = start()
  /** Checks every quarter of an hour for so long (milliseconds). */
  const checkFor = async (milliseconds: number, whose = keeper) => {
    for (const end = clock.time + milliseconds; clock.time < end; clock.time += 15 * minute) await whose.check()
  }
  return { ...parts, keeper, grants, issued, start, checkFor }
}
