import { globSync } from 'node:fs'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Graph, graphOf, importsOf, modulesIn } from '../../scripts/rooms/graph.ts'

const root = resolve(import.meta.dirname, '../..')

/** What each room of src/ may import: other rooms, and packages. Imports point down. */
const house: Record<string, { rooms: string[]; packages: RegExp }> = {
  core: { rooms: [], packages: /^(node:|@supabase\/(auth|postgrest)-js$|cockatiel$|oauth4webapi$)/ },
  shared: { rooms: ['core'], packages: /^intl-messageformat$/ },
  node: { rooms: ['core'], packages: /^(node:|@napi-rs\/keyring$|nodemailer$)/ },
  library: { rooms: ['node', 'core'], packages: /^$/ },
  edge: { rooms: ['node', 'core', 'shared'], packages: /^node:/ },
  cli: { rooms: ['node', 'core', 'shared'], packages: /^(node:|commander$)/ },
  'first-paint': { rooms: ['renderer', 'shared'], packages: /^preact(-render-to-string)?$/ },
  main: {
    rooms: ['node', 'core', 'shared', 'first-paint'],
    packages: /^(node:|@jellybrick\/dbus-next$|electron$)/,
  },
  preload: { rooms: ['shared'], packages: /^electron$/ },
  renderer: { rooms: ['shared'], packages: /^(preact(\/hooks)?$|lucide-preact$|virtual:(licences|changelog)$)/ },
}

/**
 * The floors of a room, the lowest first: a folder imports what is on its own floor in its own folder, and what is below.
 * What stands in no folder (`.`) puts the rest together.
 */
const floors: Record<string, string[]> = {
  core: [
    'base',
    'updates',
    'token',
    'gazelle',
    'keeper',
    'alerts',
    'alerts/remote',
    'supabase',
    'supabase/setup',
    'paste',
  ],
  main: [
    'start',
    'keychain',
    'system',
    'connection',
    'keeper',
    'windows',
    'diagnostics',
    'paste',
    'ipc',
    'updates',
    'setup',
    'sign-in',
    'shell',
    '.',
  ],
}

function complaintsOf(room: string): string[] {
  const { rooms, packages } = house[room] ?? { rooms: [], packages: /^$/ }
  const files = modulesIn(root, `src/${room}`)
  expect(files.length).toBeGreaterThan(0)
  return files.flatMap((file) =>
    importsOf(join(root, file))
      .filter((name) => {
        if (!name.startsWith('.')) return !packages.test(name)
        const path = relative(root, resolve(root, dirname(file), name))
        // Its version, which has to be written somewhere once.
        if (['cli', 'edge', 'library'].includes(room) && path === 'package.json') return false
        const [top, target] = path.split(sep)
        return top !== 'src' || target === undefined || (target !== room && !rooms.includes(target))
      })
      .map((name) => `${file} imports ${name}`),
  )
}

/** A way from a module back to itself; null where there is none. */
function circleIn(graph: Graph): readonly string[] | null {
  const done = new Set<string>()
  const follow = (file: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    if (done.has(file)) return null
    for (const next of graph.get(file) ?? []) {
      const circle = follow(next, [...way, file])
      if (circle !== null) return circle
    }
    done.add(file)
    return null
  }
  for (const file of graph.keys()) {
    const circle = follow(file, [])
    if (circle !== null) return circle
  }
  return null
}

describe.each(Object.entries(floors))('inside %s', (room, order) => {
  const graph = graphOf(root, `src/${room}`)
  const folderOf = (file: string) => posix.relative(`src/${room}`, posix.dirname(file)) || '.'

  it('every folder has its floor', () => {
    expect([...new Set([...graph.keys()].map(folderOf))].sort()).toEqual([...order].sort())
  })

  it('no arrow points up', () => {
    const up = [...graph].flatMap(([file, imports]) =>
      imports
        .filter((path) => order.indexOf(folderOf(path)) > order.indexOf(folderOf(file)))
        .map((path) => `${file} imports ${path}`),
    )
    expect(up).toEqual([])
  })
})

describe('imports point down', () => {
  it.each([...Object.keys(house).map((room) => `src/${room}`), 'sandbox', 'scripts', 'bench', 'test'])(
    'go in no circle in %s',
    (folder) => {
      expect(circleIn(graphOf(root, folder))).toBeNull()
    },
  )

  it('sees a circle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', []],
      ['d', ['b']],
    ])
    expect(circleIn(graph)).toEqual(['b', 'd', 'b'])
  })

  it.each(Object.keys(house))('%s imports only what it may', (room) => {
    expect(complaintsOf(room)).toEqual([])
  })

  it('the library loads no mail', () => {
    const graph = graphOf(root, 'src')
    const reached = new Set(['src/library/index.ts'])
    for (const file of reached) for (const next of graph.get(file) ?? []) reached.add(next)
    expect(reached).toContain('src/node/keeper.ts')
    expect(reached).not.toContain('src/node/mail.ts')
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
