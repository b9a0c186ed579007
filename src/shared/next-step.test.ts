import { describe, expect, it } from 'vitest'
import { unreadBecause } from '../../test/pages/secrets-states.ts'
import { healthy } from '../../test/pages/states.ts'
import { nextStep } from './next-step.ts'
import type { KeeperState, Snapshot } from './snapshot.ts'

function stepOf(change: Partial<Snapshot>, keeper: Partial<KeeperState> = {}) {
  return nextStep({ ...healthy, ...change, keeper: { ...healthy.keeper, ...keeper } })?.step
}

describe('the next step', () => {
  it.each([
    ['missing', 'sign-in'],
    ['refused', 'sign-in'],
    ['expired', 'sign-in'],
    ['held', 'save-held'],
    ['valid', 'check'],
    ['blocked', 'check'],
    ['starting', undefined],
  ] as const)('%s: %s', (condition, step) => {
    expect(stepOf({ condition })).toBe(step)
  })

  it('is to ask the keychain again where what is set up cannot be read', () => {
    const unread = unreadBecause('locked')
    expect(stepOf({ isConnected: false, unread })).toBe('secrets.try-again')
    expect(stepOf({ isConnected: true, unread })).toBe('check')
  })

  it('shows a sign-in that somebody has begun, and not the window that a link has opened', () => {
    const label = (signIn: Snapshot['signIn']) => nextStep({ ...healthy, condition: 'missing', signIn })?.label
    expect(label('waiting')).toBe('do.show-sign-in')
    expect(label('by-link')).toBe('do.sign-in')
  })

  it('is the proxy’s password where a proxy lets nothing through, and only then', () => {
    const proxy = { host: '10.0.0.1:3128', user: null, hasPassword: false, isAsking: true, isRefused: false }
    const problem = { at: 'store', kind: 'unavailable' } as const
    const behind = (isAsking: boolean) => ({ setup: { ...healthy.setup, proxy: { ...proxy, isAsking } } })
    expect(stepOf(behind(true), { problem })).toEqual({ do: 'open-settings', section: 'general' })
    expect(stepOf(behind(false), { problem })).toBe('check')
    expect(stepOf(behind(true))).toBe('check')
  })

  it('opens no table editor where the project has none', () => {
    const supabase = { ...healthy.setup.supabase, hasEditor: false }
    const problem = { at: 'row', field: null } as const
    expect(stepOf({ condition: 'blocked', setup: { ...healthy.setup, supabase } }, { problem })).toEqual({
      do: 'open-settings',
      section: 'supabase',
    })
  })

  it('is a renewal where that goes by itself, else a sign-in', () => {
    expect(stepOf({ condition: 'expiring' }, { renewsByItself: true })).toBe('renew')
    expect(stepOf({ condition: 'expiring' }, { renewsByItself: false })).toBe('sign-in')
  })

  it('is the setup where nothing is set up, and the open window of a sign-in', () => {
    expect(stepOf({ isConnected: false })).toEqual({ do: 'open-settings', section: 'supabase' })
    expect(stepOf({ signIn: 'waiting' })).toBe('sign-in')
  })

  it.each<[Snapshot['condition'], NonNullable<KeeperState['problem']>, unknown]>([
    ['blocked', { at: 'store', kind: 'wrong-key' }, { do: 'open-settings', section: 'supabase' }],
    ['blocked', { at: 'store', kind: 'unavailable' }, 'check'],
    ['blocked', { at: 'row', field: 'expires_in' }, 'supabase.open'],
    ['blocked', { at: 'keeper', what: 'TypeError' }, 'copy-diagnostics'],
    ['valid', { at: 'gazelle', kind: 'forbidden', retryAfterSeconds: null }, 'sign-in'],
    ['valid', { at: 'gazelle', kind: 'forbidden', retryAfterSeconds: null, because: 'limited-access' }, 'sign-in'],
    ['valid', { at: 'gazelle', kind: 'forbidden', retryAfterSeconds: null, because: 'company-parked' }, 'check'],
    ['refused', { at: 'gazelle', kind: 'forbidden', retryAfterSeconds: null, because: 'company-parked' }, 'check'],
    ['refused', { at: 'gazelle', kind: 'forbidden', retryAfterSeconds: null, because: 'maintenance' }, 'check'],
    ['valid', { at: 'gazelle', kind: 'intercepted', retryAfterSeconds: null }, 'check'],
    ['valid', { at: 'gazelle', kind: 'unavailable', retryAfterSeconds: null }, 'check'],
    [
      'valid',
      { at: 'oauth', kind: 'invalid-client', retryAfterSeconds: null },
      { do: 'open-settings', section: 'oauth' },
    ],
    ['expired', { at: 'store', kind: 'session-lost' }, 'sign-in'],
  ])('%s with %o: %o', (condition, problem, step) => {
    expect(stepOf({ condition }, { problem })).toEqual(step)
  })
})
