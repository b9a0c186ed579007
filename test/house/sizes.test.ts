import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** Lists, not code: sentences in a language, the migration as text, and the texts that tests read. */
const mayBeLong = /\/catalogue\/|\/(?:migration|logbook)-text\.ts$|^test\/corpus\//

const linesOf = (file: string) => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length

describe('the files', () => {
  it('are short enough to have one reason to change each', () => {
    const files = globSync('{src,sandbox,scripts,test}/**/*.{ts,tsx}', { cwd: root }).filter(
      (file) => !mayBeLong.test(file.replaceAll('\\', '/')),
    )
    expect(files.length).toBeGreaterThan(300)
    expect(files.filter((file) => linesOf(file) > 300)).toEqual([])
  })

  it('of the start is the start alone', () => {
    expect(linesOf('src/main/index.ts')).toBeLessThan(80)
  })
})
