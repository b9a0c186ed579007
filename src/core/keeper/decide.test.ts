import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Action, askAgainAfterMilliseconds, decide, rules, type Situation } from './decide.ts'
import type { RuleName } from './rule-name.ts'
import type { TokenFacts } from './state.ts'

const now = Date.UTC(2026, 0, 31)
/** The same situations in every run. */
const seed = 7
const day = 24 * 60 * 60 * 1000
const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)

function tokenOf(ageDays: number): TokenFacts {
  const issuedAt = seconds(now - ageDays * day)
  return {
    fingerprint: '01234567',
    headerKind: 'bearer',
    issuedAt,
    expiry: { certainty: 'stated', at: issuedAt + 30 * 86_400 },
    renewAt: issuedAt + 20 * 86_400,
  }
}

function situation(change: Partial<Situation> = {}): Situation {
  return {
    row: 'token',
    isRead: true,
    token: tokenOf(1),
    works: true,
    askedGazelleAt: now - 1000,
    acceptanceStands: askAgainAfterMilliseconds,
    isForbidden: false,
    isGazelleSilent: false,
    isHolding: false,
    isStillHolding: false,
    isSpending: false,
    isAsked: false,
    isForced: false,
    isSuccessorHeld: false,
    canBegin: false,
    canRestore: false,
    canRefresh: true,
    refreshNotBefore: 0,
    areRefreshesHelpless: false,
    canUseWebSession: true,
    leaseUntil: null,
    pauseUntil: 0,
    ...change,
  }
}

describe('decide', () => {
  const cases: readonly [string, Partial<Situation>, Action['do'], RuleName][] = [
    ['a young token that works', {}, 'rest', 'renewal-not-due'],
    ['a row not read in this round', { isRead: false }, 'read', 'row-unread'],
    [
      'the same, where a renewal is due and its first request reads the row',
      { isRead: false, token: tokenOf(21), canRefresh: true, canBegin: true },
      'refresh',
      'refresh-at-once',
    ],
    [
      'the same, and Gazelle has to be asked before',
      { isRead: false, token: tokenOf(21), canRefresh: true, canBegin: true, isAsked: true },
      'read',
      'row-unread',
    ],
    ['the same, and no renewal is due', { isRead: false, canRefresh: true, canBegin: true }, 'read', 'row-unread'],
    ['tokens in hand', { isHolding: true, isRead: false }, 'save-held', 'held-untried'],
    ['a token nobody has asked about', { works: null, askedGazelleAt: null }, 'ask-gazelle', 'probe-due'],
    ['a word that is six hours old', { askedGazelleAt: now - day / 4 }, 'ask-gazelle', 'probe-due'],
    [
      'a word that is old to a host that wants to know sooner',
      { askedGazelleAt: now - day / 96, acceptanceStands: day / 96 },
      'ask-gazelle',
      'probe-due',
    ],
    ['a person who asks', { isAsked: true }, 'ask-gazelle', 'probe-due'],
    ['a word from before the end', { token: tokenOf(31), askedGazelleAt: now - 2 * day }, 'ask-gazelle', 'probe-due'],
    ['two thirds of the life', { token: tokenOf(20) }, 'refresh', 'refresh-left'],
    ['two thirds, no refresh token', { token: tokenOf(20), canRefresh: false }, 'use-web-session', 'session-left'],
    ['two thirds, no way', { token: tokenOf(20), canRefresh: false, canUseWebSession: false }, 'rest', 'nothing-left'],
    [
      'over, but still accepted, no way',
      { token: tokenOf(31), canRefresh: false, canUseWebSession: false },
      'rest',
      'nothing-left',
    ],
    ['refused', { works: false }, 'refresh', 'refresh-left'],
    [
      'refused, no way, another in hand that cannot be saved now',
      { works: false, canRefresh: false, canUseWebSession: false, isStillHolding: true },
      'rest',
      'held-unsaved',
    ],
    ['two thirds, its successor held', { token: tokenOf(20), isSuccessorHeld: true }, 'rest', 'successor-held'],
    ['refused six hours ago', { works: false, askedGazelleAt: now - day / 4 }, 'ask-gazelle', 'probe-due'],
    ['refused, and a person asks', { works: false, isAsked: true }, 'ask-gazelle', 'probe-due'],
    ['refused, written over', { works: false, canRestore: true }, 'restore', 'fallback-left'],
    ['refused, no refresh token', { works: false, canRefresh: false }, 'use-web-session', 'session-left'],
    ['refused, no way', { works: false, canRefresh: false, canUseWebSession: false }, 'ask-human', 'sign-in-needed'],
    ['no token', { row: 'empty', token: null, works: null, canRefresh: false }, 'use-web-session', 'session-left'],
    ['a new one wanted', { isForced: true }, 'refresh', 'refresh-left'],
    ['half spent', { isSpending: true }, 'refresh', 'refresh-left'],
    ['somebody else at it', { works: false, leaseUntil: now + 1 }, 'rest', 'lease-taken'],
    ['somebody else’s time over', { works: false, leaseUntil: now }, 'refresh', 'refresh-left'],
    ['a pause', { isRead: false, pauseUntil: now + 1 }, 'rest', 'pause-not-over'],
    ['a pause, and a person asks', { isRead: false, pauseUntil: now + 1, isAsked: true }, 'read', 'row-unread'],
    ['a row that is not understood', { row: 'unreadable', token: null, works: null }, 'rest', 'row-not-understood'],
    [
      'a key that never expires',
      { token: { ...tokenOf(900), expiry: { certainty: 'never' }, renewAt: null } },
      'rest',
      'renewal-not-due',
    ],
    [
      'refused, and Gazelle silent since',
      { works: false, canRefresh: false, isGazelleSilent: true },
      'rest',
      'gazelle-silent',
    ],
    [
      'refused, and lately renewed in vain',
      { works: false, canUseWebSession: false, refreshNotBefore: now + 1 },
      'rest',
      'renewed-in-vain',
    ],
  ]

  it.each(cases)('%s', (_, change, action, rule) => {
    expect(decide(situation(change), now)).toMatchObject({ do: action, rule })
  })

  it('has a name of its own for every rule, and a case above', () => {
    const names = rules.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(cases.map(([, , , rule]) => rule))).toEqual(new Set(names))
  })

  const time = fc.integer({ min: 0, max: 4_102_444_800_000 })
  const tokens: fc.Arbitrary<TokenFacts> = fc.record({
    fingerprint: fc.constant('01234567'),
    headerKind: fc.constantFrom('bearer', 'api-key', null),
    issuedAt: fc.option(fc.integer({ min: 0, max: 4_102_444_800 })),
    expiry: fc.oneof(
      fc.constant({ certainty: 'never' } as const),
      fc.record({
        certainty: fc.constantFrom('stated', 'assumed'),
        at: fc.integer({ min: 0, max: 4_102_444_800 }),
      }),
    ),
    renewAt: fc.option(fc.integer({ min: -1, max: 4_102_444_800 })),
  })
  const situations: fc.Arbitrary<Situation> = fc.record({
    row: fc.constantFrom('unread', 'empty', 'token', 'unreadable'),
    isRead: fc.boolean(),
    token: fc.option(tokens),
    works: fc.option(fc.boolean()),
    askedGazelleAt: fc.option(time),
    acceptanceStands: fc.constantFrom(day / 96, day / 4),
    isForbidden: fc.boolean(),
    isGazelleSilent: fc.boolean(),
    isHolding: fc.boolean(),
    isStillHolding: fc.boolean(),
    isSpending: fc.boolean(),
    isAsked: fc.boolean(),
    isForced: fc.boolean(),
    isSuccessorHeld: fc.boolean(),
    canRestore: fc.boolean(),
    canRefresh: fc.boolean(),
    canBegin: fc.boolean(),
    refreshNotBefore: time,
    areRefreshesHelpless: fc.boolean(),
    canUseWebSession: fc.boolean(),
    leaseUntil: fc.option(time),
    pauseUntil: time,
  })

  it('is total: every situation has a next step, and a rest always ends', () => {
    void fc.assert(
      fc.property(situations, time, (any, at) => {
        const action = decide(any, at)
        if (action.do === 'rest') expect(action.until).toBeGreaterThan(at)
      }),
      { numRuns: 5000, seed },
    )
  })

  it('asks a human only when no other way is left', () => {
    let seen = 0
    void fc.assert(
      fc.property(situations, time, (any, at) => {
        if (decide(any, at).do !== 'ask-human') return
        seen++
        const isRefreshHelpless = any.areRefreshesHelpless && at < any.refreshNotBefore
        expect((any.canRefresh && !isRefreshHelpless) || any.canUseWebSession || any.isStillHolding).toBe(false)
      }),
      { numRuns: 160_000, seed },
    )
    expect(seen).toBeGreaterThan(20)
  })

  it('spends nothing while somebody else holds the lease, and nothing that is not there', () => {
    let seen = 0
    void fc.assert(
      fc.property(situations, time, (any, at) => {
        if (decide(any, at).do !== 'refresh') return
        seen++
        expect(any.canRefresh).toBe(true)
        expect(any.leaseUntil === null || any.leaseUntil <= at).toBe(true)
      }),
      { numRuns: 40_000, seed },
    )
    expect(seen).toBeGreaterThan(20)
  })
})
