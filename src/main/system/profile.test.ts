import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { takeLock } from './profile.ts'

const electron = vi.hoisted(() => ({
  paths: {} as Record<string, string>,
  /** Where the lock was asked for. */
  locks: [] as string[],
}))
vi.mock('electron', () => ({
  app: {
    getPath: (name: string) => electron.paths[name],
    setPath: (name: string, path: string) => {
      electron.paths[name] = path
    },
    setAppLogsPath: (path: string) => {
      electron.paths['logs'] = path
    },
    requestSingleInstanceLock: () => {
      electron.locks.push(electron.paths['userData'] ?? '')
      return true
    },
  },
}))

let folder: string
let runtime: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'profile-'))
  runtime = join(folder, 'run')
  mkdirSync(runtime)
  vi.stubEnv('XDG_RUNTIME_DIR', runtime)
  electron.locks.length = 0
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const usual = (profile: string) => {
  electron.paths = { userData: profile, sessionData: profile, logs: join(profile, 'logs') }
}

it.each(['linux', 'darwin', 'win32'] as const)(
  'on %s a profile that takes files is left as it is',
  async (platform) => {
    const profile = join(folder, 'profile')
    usual(profile)
    expect(await takeLock(platform)).toBe(true)
    expect(electron.locks).toEqual([profile])
    expect(electron.paths).toEqual({ userData: profile, sessionData: profile, logs: join(profile, 'logs') })
    expect(readdirSync(profile)).toEqual([])
    expect(readdirSync(runtime)).toEqual([])
  },
)

it.each(['linux', 'darwin', 'win32'] as const)(
  'on %s Chromium gets another folder where it takes none',
  async (platform) => {
    // A file in its place: nobody can write there, root neither.
    const profile = join(folder, 'profile')
    writeFileSync(profile, '')
    usual(profile)
    const before = join(folder, 'before')
    mkdirSync(before)
    writeFileSync(join(before, 'Local State'), 'the key')
    electron.paths['sessionData'] = before
    expect(await takeLock(platform)).toBe(true)
    const { userData, sessionData = '', logs } = electron.paths
    // What is ours is read where it has always been.
    expect(userData).toBe(profile)
    expect(dirname(sessionData)).toBe(runtime)
    expect(electron.locks).toEqual([sessionData])
    expect(readFileSync(join(sessionData, 'Local State'), 'utf8')).toBe('the key')
    expect(logs).toBe(platform === 'darwin' ? join(profile, 'logs') : join(sessionData, 'logs'))
    // A second start finds the first.
    usual(profile)
    await takeLock(platform)
    expect(electron.locks).toEqual([sessionData, sessionData])
  },
)

it('a folder that others can read is not used', async () => {
  const profile = join(folder, 'profile')
  writeFileSync(profile, '')
  usual(profile)
  await takeLock('linux')
  const [spare = ''] = electron.locks
  chmodSync(spare, 0o755)
  usual(profile)
  await takeLock('linux')
  expect(electron.locks[1]).not.toBe(spare)
  expect(existsSync(electron.locks[1] ?? '')).toBe(true)
  rmSync(electron.locks[1] ?? '', { recursive: true })
})
