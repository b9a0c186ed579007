import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { desktopEntry, xdgAutostart } from './xdg-autostart.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gazelle-keeper-autostart-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const entry = { id: 'gazelle-keeper', name: 'Gazelle Keeper', command: ['/opt/Gazelle Keeper/gazelle-keeper'] }

describe('xdgAutostart', () => {
  it('writes an entry where the desktop looks for it, and takes it away', async () => {
    const autostart = xdgAutostart(entry, { XDG_CONFIG_HOME: join(home, 'config') })
    expect(await autostart.isOn()).toBe(false)
    await autostart.turn(true)
    expect(await autostart.isOn()).toBe(true)
    // Nothing half written is left beside it.
    expect(await readdir(join(home, 'config/autostart'))).toEqual(['gazelle-keeper.desktop'])
    const text = await readFile(join(home, 'config/autostart/gazelle-keeper.desktop'), 'utf8')
    expect(text).toContain('\nExec="/opt/Gazelle Keeper/gazelle-keeper"\n')
    await autostart.turn(false)
    expect(await autostart.isOn()).toBe(false)
    await autostart.turn(false)
  })

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled = false'])(
    'sees that the desktop turned it off by %s',
    async (line) => {
      const autostart = xdgAutostart(entry, { XDG_CONFIG_HOME: home })
      await autostart.turn(true)
      const file = join(home, 'autostart/gazelle-keeper.desktop')
      await writeFile(file, `${(await readFile(file, 'utf8')).replace(/^X-GNOME.*\n/m, '')}${line}\n`)
      expect(await autostart.isOn()).toBe(false)
      await autostart.turn(true)
      expect(await autostart.isOn()).toBe(true)
    },
  )
})

describe('desktopEntry', () => {
  it.each([
    ['a plain path', ['/usr/bin/keeper'], '"/usr/bin/keeper"'],
    ['spaces and arguments', ['/opt/my app', '--quiet'], '"/opt/my app" "--quiet"'],
    ['a field code', ['/opt/100%u'], '"/opt/100%%u"'],
    ['quotes', ['/opt/"x"'], String.raw`"/opt/\\"x\\""`],
    ['a shell variable and backticks', ['/opt/$HOME/`id`'], '"/opt/\\\\$HOME/\\\\`id\\\\`"'],
    ['a backslash', [String.raw`/opt/a\b`], String.raw`"/opt/a\\\\b"`],
  ])('quotes %s', (_what, command, expected) => {
    expect(desktopEntry('Keeper', command)).toContain(`\nExec=${expected}\n`)
  })
})
