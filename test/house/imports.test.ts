import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** What each room of src/ may import: other rooms, and packages. Imports point down. */
const house: Record<string, { rooms: string[]; packages: RegExp }> = {
  core: { rooms: [], packages: /^(node:|@supabase\/supabase-js$|cockatiel$|oauth4webapi$)/ },
  shared: { rooms: ['core'], packages: /^intl-messageformat$/ },
  node: { rooms: ['core'], packages: /^(node:|@napi-rs\/keyring$)/ },
  library: { rooms: ['node', 'core'], packages: /^$/ },
  cli: { rooms: ['node', 'core', 'shared'], packages: /^(node:|commander$)/ },
  'first-paint': { rooms: ['renderer', 'shared'], packages: /^(react|react-dom\/server)$/ },
  main: {
    rooms: ['node', 'core', 'shared', 'first-paint'],
    packages: /^(node:|@jellybrick\/dbus-next$|electron$)/,
  },
  preload: { rooms: ['shared'], packages: /^electron$/ },
  renderer: { rooms: ['shared'], packages: /^((react|react-dom)(\/|$)|lucide-react$|virtual:licences$)/ },
}

function importsOf(file: string): string[] {
  const { program, module, errors } = parseSync(file, readFileSync(file, 'utf8'))
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const found = [...module.staticImports, ...module.staticExports.flatMap((each) => each.entries)]
    .map((each) => each.moduleRequest?.value)
    .filter((value) => value !== undefined)
  new Visitor({
    ImportExpression: ({ source }) => {
      found.push(source.type === 'Literal' ? String(source.value) : '(computed)')
    },
    CallExpression: ({ callee, arguments: [first] }) => {
      if (callee.type !== 'Identifier' || callee.name !== 'require') return
      found.push(first?.type === 'Literal' ? String(first.value) : '(computed)')
    },
  }).visit(program)
  return found
}

function complaintsOf(room: string): string[] {
  const { rooms, packages } = house[room] ?? { rooms: [], packages: /^$/ }
  const files = globSync(`src/${room}/**/*.{ts,tsx}`, { cwd: root }).filter((file) => !file.includes('.test.'))
  expect(files.length).toBeGreaterThan(0)
  return files.flatMap((file) =>
    importsOf(join(root, file))
      .filter((name) => {
        if (!name.startsWith('.')) return !packages.test(name)
        const path = relative(root, resolve(root, dirname(file), name))
        // Its version, which has to be written somewhere once.
        if (room === 'cli' && path === 'package.json') return false
        const [top, target] = path.split(sep)
        return top !== 'src' || target === undefined || (target !== room && !rooms.includes(target))
      })
      .map((name) => `${file} imports ${name}`),
  )
}

describe('imports point down', () => {
  it.each(Object.keys(house))('%s imports only what it may', (room) => {
    expect(complaintsOf(room)).toEqual([])
  })

  it('knows every room', () => {
    const rooms = globSync('src/*/', { cwd: root }).map((path) => path.split(sep)[1])
    expect(rooms.sort()).toEqual(Object.keys(house).sort())
  })

  it('sees imports of every form', () => {
    const seen = importsOf(join(import.meta.dirname, 'imports.fixture.ts'))
    expect(seen).toEqual(expect.arrayContaining(['node:fs', 'node:path', 'node:os', 'node:url']))
  })
})
