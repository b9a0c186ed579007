import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { startVirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import { cliFixture } from './cli-fixture.ts'
import { program, runNode } from './cli-process.ts'
import { validated } from './schemas.ts'
import { cliAtTerminal } from './terminal.ts'

const on = cliFixture()
const at = (path: string) => join(on.home, path)
const profile = () => at('.config/Gazelle Keeper')
const autostart = () => at('.config/autostart/gazelle-keeper.desktop')
const links = () => at('.local/share/applications/gazelle-keeper-link.desktop')
const cache = () => at('.cache/gazelle-keeper')
const state = () => at('state/gazelle-keeper')

function put(path: string, text = 'x'): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** Leaves something of each kind that is in files, and of other programs beside it. */
async function keepAll(): Promise<void> {
  put(join(profile(), 'settings.json'), '{}')
  put(join(profile(), 'Cache/entry'), 'x'.repeat(2_500_000))
  put(join(profile(), 'secrets.json'), '{}')
  put(at('.config/Gazelle Keeper (demo)/settings.json'), '{}')
  put(autostart())
  put(links())
  put(at('.local/share/applications/another.desktop'))
  put(join(cache(), 'sandbox/state.json'))
  put(at('.config/autostart/another.desktop'))
  put(at('.cache/another/file'))
  put(at('.config/another/settings.json'))
  await on.issued(25)
  expect(await on.run(['check'])).toMatchObject({ code: 0 })
}

const others = [
  '.config/autostart/another.desktop',
  '.local/share/applications/another.desktop',
  '.cache/another/file',
  '.config/another/settings.json',
]
const kinds = (answer: Record<string, unknown>) => (answer['kept'] as { kind: string }[]).map(({ kind }) => kind)

/** The answer of `uninstall` in JSON. */
async function answer(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout, code } = await on.run(['uninstall', ...args, '--json'])
  const found = validated('uninstall', stdout)
  expect(found['exitCode']).toBe(code)
  return found
}

describe.runIf(process.platform === 'linux')('uninstall', () => {
  it('shows what lies where, and removes nothing where nobody can be asked and nothing is named', async () => {
    await keepAll()
    const { code, stdout, stderr } = await on.run(['uninstall'])
    expect(code).toBe(3)
    for (const place of [profile(), links(), autostart(), cache(), state()]) expect(stdout).toContain(`  ${place}\n`)
    expect(stdout).toContain('size: 3 MB')
    expect(stderr).toContain('gazelle-keeper uninstall --remove')
    for (const place of [profile(), autostart(), cache(), state()]) expect(existsSync(place)).toBe(true)
    expect(await answer()).toMatchObject({ exitCode: 3, removed: [], left: [] })
    const listed = await answer('--list')
    expect(listed).toMatchObject({ exitCode: 0, removed: [] })
    expect(kinds(listed)).toEqual(['autostart', 'state', 'cache', 'profile'])
  })

  it('removes what is named, and nothing else; the row and whoever uses it go on', async () => {
    await keepAll()
    const token = await on.tokenInRow()
    expect(await answer('--remove', 'cache', '--remove', 'autostart')).toMatchObject({
      exitCode: 0,
      removed: ['autostart', 'cache'],
      left: [],
    })
    for (const gone of [cache(), autostart()]) expect(existsSync(gone)).toBe(false)
    for (const kept of [profile(), links(), state(), ...others.map(at)]) expect(existsSync(kept)).toBe(true)
    expect(await answer('--remove', 'all', '--force')).toMatchObject({ removed: ['state', 'profile'], left: [] })
    expect(readdirSync(at('.config')).sort()).toEqual(['another', 'autostart'])
    expect(existsSync(links())).toBe(false)
    for (const kept of others.map(at)) expect(existsSync(kept)).toBe(true)
    expect(await on.tokenInRow()).toBe(token)
    const { stdout } = await on.run(['uninstall'])
    expect(stdout).toContain('keeps nothing on this computer')
    expect(await on.run(['status'])).toMatchObject({ code: 0 })
  })

  it('asks item by item at a terminal, and a no keeps it', async () => {
    await keepAll()
    const typed = [
      { after: 'Remove autostart?', text: 'no\r' },
      { after: 'Remove state?', text: 'yes\r' },
      { after: 'Remove cache?', text: 'no\r' },
      { after: 'Remove profile?', text: 'oui\r' },
    ]
    const { code, screen } = await cliAtTerminal(['uninstall'], { env: on.env, cwd: on.home, typed })
    expect(code).toBe(0)
    expect(screen).toContain('This may hold a token that is not saved to Supabase.')
    for (const gone of [state(), profile()]) expect(existsSync(gone)).toBe(false)
    for (const kept of [autostart(), cache()]) expect(existsSync(kept)).toBe(true)
  })

  it('removes what may hold the only copy of a token only after a word', async () => {
    await keepAll()
    put(join(profile(), 'secrets.json'), '{"journal.row": "sealed"}')
    for (const kind of ['state', 'profile']) {
      expect(await answer('--remove', kind)).toMatchObject({ exitCode: 3, failure: { kind: 'uninstall.only-copy' } })
    }
    for (const kept of [state(), profile()]) expect(existsSync(kept)).toBe(true)
    expect(await answer('--remove', 'state', '--force')).toMatchObject({ exitCode: 0, removed: ['state'] })
  })

  it('waits until no keeper is running that would write it again', async () => {
    await keepAll()
    const during = async (child: ChildProcess) => {
      let shown = ''
      for await (const chunk of child.stdout as Readable) {
        shown += chunk
        if (shown.includes('Watching')) break
      }
      const refused = await answer('--remove', 'state', '--force')
      expect(refused).toMatchObject({ exitCode: 4, failure: { kind: 'uninstall.in-use' } })
      expect(await answer('--remove', 'cache')).toMatchObject({ exitCode: 0 })
      child.kill('SIGTERM')
    }
    expect(await on.run(['watch'], { during })).toMatchObject({ code: 0 })
    expect(existsSync(state())).toBe(true)
    expect(await answer('--remove', 'state', '--force')).toMatchObject({ exitCode: 0 })
  })

  it('waits until the app has been quit, which listens in its profile', async () => {
    await keepAll()
    // Chromium has its socket in a short folder, to which a link in the profile leads.
    const folder = mkdtempSync(join(tmpdir(), 'scoped-'))
    const server = createServer().listen(join(folder, 'SingletonSocket'))
    await new Promise((resolve) => server.once('listening', resolve))
    try {
      symlinkSync(join(folder, 'SingletonSocket'), join(profile(), 'SingletonSocket'))
      const refused = await answer('--remove', 'all', '--force')
      expect(refused).toMatchObject({ exitCode: 4, failure: { kind: 'uninstall.in-use' } })
      for (const kept of [profile(), autostart(), cache(), state()]) expect(existsSync(kept)).toBe(true)
    } finally {
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    }
    expect(await answer('--remove', 'profile', '--force')).toMatchObject({ exitCode: 0, removed: ['profile'] })
  })

  it('follows no link, and says what could not be removed', async () => {
    await keepAll()
    put(at('elsewhere/file'))
    rmSync(cache(), { recursive: true })
    symlinkSync(at('elsewhere'), cache())
    const { code, stderr } = await on.run(['uninstall', '--remove', 'cache', '--remove', 'autostart'])
    expect(code).toBe(3)
    expect(stderr).toContain(`Not removed: ${cache()} (it is a link to another place`)
    expect(existsSync(at('elsewhere/file'))).toBe(true)
    expect(await answer('--remove', 'cache')).toMatchObject({
      exitCode: 3,
      removed: [],
      left: [{ place: cache(), code: 'link' }],
    })
    expect(existsSync(autostart())).toBe(false)
  })

  it('takes out of the keychain the settings of the command line, and the secrets that init has put there', async () => {
    const desktop = await startVirtualDesktop()
    try {
      on.env = { ...on.env, DBUS_SESSION_BUS_ADDRESS: desktop.env['DBUS_SESSION_BUS_ADDRESS'] }
      const leave = [join(import.meta.dirname, 'handover-process.ts')]
      expect(await runNode(leave, { env: on.env, input: '{"version":1}' })).toMatchObject({ code: 0 })
      expect(kinds(await answer('--list'))).toEqual(['keychain'])
      expect(await answer('--remove', 'keychain')).toMatchObject({ exitCode: 0, removed: ['keychain'] })
      expect(kinds(await answer('--list'))).toEqual([])
      const put = [join(dirname(program), 'keychain-process.cjs'), 'write', 'project.example 00']
      for (const args of [put, put.with(-1, 'another.example 00')]) {
        expect(await runNode(args, { env: on.env, input: '{"version":1}' })).toMatchObject({ code: 0 })
      }
      expect(kinds(await answer('--list'))).toEqual(['keychain'])
      expect(await answer('--remove', 'keychain')).toMatchObject({ exitCode: 0, removed: ['keychain'] })
      expect(kinds(await answer('--list'))).toEqual([])
    } finally {
      await desktop.close()
    }
  })

  it.each([
    [['--remove', 'everything'], 'An option has an invalid value.'],
    [['--remove'], 'An option is missing its value.'],
  ])('%j is a mistake of usage', async (args, sentence) => {
    const { code, stderr } = await on.run(['uninstall', ...args])
    expect(code).toBe(64)
    expect(stderr).toContain(sentence)
  })
})
