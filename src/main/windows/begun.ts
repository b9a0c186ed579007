import type { Language } from '../../shared/snapshot.ts'

/** What main writes into a page before it sends it. */
export interface Beginning {
  /** What the page will speak: so it loads the right catalogue at once. */
  readonly language: Language
  /** The markup that the page shows before its scripts start; null where it draws itself. */
  readonly firstPaint: string | null
}

/** The page's HTML with its beginning. A first paint is `inert` until the page's scripts can answer a press. */
export function begun(html: string, { language, firstPaint }: Beginning): string {
  const spoken = html.replace('<html lang="en">', `<html lang="${language}" data-language="${language}">`)
  if (firstPaint === null) return spoken
  return spoken.replace('<main id="root"></main>', () => `<main id="root" inert>${firstPaint}</main>`)
}
