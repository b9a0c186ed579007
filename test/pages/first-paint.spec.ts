import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Language, Snapshot } from '../../src/shared/snapshot.ts'
import { expect, test } from './face.ts'
import { problemPopovers } from './problem-states.ts'
import { inLanguage, now, popoverStates, timeZone } from './states.ts'

// Main draws what the page shows first (src/first-paint), the page what it shows from then on: nobody may see the change.

const root = resolve(import.meta.dirname, '../..')

for (const language of ['en', 'fr'] satisfies Language[]) {
  test(`the popover’s first paint is what its scripts draw, ${language}`, async ({ face }) => {
    const firstPaintOf = await built()
    for (const [name, state] of Object.entries({ ...popoverStates, ...problemPopovers })) {
      const snapshot = inLanguage(state, language)
      await face.open('popover', snapshot)
      const [drawnByMain, drawnByPage] = await face.page.evaluate((markup) => {
        const template = document.createElement('template')
        template.innerHTML = markup
        return [template.innerHTML, document.getElementById('root')?.innerHTML]
      }, firstPaintOf(snapshot))
      expect.soft(pieces(drawnByMain), name).toEqual(pieces(drawnByPage))
    }
  })
}

/**
 * Element by element, without what differs between this Node and Electron, or what nobody sees: how wide a space is, the last
 * digits of a sine, Preact's own names for elements.
 */
function pieces(markup: string | undefined): string[] {
  const seen = markup
    ?.replace(/"P\d+-\d+"/g, '"id"')
    .replace(/(\.\d{6})\d+/g, '$1')
    .replaceAll('&nbsp;', ' ')
  return seen?.split(/(?=<)/) ?? []
}

/** The function as the app has it, in the tests' time zone and at their time. */
async function built(): Promise<(snapshot: Snapshot) => string> {
  process.env['TZ'] = timeZone
  const { firstPaintOf } = await import(pathToFileURL(join(root, 'out/main/first-paint.js')).href)
  const clock = Date.now
  return (snapshot) => {
    Date.now = () => now
    try {
      return firstPaintOf(snapshot)
    } finally {
      Date.now = clock
    }
  }
}
