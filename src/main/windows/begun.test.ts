import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownPages } from '../../shared/ipc-schema.ts'
import { begun } from './begun.ts'

const folder = join(import.meta.dirname, '../../renderer')
const htmlOf = (page: string) => readFileSync(join(folder, `${page}.html`), 'utf8')

describe('a page that main sends', () => {
  it.each(ownPages)('names the language that it will speak: %s', (page) => {
    const { length } = htmlOf(page)
    const sent = begun(htmlOf(page), { language: 'fr', firstPaint: null })
    expect(sent).toContain('<html lang="fr" data-language="fr">')
    expect(sent).toHaveLength(length + ' data-language="fr"'.length)
  })

  it('holds what it shows first, whatever is written in that, and answers nothing yet', () => {
    const firstPaint = '<p>$& 5 $ <html></p>'
    const sent = begun(htmlOf('popover'), { language: 'en', firstPaint })
    expect(sent).toContain(`<main id="root" inert>${firstPaint}</main>`)
    expect(sent).toContain('<html lang="en" data-language="en">')
  })
})
