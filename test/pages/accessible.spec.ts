import axe, { type RunOptions } from 'axe-core'
import { expect, type Face, test } from './face.ts'
import { checklistPages } from './problem-states.ts'
import { type SettingsState, settingsStates } from './setup-states.ts'
import { inLanguage, popoverStates } from './states.ts'

/** A theme changes colours alone: the other rules judge each state once. */
const rulesOf = { light: null, dark: ['color-contrast', 'link-in-text-block'] } as const

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in any state of the popover, ${theme}`, async ({ face }) => {
    test.setTimeout(300_000)
    await face.page.emulateMedia({ colorScheme: theme })
    for (const [name, snapshot] of Object.entries(popoverStates)) {
      await face.open('popover', inLanguage(snapshot, theme === 'light' ? 'fr' : 'en'))
      expect.soft(await violations(face, rulesOf[theme]), name).toEqual([])
    }
  })

  test(`axe finds nothing in any state of the settings, ${theme}`, async ({ face }) => {
    test.setTimeout(300_000)
    await face.page.emulateMedia({ colorScheme: theme })
    for (const [name, { section, snapshot }] of Object.entries({ ...settingsStates, ...checklistPages })) {
      await face.open('settings', inLanguage(snapshot, theme === 'light' ? 'fr' : 'en'), { section })
      const closed = face.page.locator('details:not([open]) > summary')
      while ((await closed.count()) > 0) await closed.first().click()
      expect.soft(await violations(face, rulesOf[theme]), name).toEqual([])
    }
  })
}

for (const [wish, media] of Object.entries({
  'more contrast': { contrast: 'more' },
  'forced colours': { forcedColors: 'active' },
} as const)) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing with ${wish}, ${theme}`, async ({ face }) => {
      await face.page.emulateMedia({ colorScheme: theme, ...media })
      for (const name of ['valid', 'renewing', 'expired', 'supabase-refuses']) {
        await face.open('popover', popoverStates[name] as never)
        expect.soft(await violations(face), name).toEqual([])
      }
      for (const name of ['general', 'gazelle-found', 'first-run-user']) {
        const { section, snapshot } = settingsStates[name] as SettingsState
        await face.open('settings', snapshot, { section })
        expect.soft(await violations(face), name).toEqual([])
      }
      await face.page.emulateMedia({ contrast: null, forcedColors: null })
    })
  }
}

test('the open menu, too', async ({ face }) => {
  await face.open('popover', popoverStates['valid'] as never)
  await face.page.getByRole('button', { name: 'More' }).click()
  expect(await violations(face)).toEqual([])
})

test('each id stands once, whatever the page was told before', async ({ face }) => {
  const { snapshot, section } = settingsStates['first-run-start'] as SettingsState
  await face.open('settings', snapshot, { section })
  for (const name of ['first-run-start', 'first-run-proxy', 'first-run-start', 'first-run-user'] as const) {
    await face.tell((settingsStates[name] as SettingsState).snapshot)
    const ids = await face.page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id))
    expect(new Set(ids).size, name).toBe(ids.length)
  }
})

test('the page says its language', async ({ face }) => {
  for (const language of ['en', 'fr'] as const) {
    await face.open('popover', inLanguage(popoverStates['valid'] as never, language))
    await expect(face.page.locator('html')).toHaveAttribute('lang', language)
  }
})

test('what happens is read out: the words and the last look are live', async ({ face }) => {
  const { valid, checking, offline } = popoverStates
  await face.open('popover', valid as never)
  const words = face.page.locator('.words[aria-live=polite]')
  const looked = face.page.getByRole('status')
  await expect(looked).toHaveText('Checked at 10:20 a.m.')
  await face.tell(checking as never)
  await expect(looked).toHaveText('Checking…')
  await face.tell(offline as never)
  await expect(words).toContainText('Supabase cannot be reached.')
})

test('a check that is over in a blink is seen and read out all the same', async ({ face }) => {
  const { valid, checking, sandbox } = popoverStates
  await face.open('popover', valid as never)
  const said = await face.page.evaluateHandle(() => {
    const status = document.querySelector('[role=status]') as HTMLElement
    const texts: string[] = []
    new MutationObserver(() => texts.push(status.textContent)).observe(status, { characterData: true, subtree: true })
    return texts
  })
  // `sandbox`: like `valid`, checked ten seconds ago.
  await face.page.evaluate((each) => each.map(window.tell), [checking, sandbox] as never[])
  await expect.poll(() => said.jsonValue()).toEqual(['Checking…', 'Checked just now'])
})

test('the menu has its lines between the groups, also after a change of language', async ({ face }) => {
  const valid = popoverStates['valid'] as never
  await face.open('popover', valid)
  const parts = () => face.page.locator('.menu > *').evaluateAll((all) => all.map(({ tagName }) => tagName))
  const before = await parts()
  expect(before.filter((each) => each === 'HR')).toHaveLength(2)
  for (const language of ['fr', 'en'] as const) await face.tell(inLanguage(valid, language))
  expect(await parts()).toEqual(before)
})

/** What axe finds in the page, by all its rules or by these alone. */
async function violations({ page }: Face, rules: readonly string[] | null = null): Promise<string[]> {
  const options: RunOptions = { resultTypes: ['violations'] }
  if (rules !== null) options.runOnly = { type: 'rule', values: [...rules] }
  await page.evaluate(axe.source)
  return await page.evaluate(async (options) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, options)
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    )
  }, options)
}
