import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { smallPng } from '../../scripts/driver/small-png.ts'
import { isPageless, type Language, type Problem, type Snapshot } from '../../src/shared/snapshot.ts'
import { contactSheet, type Picture } from './contact-sheet.ts'
import { expect, type Face, test } from './face.ts'
import { guideStates } from './guide-states.ts'
import { checklistPages, problemPopovers } from './problem-states.ts'
import { type SettingsState, settingsStates } from './setup-states.ts'
import { inLanguage, popoverStates } from './states.ts'

// What every state looks like. The pictures to compare with are in baselines/; `--update-snapshots` makes them anew.

const folder = resolve(import.meta.dirname, '../../out/test/pages')
const languages: readonly Language[] = ['en', 'fr']
const themes = ['light', 'dark'] as const
/** What a person can ask the system for so that colours are told apart, and what is looked at with it. */
const contrasts = { 'more-contrast': { contrast: 'more' }, 'forced-colors': { forcedColors: 'active' } } as const
const popoversInContrast = ['valid', 'renewing', 'expired', 'supabase-refuses']
const settingsInContrast = ['general', 'gazelle-found', 'first-run-user']

for (const theme of themes) {
  for (const language of languages) {
    test(`popover, ${language}, ${theme}`, async ({ face }) => {
      await inTheme(face, theme)
      const pictures: Picture[] = []
      for (const [name, snapshot] of Object.entries(popoverStates)) {
        await face.open('popover', inLanguage(snapshot, language))
        pictures.push(await picture(face, name, `popover-${name}-${language}-${theme}`))
      }
      keepSheet(`popover-${language}-${theme}`, pictures, 6)
    })

    test(`settings, ${language}, ${theme}`, async ({ face }) => {
      await inTheme(face, theme)
      const pictures: Picture[] = []
      for (const [name, { section, snapshot }] of Object.entries(settingsStates)) {
        await face.open('settings', inLanguage(snapshot, language), { section })
        pictures.push(await picture(face, name, `settings-${name}-${language}-${theme}`))
      }
      for await (const name of laterSteps(face, language)) {
        pictures.push(await picture(face, name, `settings-${name}-${language}-${theme}`))
      }
      keepSheet(`settings-${language}-${theme}`, pictures, 4)
    })
  }
}

for (const [language, theme] of [
  ['en', 'light'],
  ['fr', 'light'],
  ['fr', 'dark'],
] as const) {
  test(`guide bar, ${language}, ${theme}`, async ({ face }) => {
    await inTheme(face, theme)
    const pictures: Picture[] = []
    for (const [name, snapshot] of Object.entries(guideStates)) {
      await face.open('guide', inLanguage(snapshot, language))
      const height = isPageless(snapshot.signIn) ? 480 : await face.height()
      const bar = { x: 0, y: 0, width: 1024, height }
      pictures.push(await picture(face, name, `guide-${name}-${language}-${theme}`, bar))
    }
    keepSheet(`guide-${language}-${theme}`, pictures, 1)
  })
}

// Their colours are those of the states above: one theme shows what is theirs, the words.
for (const language of languages) {
  test(`problems, ${language}`, async ({ face }) => {
    await inTheme(face, 'light')
    const popovers: Picture[] = []
    for (const [name, snapshot] of Object.entries(problemPopovers)) {
      await face.open('popover', inLanguage(snapshot, language))
      popovers.push(await picture(face, name, `popover-${name}-${language}`))
    }
    keepSheet(`popover-problems-${language}`, popovers, 6)
    const pages: Picture[] = []
    for (const [name, { section, snapshot }] of Object.entries(checklistPages)) {
      await face.open('settings', inLanguage(snapshot, language), { section })
      pages.push(await picture(face, name, `settings-${name}-${language}`))
    }
    keepSheet(`settings-checklists-${language}`, pages, 4)
  })
}

for (const theme of themes) {
  for (const [contrast, media] of Object.entries(contrasts)) {
    test(`${contrast}, ${theme}`, async ({ face }) => {
      await face.page.emulateMedia({ colorScheme: theme, ...media })
      const popovers: Picture[] = []
      for (const name of popoversInContrast) {
        await face.open('popover', popoverStates[name] as Snapshot)
        popovers.push(await picture(face, name, `popover-${name}-${contrast}-${theme}`))
      }
      keepSheet(`popover-${contrast}-${theme}`, popovers, 4)
      const settings: Picture[] = []
      for (const name of settingsInContrast) {
        const { section, snapshot } = settingsStates[name] as SettingsState
        await face.open('settings', snapshot, { section })
        settings.push(await picture(face, name, `settings-${name}-${contrast}-${theme}`))
      }
      keepSheet(`settings-${contrast}-${theme}`, settings, 3)
      await face.page.emulateMedia({ contrast: null, forcedColors: null })
    })
  }
}

/** The first run after its first step, which only a person's press leads to; gives the name of each step once it is shown. */
async function* laterSteps(face: Face, language: Language): AsyncGenerator<string> {
  const { snapshot: start } = settingsStates['first-run-start'] as SettingsState
  const { snapshot: fine } = settingsStates['supabase-fine'] as SettingsState
  await face.open('settings', inLanguage(start, language))
  const noToken = { ...fine.keeper, token: null, works: null }
  await face.tell(inLanguage({ ...fine, condition: 'missing', keeper: noToken }, language))
  await face.page.locator('footer .main').click()
  // What had the focus is gone; the pointer would leave its mark.
  await face.page.mouse.move(0, 0)
  yield 'first-run-gazelle'
  const unreached: Problem = { at: 'gazelle', kind: 'unavailable', retryAfterSeconds: null }
  await face.tell(inLanguage({ ...fine, keeper: { ...fine.keeper, works: null, problem: unreached } }, language))
  await expect(face.page.locator('main .note')).toBeVisible()
  yield 'first-run-untested'
  await face.tell(inLanguage({ ...fine, keeper: { ...fine.keeper, works: true, renewsByItself: false } }, language))
  await expect(face.page.locator('.all-set[data-kept="false"]')).toBeVisible()
  yield 'first-run-works'
  await face.tell(inLanguage(fine, language))
  await expect(face.page.locator('.all-set[data-kept="true"]')).toBeVisible()
  yield 'first-run-done'
  await face.tell(inLanguage({ ...fine, setup: { ...fine.setup, loginTrouble: 'approval' } }, language))
  await expect(face.page.locator('.all-set .note')).toBeVisible()
  yield 'first-run-login-refused'
}

interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

async function inTheme(face: Face, colorScheme: (typeof themes)[number]): Promise<void> {
  await face.page.emulateMedia({ colorScheme })
}

/** Compares what is shown with its baseline, and gives it. The fonts that it is drawn with are those of Linux. */
async function picture(face: Face, name: string, baseline: string, clip?: Rectangle): Promise<Picture> {
  // A caret would be hidden by a style that the pages' policy refuses.
  const png = await face.page.screenshot({ animations: 'disabled', caret: 'initial', ...(clip && { clip }) })
  if (process.platform === 'linux') {
    const file = `${baseline}.png`
    // To reduce a picture takes longer than to take it, and the comparison does not see the difference: only a baseline needs it.
    const tested = test.info()
    const isCompared =
      !['all', 'changed'].includes(tested.config.updateSnapshots) && existsSync(tested.snapshotPath(file))
    expect.soft(isCompared ? png : smallPng(png)).toMatchSnapshot(file, { maxDiffPixelRatio: 0.01 })
  }
  return { name, png }
}

function keepSheet(name: string, pictures: readonly Picture[], columns: number): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(resolve(folder, `${name}.png`), contactSheet(pictures, columns))
}
