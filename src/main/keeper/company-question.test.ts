import { describe, expect, it, vi } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { unknownState } from '../../core/keeper/state.ts'
import type { Account } from '../../core/token/account.ts'
import { translator } from '../../shared/catalogue/index.ts'
import { CompanyQuestion, companyQuestion } from './company-question.ts'

const shown: { buttons: string[]; message: string; detail: string; defaultId: number }[] = []
let press = 0
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: async (box: (typeof shown)[number]) => {
      shown.push(box)
      return { response: press }
    },
  },
}))

const ours: Account = { companyId: '1', company: 'Pianos A', userId: '11', user: 'Ada' }
const theirs: Account = { companyId: '2', company: 'Pianos B', userId: '21', user: 'Cy' }
const waiting = { ...unknownState, account: ours, unconfirmed: { fingerprint: 'f5'.repeat(4), account: theirs } }
const taken = { ...unknownState, account: theirs, takenFrom: { account: ours, isHere: true } }

describe.each(['en', 'fr'] as const)('the question on another company’s token (%s)', (language) => {
  const t = translator(language)

  it.each([
    ['that waits', waiting],
    ['that the row holds', taken],
    ['that the row holds, the earlier one gone', { ...taken, takenFrom: { account: ours, isHere: false } }],
  ])('names both companies and their users: %s', (_, state) => {
    const question = companyQuestion(state, t)
    for (const name of ['Pianos A (Ada)', 'Pianos B (Cy)'])
      expect(`${question?.message} ${question?.detail}`).toContain(name)
    expect(question?.buttons).toHaveLength(question?.choices.length ?? 0)
  })

  it('is none where there is nothing to decide', () => {
    expect(companyQuestion({ ...unknownState, account: ours }, t)).toBeNull()
  })
})

describe('what a person says', () => {
  it.each([
    ['the one that waits is saved', waiting, 0, ['decide', waiting.unconfirmed.fingerprint, true]],
    ['it is discarded', waiting, 1, ['decide', waiting.unconfirmed.fingerprint, false]],
    ['nothing yet', waiting, 2, null],
    ['the earlier one is put back', taken, 0, ['decideOnRow', { account: theirs, takenFrom: ours }, false]],
    ['the row is right', taken, 1, ['decideOnRow', { account: theirs, takenFrom: ours }, true]],
    ['nothing yet of the row', taken, 2, null],
  ] as const)('is done: %s', async (_, state, button, done) => {
    const calls: unknown[] = []
    const note = (what: string, args: readonly unknown[]) => {
      calls.push([what, ...args])
      return null
    }
    const keeper = {
      state: new Observed({ ...unknownState, ...state }),
      decide: async (...args: unknown[]) => note('decide', args),
      decideOnRow: async (...args: unknown[]) => note('decideOnRow', args),
    }
    press = button
    await new CompanyQuestion(keeper, () => translator('en')).ask()
    expect(calls).toEqual(done === null ? [] : [done])
    // Enter and Escape change nothing.
    expect(shown.at(-1)?.defaultId).toBe(2)
  })
})
