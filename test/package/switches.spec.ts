import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { programOf } from '../../scripts/package/names.ts'
import { rejectedExitCode } from '../../src/main/start/known-switches.ts'
import { test } from './fixtures.ts'
import type { OrdinaryUser } from './ordinary-user.ts'

// What somebody else starts the app with, to look into it: the app that ships, run by an ordinary user, with Chromium's sandbox.

/** Each with a file that the attack leaves behind, below the home folder, where it leaves one. */
const attacks: [name: string, value?: string, leaves?: string][] = [
  ['host-resolver-rules', 'MAP * 127.0.0.1:9'],
  ['ignore-certificate-errors'],
  ['ignore-certificate-errors-spki-list', 'abc='],
  ['proxy-server', '127.0.0.1:9'],
  ['proxy-pac-url', 'data:,'],
  ['log-net-log', 'HOME/net.json', 'net.json'],
  ['ssl-key-log-file', 'HOME/keys', 'keys'],
  ['remote-debugging-port', '0', '.config/Gazelle Keeper/DevToolsActivePort'],
  ['remote-debugging-pipe'],
  ['js-flags', '--expose-gc'],
  ['load-extension', '/tmp'],
  ['disable-web-security'],
  ['disable-features', 'IsolateOrigins'],
  ['user-data-dir', 'HOME/other', 'other/settings.json'],
  ['inspect', '0'],
  ['no-sandbox'],
  ['single-process'],
  ['gpu-launcher', '/usr/bin/touch HOME/touched', 'touched'],
  ['renderer-cmd-prefix', '/usr/bin/touch HOME/touched', 'touched'],
  ['utility-cmd-prefix', '/usr/bin/touch HOME/touched', 'touched'],
]

for (const [name, value, leaves] of attacks) {
  test(`the packed app does not start with --${name}`, async ({ packed, person }) => {
    const arg = `--${name}${value === undefined ? '' : `=${value.replace('HOME', person.home)}`}`
    const { code, stderr } = await person.run(programOf(packed.folder), ['--popover', arg])
    expect([code, stderr]).toEqual([rejectedExitCode, expect.stringContaining(`does not take this: --${name}.`)])
    expect(leftBehind(person)).toEqual([])
    expect(existsSync(join(person.home, leaves ?? 'touched'))).toBe(false)
  })
}

for (const [name, value] of [
  ['SSLKEYLOGFILE', 'keys'],
  ['ELECTRON_DISABLE_SANDBOX', ''],
  ['ELECTRON_ENABLE_LOGGING', '1'],
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
] as const) {
  test(`the packed app does not start with the variable ${name}`, async ({ packed, person }) => {
    const { code, stderr } = await person.run(programOf(packed.folder), [], { [name]: value, LANG: 'fr_CA.UTF-8' })
    expect([code, stderr]).toEqual([rejectedExitCode, expect.stringContaining(`accepté\u00a0: ${name}.`)])
    expect(leftBehind(person)).toEqual([])
  })
}

test('neither a script nor NODE_OPTIONS is run by the packed app', async ({ packed, person }) => {
  const program = programOf(packed.folder)
  const touch = `require('fs').writeFileSync('${person.home}/touched', '')`
  const asNode = { ELECTRON_RUN_AS_NODE: '1' }
  expect((await person.run(program, ['-e', touch], asNode)).code).toBe(rejectedExitCode)
  const data = `--import=data:text/javascript,import{writeFileSync}from'node:fs';writeFileSync('${person.home}/touched','')`
  await person.run(program, ['--no-such-switch'], { ...asNode, NODE_OPTIONS: data })
  expect(existsSync(join(person.home, 'touched'))).toBe(false)
})

test('the packed app starts with the switches that a desktop adds, Chromium’s sandbox on @linux', async ({
  packed,
  person,
}) => {
  const program = programOf(packed.folder)
  const app = person.start(program, ['--popover', '--ozone-platform=x11', '--force-device-scale-factor=1', '--lang=fr'])
  await expect.poll(() => leftBehind(person)).toContain('settings.json')

  // The one that runs goes on; what starts it again with another switch is told, and reaches nothing.
  const again = await person.run(program, ['--popover', '--remote-debugging-port=0'])
  expect(again.code).toBe(rejectedExitCode)
  expect(app.exitCode).toBeNull()
  expect(leftBehind(person)).not.toContain('DevToolsActivePort')
})

test('where nobody reads stderr a dialogue says it, in a process that was started without the switch @linux', async ({
  packed,
  person,
}) => {
  const program = programOf(packed.folder)
  const app = person.start(program, ['--proxy-server=127.0.0.1:9', '--lang=fr'], { SSLKEYLOGFILE: '/tmp/keys' })
  await expect.poll(() => app.exitCode).toBe(rejectedExitCode)
  const teller = () => processesOf(program).find(({ line }) => line.includes('--keeper-rejected'))
  await expect.poll(teller).toBeDefined()
  const { pid = 0, line } = teller() ?? {}
  expect(line).toBe(`${program} --lang=fr --keeper-rejected=--proxy-server,SSLKEYLOGFILE`)
  process.kill(pid, 'SIGKILL')
  await expect.poll(teller).toBeUndefined()
})

/** What the app has left in its profile, which Chromium makes, whatever it is called: not even the lock of the only instance. */
function leftBehind({ home }: OrdinaryUser): string[] {
  const settings = join(home, '.config')
  const profiles = existsSync(settings) ? readdirSync(settings).filter((name) => name.startsWith('Gazelle Keeper')) : []
  return profiles.flatMap((profile) => readdirSync(join(settings, profile)))
}

/** The processes of a program on Linux, each with its command line as Chromium leaves it, the words apart by spaces. */
function processesOf(program: string): { pid: number; line: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid: Number(pid), line: commandLineOf(pid) }))
    .filter(({ line }) => line.startsWith(program))
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    // It has ended meanwhile.
    return ''
  }
}
