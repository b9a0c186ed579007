import { describe, expect, it } from 'vitest'
import { unknownState } from '../core/keeper/state.ts'
import type { KeeperState, SignInPhase } from '../shared/snapshot.ts'
import { currentStep } from './guide-steps.ts'

describe('the step under way', () => {
  it.each<[SignInPhase, KeeperState['activity'], number]>([
    ['by-link', 'idle', 0],
    ['loading', 'idle', 0],
    ['waiting', 'checking', 0],
    ['at-provider', 'idle', 0],
    ['certificate', 'idle', 0],
    ['authorization-refused', 'idle', 0],
    ['working', 'idle', 1],
    ['working', 'trying', 1],
    ['token-refused', 'idle', 1],
    ['working', 'saving', 2],
    ['held', 'idle', 2],
    ['done', 'idle', 3],
  ])('%s, %s: %d', (signIn, activity, step) => {
    expect(currentStep({ signIn, keeper: { ...unknownState, activity } })).toBe(step)
  })
})
