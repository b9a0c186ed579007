import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type VirtualDesktop, withVirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import { waitForOutput } from '../desktop/wait-for-output.ts'

const desktopModule = join(import.meta.dirname, '../../scripts/desktop/virtual-desktop.ts')

/** Runs a module's source in a Node of its own. */
const node = (source: string) => ['--input-type=module', '--eval', source]

/** The command lines of all running programs that were given something in `folder`. */
function programsUsing(folder: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map((pid) => commandLine(pid)).filter((line) => line.includes(folder))
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

const folderOf = (desktop: Pick<VirtualDesktop, 'home'>) => join(desktop.home, '..')

test('gives a display, a bus and folders of its own, and leaves nothing behind', async () => {
  const { folder, services } = await withVirtualDesktop({}, async (desktop) => {
    const { env, home, switches } = desktop
    expect(env['DISPLAY']).toMatch(/^:\d+$/)
    expect(env['DBUS_SESSION_BUS_ADDRESS']).toMatch(/^unix:path=/)
    expect(env['HOME']).toBe(home)
    expect(switches).toEqual(['--password-store=gnome-libsecret'])
    const keyrings = join(env['XDG_DATA_HOME'] ?? '', 'keyrings')
    expect(readdirSync(keyrings)).toContain('login.keyring')
    return { folder: folderOf(desktop), services: programsUsing(folderOf(desktop)) }
  })
  expect(services.map((line) => line.split(' ')[0]).sort()).toEqual(['Xvfb', 'dbus-daemon', 'gnome-keyring-daemon'])
  expect(programsUsing(folder)).toEqual([])
  expect(existsSync(folder)).toBe(false)
})

test('may be had twice at the same time, and without a keyring', async () => {
  await withVirtualDesktop({ keyring: false }, async (first) => {
    await withVirtualDesktop({ keyring: false, screen: '640x480x24' }, async (second) => {
      expect(second.env['DISPLAY']).not.toBe(first.env['DISPLAY'])
      expect(second.env['DBUS_SESSION_BUS_ADDRESS']).not.toBe(first.env['DBUS_SESSION_BUS_ADDRESS'])
      expect(second.switches).toEqual(['--password-store=basic'])
    })
  })
})

test('ends also when what ran on it fails', async () => {
  let folder = ''
  const failing = withVirtualDesktop({ keyring: false }, async (desktop) => {
    folder = folderOf(desktop)
    throw new Error('on purpose')
  })
  await expect(failing).rejects.toThrow('on purpose')
  expect(programsUsing(folder)).toEqual([])
  expect(existsSync(folder)).toBe(false)
})

test('says what is missing when a part does not start', async () => {
  await expect(withVirtualDesktop({ screen: 'no screen' }, async () => {})).rejects.toThrow(/Xvfb ended .*screen/s)
})

test.each(['SIGINT', 'SIGTERM'] as const)('ends on %s, and so does the program that had it', async (signal) => {
  const source = `
    import { withVirtualDesktop } from ${JSON.stringify(desktopModule)}
    await withVirtualDesktop({}, async ({ home }) => {
      console.log('home ' + home)
      await new Promise((resolve) => setTimeout(resolve, 60_000))
    })`
  const program = spawn(process.execPath, node(source), { stdio: ['ignore', 'pipe', 'inherit'] })
  const folder = folderOf({ home: await waitForOutput(program, /^home (.*)/) })
  const exited = once(program, 'exit')
  program.kill(signal)
  expect(await exited).toEqual([null, signal])
  expect(programsUsing(folder)).toEqual([])
  expect(existsSync(folder)).toBe(false)
})

test('leaves nothing behind when the program that had it breaks off', async () => {
  const source = `
    import { withVirtualDesktop } from ${JSON.stringify(desktopModule)}
    await withVirtualDesktop({}, async ({ home }) => {
      console.log('home ' + home)
      setImmediate(() => { throw new Error('on purpose') })
      await new Promise((resolve) => setTimeout(resolve, 60_000))
    })`
  const program = spawn(process.execPath, node(source), { stdio: ['ignore', 'pipe', 'ignore'] })
  const exited = once(program, 'exit')
  const folder = folderOf({ home: await waitForOutput(program, /^home (.*)/) })
  expect(await exited).toEqual([1, null])
  expect(programsUsing(folder)).toEqual([])
  expect(existsSync(folder)).toBe(false)
})
