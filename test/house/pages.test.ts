import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

it('opens no window or view, seen or unseen, whose page could have developer tools once it is built', () => {
  const blocks = globSync('src/main/**/*.ts', { cwd: root })
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split(/\bwebPreferences: \{/)
        .slice(1),
    )
    .map((rest) => rest.slice(0, rest.indexOf('}')))
  expect(blocks.length).toBeGreaterThan(3)
  expect(blocks.filter((block) => !block.includes('devTools: import.meta.env.DEV'))).toEqual([])
})
