import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Disk, retryMilliseconds } from '../system/disk.ts'
import { KeptFile, type Migration } from './kept-file.ts'

let folder: string
const form = { name: 'things', initial: { size: 1 }, migrations: [(old) => old] as Migration[] }
const at = (name: string) => join(folder, name)
const open = (disk = new Disk()) => new KeptFile(folder, form, disk)
const kept = (name = 'things.json') => JSON.parse(readFileSync(at(name), 'utf8'))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-file-'))
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

describe('a kept file', () => {
  it('is there from the first start, with its version, and a copy beside it', () => {
    const file = open()
    expect(file.found).toBe('new')
    file.change({ colour: 'red' })
    expect(kept()).toEqual({ size: 1, version: 1, colour: 'red' })
    expect(kept('things.last-good.json')).toEqual(kept())
    expect(readdirSync(folder).sort()).toEqual(['things.json', 'things.last-good.json'])
    expect(open().found).toBe('file')
  })

  it.each([
    ['emptied', ''],
    ['filled with zeroes', '\0'.repeat(64)],
    ['cut off', '{"size": 7, "colo'],
    ['no JSON', 'size: 7'],
    ['a list', '[1, 2]'],
    ['null', 'null'],
    ['a text', '"things"'],
  ])('that was %s is taken from its last good copy, and told', (_how, damage) => {
    open().change({ size: 7 })
    writeFileSync(at('things.json'), damage)
    const file = open()
    expect(file.found).toBe('copy')
    expect(file.content).toMatchObject({ size: 7 })
    expect(kept()).toMatchObject({ size: 7 })
    // Nothing of what was there is thrown away.
    expect(readFileSync(at('things.damaged.json'), 'utf8')).toBe(damage)
    expect(open().found).toBe('file')
  })

  it('that was lost is taken from its copy', () => {
    open().change({ size: 7 })
    rmSync(at('things.json'))
    expect(open()).toMatchObject({ found: 'copy', content: { size: 7 } })
  })

  it('of which nothing good is left says so', () => {
    open().change({ size: 7 })
    writeFileSync(at('things.json'), '')
    writeFileSync(at('things.last-good.json'), '')
    expect(open()).toMatchObject({ found: 'nowhere', content: { size: 1 } })
  })

  it('takes what is good in the file for what counts, and makes its copy anew', () => {
    open().change({ size: 7 })
    writeFileSync(at('things.json'), '\uFEFF{"size": 8}')
    expect(open()).toMatchObject({ found: 'file', content: { size: 8 } })
    expect(kept('things.last-good.json')).toMatchObject({ size: 8 })
  })

  it('keeps what another version wrote, and a newer version’s number', () => {
    writeFileSync(at('things.json'), JSON.stringify({ size: 8, shape: { round: true }, version: 9 }))
    open().change({ size: 9 })
    expect(kept()).toEqual({ size: 9, shape: { round: true }, version: 9 })
  })

  it.each([undefined, 'one', -1, 1.5, null, {}])(
    'takes a file of version %j for one from before versions',
    (version) => {
      writeFileSync(at('things.json'), JSON.stringify({ size: '8', ...(version !== undefined && { version }) }))
      const migrations: Migration[] = [(old) => ({ ...old, size: Number(old['size']) })]
      expect(new KeptFile(folder, { ...form, migrations }, new Disk()).content).toEqual({ size: 8, version: 1 })
      expect(kept()).toEqual({ size: 8, version: 1 })
    },
  )

  it('goes through the migrations after its version, in order', () => {
    writeFileSync(at('things.json'), JSON.stringify({ size: 1, version: 1 }))
    const migrations: Migration[] = [
      () => expect.unreachable(),
      (old) => ({ ...old, size: Number(old['size']) + 1 }),
      (old) => ({ ...old, size: Number(old['size']) * 10 }),
    ]
    expect(new KeptFile(folder, { ...form, migrations }, new Disk()).content).toEqual({ size: 20, version: 3 })
  })

  it('leaves no draft of a process that was killed', () => {
    writeFileSync(at('things.json.0000.draft'), '{"si')
    open()
    expect(existsSync(at('things.json.0000.draft'))).toBe(false)
  })
})

describe('a kept file that cannot be written', () => {
  /** Where the folder should be there is a file: nobody can write there, not even root. */
  const block = () => {
    rmSync(folder, { recursive: true, force: true })
    writeFileSync(folder, '')
  }
  const unblock = () => {
    rmSync(folder)
    mkdirSync(folder)
  }

  it('works from memory, says why, and is written once that is mended', () => {
    vi.useFakeTimers()
    const disk = new Disk()
    const file = open(disk)
    block()
    expect(file.change({ size: 3 })).toBe(false)
    expect(file.content).toMatchObject({ size: 3 })
    expect(disk.trouble.value).toBe('gone')
    vi.advanceTimersByTime(retryMilliseconds)
    expect(disk.trouble.value).toBe('gone')
    unblock()
    vi.advanceTimersByTime(retryMilliseconds)
    expect(disk.trouble.value).toBeNull()
    expect(kept()).toMatchObject({ size: 3 })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('starts all the same', () => {
    vi.useFakeTimers()
    block()
    const disk = new Disk()
    expect(open(disk)).toMatchObject({ found: 'new', content: { size: 1 } })
    expect(disk.trouble.value).toBe('gone')
  })

  it('is not written over while it cannot be read, and gets what was changed meanwhile once it can be', () => {
    vi.useFakeTimers()
    // A folder in its place cannot be read, by root neither.
    mkdirSync(at('things.json'))
    const disk = new Disk()
    const file = open(disk)
    expect(file).toMatchObject({ found: 'unread', content: { size: 1 } })
    file.change({ colour: 'red' })
    expect(disk.trouble.value).not.toBeNull()
    rmSync(at('things.json'), { recursive: true })
    writeFileSync(at('things.json'), JSON.stringify({ size: 7, colour: 'blue' }))
    vi.advanceTimersByTime(retryMilliseconds)
    expect(disk.trouble.value).toBeNull()
    expect(kept()).toEqual({ size: 7, colour: 'red', version: 1 })
  })
})

describe('the disk', () => {
  const failure = (code: string) => Object.assign(new Error(code), { code })

  it.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EROFS', 'read-only'],
    ['EACCES', 'denied'],
    ['EPERM', 'denied'],
    ['ENOENT', 'gone'],
    ['EIO', 'failing'],
  ])('takes %s for %s', (code, trouble) => {
    vi.useFakeTimers()
    const disk = new Disk()
    disk.failed('a', failure(code), () => undefined)
    expect(disk.trouble.value).toBe(trouble)
  })

  it('does not tell of another program’s short look at a file, but of a long one', () => {
    vi.useFakeTimers()
    const disk = new Disk()
    const fail = () => disk.failed('a', failure('EBUSY'), fail)
    fail()
    expect(disk.trouble.value).toBeNull()
    vi.advanceTimersByTime(retryMilliseconds)
    expect(disk.trouble.value).toBe('busy')
    disk.succeeded('a')
    expect(disk.trouble.value).toBeNull()
  })
})
