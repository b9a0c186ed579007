import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultFolder, ownFolder } from './folder.ts'

let parent: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'folder-'))
})
afterEach(() => rmSync(parent, { recursive: true }))

describe('a sandbox folder', () => {
  it('is made, private to its owner', async () => {
    const { path, release } = await ownFolder(join(parent, 'new', 'one'))
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o700)
    await release()
  })

  it('has one owner at a time', async () => {
    const first = await ownFolder(parent)
    await expect(ownFolder(parent)).rejects.toThrow(`${first.path} is in use by process ${process.pid}`)
    await first.release()
    const second = await ownFolder(parent)
    await second.release()
  })

  it('is not taken for held when it cannot be made', async () => {
    const file = join(parent, 'file')
    writeFileSync(file, '')
    await expect(ownFolder(join(file, 'below'))).rejects.toThrow(/ENOTDIR|ENOENT|EEXIST/)
  })
})

describe('the default folder', () => {
  it.each([
    ['linux', { XDG_CACHE_HOME: '/cache' }, join('/cache', 'gazelle-keeper', 'sandbox')],
    ['win32', { LOCALAPPDATA: '/local' }, join('/local', 'gazelle-keeper', 'sandbox')],
  ] as const)('on %s is where the system says', (platform, env, folder) => {
    expect(defaultFolder({ platform, env })).toBe(folder)
  })

  it.each([
    ['linux', join('.cache', 'gazelle-keeper', 'sandbox')],
    ['darwin', join('Library', 'Caches', 'gazelle-keeper', 'sandbox')],
    ['win32', join('AppData', 'Local', 'gazelle-keeper', 'sandbox')],
  ] as const)('on %s is below the home folder otherwise', (platform, end) => {
    expect(defaultFolder({ platform, env: {} }).endsWith(end)).toBe(true)
  })
})
