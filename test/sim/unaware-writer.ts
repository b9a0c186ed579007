import type { JsonObject } from '../../src/core/token/record.ts'
import { day, hour, type World } from './world.ts'

/**
 * A program that knows nothing of leases: it reads the row on every run, treats the token as expired when under an hour is left,
 * refreshes with the stored refresh token on 401, and upserts the whole row by key without a condition.
 */
export function startUnawareWriter(world: World): void {
  const { timeline, gazelle, tokenRow } = world

  function run(): void {
    const value = tokenRow.row?.value
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) use(value)
    timeline.after(world.between(hour, 3 * day), run)
  }

  function use(value: JsonObject): void {
    const access = String(value['access_token'])
    const end = (Number(value['created_at']) + Number(value['expires_in'])) * 1000
    const isExpired = timeline.now > end - hour
    if (!isExpired && world.ask(access) !== 'unauthorized') return
    const refreshToken = value['refresh_token']
    if (typeof refreshToken !== 'string' || !world.scenario.hasOAuth) return
    timeline.after(world.between(50, 2000), () => {
      const pair = gazelle.refresh(refreshToken)
      // Its process, too, may die between the answer and the save.
      if (pair === null || (world.hasFaults && world.chance(world.scenario.faultRate / 4))) return
      timeline.after(world.between(50, 2000), () => {
        tokenRow.put({
          ...value,
          access_token: pair.access,
          refresh_token: pair.refresh,
          created_at: Math.floor(timeline.now / 1000),
        })
      })
    })
  }

  timeline.after(world.between(0, 2 * day), run)
}
