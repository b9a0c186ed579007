import { expect, it } from 'vitest'
import { confirmationOf, mayAsk, type PageAction } from './ipc-schema.ts'
import { menuOf } from './menu.ts'
import type { Step } from './next-step.ts'

const actionOf = (step: Step): PageAction => (typeof step === 'string' ? step : step.do)

it('lets the popover ask for all that its menu has, and a menu’s entry spends one press', () => {
  const entries = [...menuOf({ isConnected: true }), ...menuOf({ isConnected: false })].flat()
  for (const { steps } of entries) {
    const actions = steps.map(actionOf)
    expect(actions.filter((action) => !mayAsk('popover', action))).toEqual([])
    expect(actions.filter((action) => confirmationOf(action) !== 'nothing')).toHaveLength(
      actions.length === 1 ? Number(confirmationOf(actions[0] as PageAction) !== 'nothing') : 1,
    )
  }
})
