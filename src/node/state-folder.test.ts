import fs, {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultStateFolder, openStateFolder } from './state-folder.ts'

let folder: string

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'state-folder-test-')))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the folder for what is kept', () => {
  it.each<[NodeJS.Platform, NodeJS.ProcessEnv, string | null, string | null]>([
    ['linux', {}, '/home/ann', '/home/ann/.local/state/gazelle-keeper'],
    ['linux', { XDG_STATE_HOME: '/state' }, '/home/ann', '/state/gazelle-keeper'],
    ['linux', { XDG_STATE_HOME: '/state' }, null, '/state/gazelle-keeper'],
    ['linux', { XDG_STATE_HOME: 'relative' }, '/home/ann', '/home/ann/.local/state/gazelle-keeper'],
    ['linux', { XDG_STATE_HOME: '' }, null, null],
    ['darwin', { XDG_STATE_HOME: '/state' }, '/Users/ann', '/Users/ann/Library/Application Support/gazelle-keeper'],
    ['win32', {}, '/Users/ann', '/Users/ann/AppData/Local/gazelle-keeper'],
    ['win32', { LOCALAPPDATA: '/local' }, '/Users/ann', '/local/gazelle-keeper'],
  ])('on %s with %j and home %s is %s', (platform, env, home, expected) => {
    expect(defaultStateFolder({ platform, env }, home)).toBe(expected)
  })

  it('is made, private to its owner, with nothing in it', () => {
    const wanted = join(folder, 'new', 'state')
    expect(openStateFolder(wanted)).toEqual({ in: 'folder', folder: wanted })
    expect(readdirSync(wanted)).toEqual([])
    expect(statSync(wanted).mode & 0o777).toBe(0o700)
  })

  it.runIf(process.platform !== 'win32')('is made private where others could look into it', () => {
    const open = join(folder, 'open')
    mkdirSync(open)
    chmodSync(open, 0o755)
    expect(openStateFolder(open)).toEqual({ in: 'folder', folder: open })
    expect(statSync(open).mode & 0o777).toBe(0o700)
  })

  it('is told to be of no use where it takes files, but does not bring them to the disk', () => {
    const { fsyncSync } = fs
    fs.fsyncSync = () => {
      throw Object.assign(new Error('of this file system'), { code: 'EINVAL' })
    }
    syncBuiltinESMExports()
    try {
      const wanted = join(folder, 'unsafe')
      expect(openStateFolder(wanted)).toEqual({ in: 'memory', why: 'EINVAL', folder: wanted })
      expect(readdirSync(wanted)).toEqual([])
    } finally {
      fs.fsyncSync = fsyncSync
      syncBuiltinESMExports()
    }
  })

  it('is told to be missing where it cannot be made', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(openStateFolder(join(folder, 'file', 'state'))).toEqual({
      in: 'memory',
      why: 'ENOTDIR',
      folder: join(folder, 'file', 'state'),
    })
  })

  it.runIf(process.platform !== 'win32')('is never another one that a link leads to, which stays as it is', () => {
    const elsewhere = join(folder, 'elsewhere')
    mkdirSync(elsewhere, { mode: 0o755 })
    chmodSync(elsewhere, 0o755)
    const link = join(folder, 'link')
    symlinkSync(elsewhere, link)
    expect(openStateFolder(link)).toMatchObject({ in: 'memory', why: expect.stringMatching(/^(ELOOP|ENOTDIR)$/) })
    expect([statSync(elsewhere).mode & 0o777, readdirSync(elsewhere)]).toEqual([0o755, []])
  })

  it.runIf(process.getuid?.() === 0)('is not one that belongs to another user, which stays as it is', () => {
    const other = join(folder, 'other')
    mkdirSync(other, { mode: 0o755 })
    chownSync(other, 65_534, 65_534)
    expect(openStateFolder(other)).toEqual({ in: 'memory', why: 'EACCES', folder: other })
    expect([statSync(other).mode & 0o777, readdirSync(other)]).toEqual([0o755, []])
  })

  it('is not wanted where it is null', () => {
    expect(openStateFolder(null)).toEqual({ in: 'memory', why: 'wanted', folder: null })
    expect(existsSync(join(folder, 'null'))).toBe(false)
  })
})
