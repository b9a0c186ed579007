import { createElement } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Popover } from '../renderer/view/popover.tsx'
import { translator } from '../shared/catalogue/index.ts'
import { nowOf, type Snapshot } from '../shared/snapshot.ts'

/**
 * The popover's content at this snapshot, as markup that main sends with the page: it is on the screen before the page's scripts
 * have loaded.
 */
export function firstPaintOf(snapshot: Snapshot): string {
  const t = translator(snapshot.language)
  return renderToString(createElement(Popover, { snapshot, t, now: nowOf(snapshot) }))
}
