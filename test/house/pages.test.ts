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

/**
 * What React understands, and Preact takes without a word and does not do: names of attributes, `useEffect` before the frame.
 */
const ofReact =
  /\b(?:stroke|fill|clip|font|text|marker|stop)[A-Z]\w*=[{"]|\b(?:spellCheck|onDoubleClick)=|\buseEffect\b/g
const field = /<(?:input|textarea)\b[\s\S]*?\/>/g

function reactIn(source: string): string[] {
  // A field's `change` comes when the person leaves it; `input` comes with each letter.
  const late = [...source.matchAll(field)]
    .map(([each]) => each)
    .filter((each) => each.includes('onChange=') && !/type="(?:checkbox|radio|file)"/.test(each))
  return [...[...source.matchAll(ofReact)].map(([each]) => each), ...late]
}

it('has nothing in its components that only React understands', () => {
  const files = globSync('src/renderer/**/*.{ts,tsx}', { cwd: root })
  expect(files.length).toBeGreaterThan(30)
  expect(files.filter((file) => reactIn(readFileSync(join(root, file), 'utf8')).length > 0)).toEqual([])
})

it.each([
  '<circle strokeDasharray="1" />',
  '<input spellCheck={false} />',
  'useEffect(() => undefined)',
  '<input value={text} onChange={(event) => set(event)} />',
])('sees what only React understands: %s', (source) => {
  expect(reactIn(source)).toHaveLength(1)
})
