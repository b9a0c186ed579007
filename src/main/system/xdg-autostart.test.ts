import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { desktopEntry } from './desktop-entry.ts'
import { xdgAutostart } from './xdg-autostart.ts'

let home: string
let program: string
let own: string
let systems: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gazelle-keeper-autostart-'))
  program = await givenProgram('My Apps/gazelle-keeper')
  own = join(home, 'config/autostart/gazelle-keeper.desktop')
  systems = join(home, 'system/autostart/gazelle-keeper.desktop')
})
afterEach(() => rm(home, { recursive: true, force: true }))

async function givenProgram(path: string): Promise<string> {
  const file = join(home, path)
  await write(file, '#!/bin/sh\n')
  await chmod(file, 0o755)
  return file
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

function open(desktop?: string) {
  const autostart = xdgAutostart(
    { id: 'gazelle-keeper', name: 'Gazelle Keeper', command: [program] },
    {
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_CONFIG_DIRS: join(home, 'system'),
      XDG_CURRENT_DESKTOP: desktop,
      PATH: join(home, 'bin'),
    },
  )
  const isOn = async () => (await autostart.look()).isOn
  return { ...autostart, isOn }
}

/** An entry of ours with these lines in place of its own of the same keys. */
function entry(...lines: string[]): string {
  const keys = lines.map((line) => line.split('=')[0]?.trim())
  const kept = desktopEntry('Gazelle Keeper', [program]).split('\n')
  return [...kept.filter((line) => !keys.includes(line.split('=')[0])), ...lines, ''].join('\n')
}

describe('xdgAutostart', () => {
  it('writes an entry where the desktop looks for it, and takes it away', async () => {
    const autostart = open()
    expect(await autostart.isOn()).toBe(false)
    await autostart.turn(true)
    expect(await autostart.isOn()).toBe(true)
    // Nothing half written is left beside it.
    expect(await readdir(dirname(own))).toEqual(['gazelle-keeper.desktop'])
    expect(await readFile(own, 'utf8')).toContain(`\nExec="${program}"\n`)
    await autostart.turn(false)
    expect(await autostart.isOn()).toBe(false)
    await autostart.turn(false)
  })

  it.each([
    ['it is hidden', ['Hidden=true']],
    ['GNOME’s settings have switched it off', ['X-GNOME-Autostart-enabled = false']],
    ['it is for other desktops', ['OnlyShowIn=KDE;XFCE;']],
    ['it is for all desktops but this one', ['NotShowIn=GNOME;']],
    ['it is no program', ['Type=Link']],
    ['it starts nothing', ['Exec=']],
    ['it only gives variables', ['Exec=env LANG=fr']],
  ])('is off where %s, stays so at the start, and can be switched on', async (_why, lines) => {
    const autostart = open('ubuntu:GNOME')
    const text = entry(...lines)
    await write(own, text)
    expect(await autostart.isOn()).toBe(false)
    await autostart.repair()
    expect(await readFile(own, 'utf8')).toBe(text)
    await autostart.turn(true)
    expect(await autostart.isOn()).toBe(true)
  })

  it.each([
    ['for this desktop among others', ['OnlyShowIn=KDE;GNOME;']],
    ['for all desktops but others', ['NotShowIn=KDE;']],
    ['hidden in an action alone', ['[Desktop Action quit]', 'Hidden=true']],
    ['not hidden by a comment', ['#Hidden=true']],
    ['delayed', ['X-GNOME-Autostart-Delay=5']],
  ])('is on where the entry is %s', async (_what, lines) => {
    await write(own, `${desktopEntry('Gazelle Keeper', [program])}${lines.join('\n')}\n`)
    expect(await open('ubuntu:GNOME').isOn()).toBe(true)
  })

  it('heeds the first of a desktop’s names that is listed', async () => {
    await write(own, entry('OnlyShowIn=GNOME;', 'NotShowIn=ubuntu;'))
    expect(await open('ubuntu:GNOME').isOn()).toBe(false)
    expect(await open('GNOME:ubuntu').isOn()).toBe(true)
    expect(await open().isOn()).toBe(false)
  })

  it.each([
    ['a program that was moved', () => ['Exec="/nowhere/gazelle-keeper" --quiet']],
    ['a program of a user who was renamed', () => [`Exec=${join(home, 'before/Gazelle Keeper.AppImage')}`]],
    ['a program that is not in the PATH', () => ['Exec=gazelle-keeper']],
    ['a folder that is gone', () => [`Exec="${program}" "/nowhere/app"`]],
    ['a moved program behind variables', () => ['Exec=env GDK_BACKEND=x11 /nowhere/gazelle-keeper']],
    ['a file that cannot be run', () => [`Exec=${own}`]],
    ['a folder in its place', () => [`Exec=${home}`]],
    ['a program that must be there first', () => ['TryExec=/nowhere/gazelle-keeper']],
  ])('is off where the entry names %s, and that is repaired', async (_what, lines) => {
    const autostart = open()
    await write(own, entry(...lines()))
    expect(await autostart.isOn()).toBe(false)
    await autostart.repair()
    expect(await autostart.isOn()).toBe(true)
    expect(await readFile(own, 'utf8')).toBe(desktopEntry('Gazelle Keeper', [program]))
  })

  it('leaves alone what a person has set up to start it another way', async () => {
    const other = await givenProgram('bin/start-keeper')
    const autostart = open()
    for (const exec of [other, 'start-keeper --quiet %U', `env LANG=fr_CA.UTF-8 ${other}`]) {
      const text = entry(`Exec=${exec}`, 'TryExec=start-keeper')
      await write(own, text)
      expect(await autostart.isOn()).toBe(true)
      await autostart.repair()
      expect(await readFile(own, 'utf8')).toBe(text)
    }
  })

  it('sees the entry that the system has for everybody, and switches it off for this person alone', async () => {
    const autostart = open()
    await write(systems, entry())
    expect(await autostart.isOn()).toBe(true)
    await autostart.turn(false)
    expect(await autostart.isOn()).toBe(false)
    await autostart.repair()
    expect(await autostart.isOn()).toBe(false)
    await autostart.turn(true)
    expect(await autostart.isOn()).toBe(true)
    expect(await readFile(systems, 'utf8')).toBe(entry())
  })

  it('is off behind a link to nothing, and can be switched on', async () => {
    const autostart = open()
    await mkdir(dirname(own), { recursive: true })
    await symlink('/dev/null', own)
    expect(await autostart.isOn()).toBe(false)
    await autostart.turn(true)
    expect(await autostart.isOn()).toBe(true)
  })

  it('rejects where the folder takes nothing', async () => {
    await write(join(home, 'config/autostart'), 'a file')
    await expect(open().turn(true)).rejects.toThrow()
    expect(await open().isOn()).toBe(false)
  })
})
