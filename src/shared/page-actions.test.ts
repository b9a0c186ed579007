import { expect, it } from 'vitest'
import { menuOf } from './menu.ts'
import type { Step } from './next-step.ts'
import { confirmationOf, mayAsk, type OwnPage, type PageAction, pageActions, pageAt } from './page-actions.ts'

const actionOf = (step: Step): PageAction => (typeof step === 'string' ? step : step.do)

it('lets the popover ask for all that its menu has, and a menu’s entry spends one press', () => {
  const entries = [...menuOf({ isConnected: true }), ...menuOf({ isConnected: false })].flat()
  for (const { steps } of entries) {
    const actions = steps.map(actionOf)
    expect(actions.filter((action) => !mayAsk('popover', action))).toEqual([])
    expect(actions.filter((action) => confirmationOf[action] !== 'nothing')).toHaveLength(
      actions.length === 1 ? Number(confirmationOf[actions[0] as PageAction] !== 'nothing') : 1,
    )
  }
})

it('says for every action what it needs, and names no action twice in a list', () => {
  const all = Object.values(pageActions).flat()
  expect([...new Set<PageAction>(all)].sort()).toEqual((Object.keys(confirmationOf) as PageAction[]).sort())
  for (const list of Object.values(pageActions)) expect(new Set<PageAction>(list).size).toBe(list.length)
})

it.each<[string, OwnPage | null]>([
  ['keeper://app/popover.html', 'popover'],
  ['keeper://app/settings.html#oauth', 'settings'],
  ['keeper://app/guide.html?x', 'guide'],
  ['keeper://app/other.html', null],
  ['keeper://app/constructor.html', null],
  ['keeper://app/popover.html.evil', null],
  ['keeper://other/popover.html', null],
  ['https://evil.example/keeper://app/popover.html', null],
  ['about:blank', null],
  ['', null],
])('%s is the page %s', (url, page) => {
  expect(pageAt(url)).toBe(page)
})
