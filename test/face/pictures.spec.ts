import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { smallPng } from '../../scripts/driver/small-png.ts'
import type { Language } from '../../src/shared/snapshot.ts'
import { contactSheet, type Picture } from './contact-sheet.ts'
import { expect, type Face, test } from './face.ts'
import { settingsStates } from './setup-states.ts'
import { inLanguage, popoverStates } from './states.ts'

// What every state looks like. The pictures to compare with are in baselines/; `--update-snapshots` makes them anew.

const folder = resolve(import.meta.dirname, '../../out/test/face')
const languages: readonly Language[] = ['en', 'fr']
const themes = ['light', 'dark'] as const

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
      keepSheet(`settings-${language}-${theme}`, pictures, 4)
    })
  }
}

async function inTheme(face: Face, colorScheme: (typeof themes)[number]): Promise<void> {
  await face.page.emulateMedia({ colorScheme })
}

/** Compares what is shown with its baseline, and gives it. The fonts that it is drawn with are those of Linux. */
async function picture(face: Face, name: string, baseline: string): Promise<Picture> {
  // A caret would be hidden by a style that the pages' policy refuses.
  const png = await face.page.screenshot({ animations: 'disabled', caret: 'initial' })
  if (process.platform === 'linux') {
    expect.soft(smallPng(png)).toMatchSnapshot(`${baseline}.png`, { maxDiffPixelRatio: 0.01 })
  }
  return { name, png }
}

function keepSheet(name: string, pictures: readonly Picture[], columns: number): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(resolve(folder, `${name}.png`), contactSheet(pictures, columns))
}
