import type { Snapshot } from '../../src/shared/snapshot.ts'
import { expect, type Face, test } from './face.ts'
import { type SettingsState, settingsStates } from './setup-states.ts'
import { inLanguage, popoverStates } from './states.ts'

// A page loads the words of the language it speaks, and no other's: each further language is free where it is not spoken.

const english = inLanguage(Object.values(popoverStates)[0] as Snapshot, 'en')
const french = inLanguage(english, 'fr')

for (const page of ['popover', 'settings', 'guide'] as const) {
  test(`${page}: loads one language, and another only when it is chosen`, async ({ face }) => {
    const loaded = catalogues(face)
    await face.page.goto('keeper://app/nothing')
    await face.page.goto(`keeper://app/${page}.html`)
    await face.tell(french)
    await expect(face.page.locator('html')).toHaveAttribute('lang', 'fr')
    expect(loaded).toEqual(['fr'])
    const before = await face.page.locator('#root').textContent()

    await face.tell(english)
    await expect(face.page.locator('html')).toHaveAttribute('lang', 'en')
    expect(await face.page.locator('#root').textContent()).not.toBe(before)
    expect(loaded).toEqual(['fr', 'en'])

    // What has come once is at hand: the same frame shows it.
    await face.tell(french)
    expect(await face.page.locator('#root').textContent()).toBe(before)
    expect(loaded).toEqual(['fr', 'en'])
  })
}

for (const page of ['popover', 'settings', 'guide'] as const) {
  test(`${page}: loads the language that main names in it, before it is told anything`, async ({ face }) => {
    const loaded = catalogues(face)
    await face.page.goto('keeper://app/nothing')
    await face.page.goto(`keeper://app/${page}.html?language=fr`)
    await expect.poll(() => loaded).toEqual(['fr'])
    await face.tell(french)
    await expect(face.page.locator('#root > *').first()).toBeVisible()
    expect(loaded).toEqual(['fr'])
  })

  test(`${page}: waits to be told where it is named a language that it does not know`, async ({ face }) => {
    const loaded = catalogues(face)
    await face.page.goto('keeper://app/nothing')
    await face.page.goto(`keeper://app/${page}.html?language=xx`)
    await face.tell(french)
    await expect(face.page.locator('html')).toHaveAttribute('lang', 'fr')
    expect(loaded).toEqual(['fr'])
  })
}

test('what changes with the language does not wait for its words', async ({ face }) => {
  const general = (settingsStates['general'] as SettingsState).snapshot
  const { preferences } = general.setup
  await face.open('settings', inLanguage(general, 'fr'), { section: 'general' })
  const english = {
    ...inLanguage(general, 'en'),
    setup: { ...general.setup, preferences: { ...preferences, language: 'en' as const } },
  }
  // Read in the very moment in which it is told.
  const atOnce = await face.page.evaluate((snapshot) => {
    window.tell(snapshot)
    const chosen = document.querySelector('input[type=radio]:checked')?.closest('label')?.textContent
    return { chosen, heading: document.querySelector('h1')?.textContent }
  }, english)
  expect(atOnce).toEqual({ chosen: 'English', heading: 'Général' })
  await expect(face.page.getByRole('heading', { level: 1 })).toHaveText('General')
})

/** The languages whose catalogues the page asks for from now on, in order. */
function catalogues({ page }: Face): string[] {
  const found: string[] = []
  page.on('request', (request) => {
    const language = /\/assets\/([a-z]{2})-[^/]+\.js$/.exec(request.url())?.[1]
    if (language !== undefined) found.push(language)
  })
  return found
}
