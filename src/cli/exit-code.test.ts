import { describe, expect, it } from 'vitest'
import { conditionOf } from '../core/keeper/condition.ts'
import { type KeeperState, type Problem, unknownState } from '../core/keeper/state.ts'
import { exitCodeOf, exitCodeOfProblem, exitCodes } from './exit-code.ts'

const now = Date.UTC(2025, 0, 20)
const day = 86_400

/** A token that works and ends in so many days. */
const alive = (days: number): KeeperState => ({
  ...unknownState,
  row: 'token',
  works: true,
  token: {
    fingerprint: '0123abcd',
    headerKind: 'bearer',
    issuedAt: now / 1000 + (days - 30) * day,
    expiry: { certainty: 'stated', at: now / 1000 + days * day },
    renewAt: now / 1000 + (days - 10) * day,
  },
  renewsByItself: true,
})

const codeOf = (state: KeeperState) => exitCodeOf(state, conditionOf(state, now), now)

describe('the exit code', () => {
  it('is 0 for a token that works, also when its renewal is due', () => {
    expect(codeOf(alive(20))).toBe(exitCodes.fine)
    expect(codeOf(alive(5))).toBe(exitCodes.fine)
  })

  it('asks for a person in the last seven days of a token that nothing renews', () => {
    expect(codeOf({ ...alive(8), renewsByItself: false })).toBe(exitCodes.fine)
    expect(codeOf({ ...alive(7), renewsByItself: false })).toBe(exitCodes.humanNeeded)
  })

  it('asks for a person where a token is dead, unless somebody is at it', () => {
    const dead: KeeperState = { ...alive(3), works: false }
    expect(codeOf({ ...dead, asksHuman: true })).toBe(exitCodes.humanNeeded)
    expect(codeOf({ ...dead, renewsByItself: false })).toBe(exitCodes.humanNeeded)
    expect(codeOf(dead)).toBe(exitCodes.passingFault)
  })

  it('calls a token that is kept and not saved a fault that passes', () => {
    expect(codeOf({ ...alive(20), held: { fingerprint: '0123abcd' } })).toBe(exitCodes.passingFault)
  })

  it.each<[Problem, number]>([
    [{ at: 'store', kind: 'unavailable' }, 4],
    [{ at: 'store', kind: 'wrong-key' }, 5],
    [{ at: 'store', kind: 'busy', code: '53300' }, 4],
    [{ at: 'store', kind: 'clock-skew', code: 'PGRST303' }, 4],
    [{ at: 'store', kind: 'read-only', code: '25006' }, 4],
    [{ at: 'store', kind: 'paused', code: 'HTTP_540' }, 3],
    [{ at: 'store', kind: 'restricted', code: 'HTTP_402' }, 3],
    [{ at: 'store', kind: 'several-rows' }, 3],
    [{ at: 'store', kind: 'trigger-refuses', code: 'P0001' }, 5],
    [{ at: 'store', kind: 'table-missing' }, 5],
    [{ at: 'gazelle', kind: 'unavailable', retryAfterSeconds: null }, 4],
    [{ at: 'gazelle', kind: 'rate-limited', retryAfterSeconds: 60 }, 4],
    [{ at: 'gazelle', kind: 'forbidden', retryAfterSeconds: null }, 3],
    [{ at: 'gazelle', kind: 'unauthorized', retryAfterSeconds: null }, 3],
    [{ at: 'oauth', kind: 'invalid-client', retryAfterSeconds: null }, 5],
    [{ at: 'oauth', kind: 'invalid-grant', retryAfterSeconds: null }, 3],
    [{ at: 'oauth', kind: 'answer-lost', retryAfterSeconds: null }, 4],
    [{ at: 'row', field: 'expires_in' }, 3],
    [{ at: 'keeper', what: 'TypeError' }, 1],
    [{ at: 'keeper', what: 'disk.full' }, 3],
    [{ at: 'keeper', what: 'disk.busy' }, 4],
  ])('for %j is %i', (problem, code) => {
    expect(exitCodeOfProblem(problem)).toBe(code)
  })
})
