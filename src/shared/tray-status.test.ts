import { describe, expect, it } from 'vitest'
import { popoverStates } from '../../test/pages/states.ts'
import { nextStep } from './next-step.ts'
import type { Snapshot } from './snapshot.ts'
import { isUnreached, trayStatusOf } from './tray-status.ts'

const state = (name: string) => popoverStates[name] as Snapshot

describe('the tray status', () => {
  it.each([
    ['first-run', 'off'],
    ['secrets-locked', 'bad'],
    ['secrets-unread-sandbox', 'good'],
    ['starting', 'busy'],
    ['signing-in', 'busy'],
    ['valid', 'good'],
    ['offline', 'good'],
    ['due', 'good'],
    ['expiring', 'soon'],
    ['missing', 'soon'],
    ['held', 'soon'],
    ['clock-wrong', 'soon'],
    ['expired', 'bad'],
    ['sign-in-needed', 'bad'],
    ['supabase-refuses', 'bad'],
    ['gazelle-refuses', 'bad'],
  ])('%s: %s', (name, trayStatus) => {
    expect(trayStatusOf(state(name))).toBe(trayStatus)
  })

  it('is busy while somebody signs in, and not by a window that was left open', () => {
    const dead: Snapshot = { ...state('sign-in-needed'), signIn: 'waiting' }
    expect(trayStatusOf({ ...dead, isSignInAttended: true })).toBe('busy')
    expect(trayStatusOf({ ...dead, isSignInAttended: false })).toBe('bad')
    expect(trayStatusOf({ ...dead, signIn: 'by-link', isSignInAttended: true })).toBe('bad')
  })

  it('is not good while another company’s token is in the row, or waits', () => {
    const account = { companyId: '1', company: 'Pianos', userId: null, user: null }
    const { keeper, ...rest } = state('valid')
    const taken = { ...keeper, account, takenFrom: { account, isHere: true } }
    const waits = { ...keeper, account, unconfirmed: { fingerprint: 'ffffffff', account } }
    expect(trayStatusOf({ ...rest, keeper: taken })).toBe('bad')
    expect(trayStatusOf({ ...rest, keeper: waits })).toBe('soon')
    for (const each of [taken, waits]) expect(nextStep({ ...rest, keeper: each })?.step).toBe('company.decide')
  })

  it('knows a silence from a refusal', () => {
    expect(isUnreached(state('offline'))).toBe(true)
    expect(isUnreached(state('supabase-refuses'))).toBe(false)
    expect(isUnreached(state('valid'))).toBe(false)
  })
})
