import { describe, expect, it } from 'vitest'
import { RenewalOptions } from './renewal-options.ts'

const minute = 60_000
const hour = 60 * minute

describe('what is known of the ways to another token', () => {
  it('closes a refresh token that Gazelle refuses, and no other', () => {
    const ways = new RenewalOptions()
    ways.grantAnswered({ refreshToken: 'spent' }, 0)
    expect([ways.mayRefresh('spent', 0), ways.mayRefresh('other', 0)]).toEqual([false, true])
  })

  it('closes them all where Gazelle refuses the application', () => {
    const ways = new RenewalOptions()
    ways.grantAnswered('application', 0)
    expect(ways.mayRefresh('any', 0)).toBe(false)
  })

  it('takes grants for stuck when none was answered for an hour', () => {
    const ways = new RenewalOptions()
    expect(ways.areGrantsStuck).toBe(false)
    for (const at of [0, 15, 30, 45]) ways.grantFailed(at * minute)
    expect(ways.areGrantsStuck).toBe(false)
    ways.grantFailed(hour)
    expect(ways.areGrantsStuck).toBe(true)
    ways.givenOut(null)
    ways.grantFailed(2 * hour)
    expect(ways.areGrantsStuck).toBe(false)
  })

  it('does not count the days between two failures for trouble', () => {
    const ways = new RenewalOptions()
    ways.grantFailed(0)
    ways.grantFailed(480 * hour)
    expect(ways.areGrantsStuck).toBe(false)
    ways.grantFailed(481 * hour)
    expect(ways.areGrantsStuck).toBe(true)
  })

  it('trusts an application again that Gazelle has answered well', () => {
    const ways = new RenewalOptions()
    ways.grantAnswered('application', 0)
    ways.givenOut(null)
    expect([ways.mayRefresh('any', 0), ways.isApplicationRefused(0)]).toEqual([true, false])
  })

  it('lets the web session be tried once a day for one need', () => {
    const ways = new RenewalOptions()
    ways.triedWebSession('abc dead', 0)
    expect(ways.hasTriedWebSession('abc dead', 23 * hour)).toBe(true)
    expect(ways.hasTriedWebSession('abc dead', 24 * hour)).toBe(false)
    expect(ways.hasTriedWebSession('abc alive', 0)).toBe(false)
    ways.trustWebSession()
    expect(ways.hasTriedWebSession('abc dead', 0)).toBe(false)
  })
})
