import { describe, expect, it } from 'vitest'
import { type Account, companyNames, completed, isAnotherCompany, isAnotherUser } from './account.ts'

const nobody: Account = { companyId: null, company: null, userId: null, user: null }
const of = (change: Partial<Account>): Account => ({ ...nobody, ...change })

describe('another company', () => {
  it.each<[string, Partial<Account>, Partial<Account>, boolean]>([
    ['another id, whatever the names', { companyId: '1', company: 'A' }, { companyId: '2', company: 'A' }, true],
    ['the same id, whatever the names', { companyId: '1', company: 'A' }, { companyId: '1', company: 'B' }, false],
    ['another name where one has no id', { companyId: '1', company: 'A' }, { company: 'B' }, true],
    ['the same name where one has no id', { companyId: '1', company: 'A' }, { company: 'A' }, false],
    ['an id and a name that cannot be compared', { companyId: '1' }, { company: 'B' }, false],
    ['nothing known', { companyId: '1', company: 'A' }, { user: 'x' }, false],
  ])('is: %s', (_, one, other, is) => {
    expect(isAnotherCompany(of(one), of(other))).toBe(is)
    expect(isAnotherCompany(of(other), of(one))).toBe(is)
  })

  it('is never where nothing was told', () => {
    for (const none of [null, undefined]) {
      expect(isAnotherCompany(none, of({ companyId: '1' }))).toBe(false)
      expect(isAnotherUser(of({ userId: '1' }), none)).toBe(false)
    }
  })

  it('has a name that tells it from the other', () => {
    const [one, other] = [of({ companyId: '1', company: 'A' }), of({ companyId: '2', company: 'A' })]
    expect(companyNames(one, of({ companyId: '2', company: 'B' }))).toEqual(['A', 'B'])
    expect(companyNames(one, other)).toEqual(['A (1)', 'A (2)'])
    expect(companyNames(of({ companyId: '1' }), nobody)).toEqual(['1', '?'])
  })
})

describe('what is known of an account', () => {
  const before = of({ companyId: '1', company: 'A', userId: '7', user: 'Ada' })

  it.each<[string, Partial<Account>, Partial<Account>]>([
    ['is kept where less is told', { company: 'A' }, before],
    ['is another user', { company: 'A', userId: '8', user: 'Bo' }, { ...before, userId: '8', user: 'Bo' }],
    ['has no id of another user', { user: 'Bo' }, { ...before, userId: null, user: 'Bo' }],
    ['takes a new name', { companyId: '1', company: 'B' }, { ...before, company: 'B' }],
  ])('%s', (_, latest, whole) => {
    expect(completed(of(latest), before)).toEqual(whole)
  })
})
