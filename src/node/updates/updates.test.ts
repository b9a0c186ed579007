import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalFeed, releaseOf } from '../../../test/desktop/local-feed.ts'
import { canMakeDisk, SmallDisk } from '../../../test/desktop/small-disk.ts'
import { chooseRelease, type Installed } from '../../core/updates/choose.ts'
import type { UpdateFault } from '../../core/updates/fault.ts'
import type { ReleaseFile } from '../../core/updates/feed.ts'
import { lookForFeed } from '../../core/updates/look.ts'
import { fetchFile } from './fetch-file.ts'

// A feed and its files on a real server of this computer, which does what servers, networks, disks and attackers do.

const userAgent = 'gazelle-keeper/0.1.0'
const content = Buffer.alloc(3_000_000, 'The next program. ')
const installed: Installed = {
  program: 'app',
  version: '0.1.0',
  channel: 'stable',
  format: 'appimage',
  architecture: 'x64',
}
let feed: LocalFeed
let folder: string
let file: ReleaseFile

beforeEach(async () => {
  feed = await LocalFeed.open()
  folder = join(mkdtempSync(join(tmpdir(), 'updates-')), 'updates')
  file = feed.put(content)
  feed.publish([releaseOf('0.2.0', [file])])
})
afterEach(async () => {
  await feed.close()
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

const look = (newest: number | null = null) =>
  lookForFeed({ fetch: globalThis.fetch, userAgent, source: feed.source, now: Date.now(), newest })
const fetchIt = (into = folder) =>
  fetchFile(file, { fetch: globalThis.fetch, userAgent, beside: feed.address, folder: into })
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: UpdateFault) => error.kind ?? error,
  )
const lying = () => (existsSync(folder) ? readdirSync(folder) : [])

it('an older program finds the newer one, and gets all of it', async () => {
  const chosen = chooseRelease(await look(), installed, null)
  expect(chosen?.release.version).toBe('0.2.0')
  const told: number[] = []
  const path = await fetchFile(chosen?.file ?? file, {
    fetch: globalThis.fetch,
    userAgent,
    beside: feed.address,
    folder,
    onProgress: (bytes) => told.push(bytes),
  })
  expect(readFileSync(path).equals(content)).toBe(true)
  expect(lying()).toEqual([file.name])
  expect(told.at(-1)).toBe(content.length)
  // Once more: it is there.
  await fetchIt()
  expect(feed.asked).toEqual(['feed.json', file.name])
})

it('tells the server nothing of this computer', async () => {
  const told: string[] = []
  feed.answer = ({ url, headers }) => {
    told.push(JSON.stringify({ url, ...headers }))
    return false
  }
  await look()
  await fetchIt()
  expect(told).toHaveLength(2)
  for (const each of told) {
    expect(each).toContain(userAgent)
    expect(each).not.toMatch(/cookie|authorization|referer|if-none-match/)
  }
})

it('a newer program finds nothing in an older feed, however new its signature', async () => {
  expect(chooseRelease(await look(), { ...installed, version: '0.2.0' }, null)).toBeNull()
  expect(chooseRelease(await look(), { ...installed, version: '0.3.0' }, null)).toBeNull()
})

describe('the feed', () => {
  it('that was tampered with is not believed', async () => {
    const text = String(feed.content.get('feed.json')).replace('0.2.0', '9.9.9')
    feed.content.set('feed.json', Buffer.from(text))
    expect(await kindOf(look())).toBe('unsigned')
  })

  it('that is cut short is not believed', async () => {
    const whole = feed.content.get('feed.json') ?? Buffer.alloc(0)
    for (const length of [0, 1, Math.floor(whole.length / 2), whole.length - 5]) {
      feed.content.set('feed.json', whole.subarray(0, length))
      expect(await kindOf(look())).toBe('unsigned')
    }
  })

  it('that was believed before is not put back in the place of a newer one', async () => {
    const old = feed.content.get('feed.json')
    const { made } = feed.publish([releaseOf('0.3.0', [file])], { made: Date.now() + 1000 })
    expect((await look()).made).toBe(made)
    feed.content.set('feed.json', old ?? Buffer.alloc(0))
    expect(await kindOf(look(made))).toBe('replayed')
  })

  it('that nobody has renewed is not believed for ever', async () => {
    feed.publish([releaseOf('0.2.0', [file])], { made: Date.now() - 10_000, expires: Date.now() - 1 })
    expect(await kindOf(look())).toBe('untimely')
  })

  it.each([301, 302, 307, 308])('that leads to another host (%i) is not followed', async (status) => {
    const other = await LocalFeed.open()
    other.publish([releaseOf('0.2.0', [file])])
    feed.answer = (_request, response) => {
      response.writeHead(status, { location: other.address }).end()
      return true
    }
    expect(await kindOf(look())).toBe('redirected')
    expect(await kindOf(fetchIt())).toBe('redirected')
    expect(other.asked).toEqual([])
    await other.close()
  })

  it('that never ends is read no further than any feed goes', async () => {
    let sent = 0
    feed.answer = (_request, response) => {
      const more = () => {
        sent += 100_000
        if (!response.destroyed) response.write('x'.repeat(100_000), () => setImmediate(more))
      }
      more()
      return true
    }
    expect(await kindOf(look())).toBe('other-file')
    expect(sent).toBeLessThan(20_000_000)
  })

  it.each([
    [404, 'refused'],
    [403, 'refused'],
    [500, 'unreachable'],
    [503, 'unreachable'],
    [429, 'unreachable'],
  ])('that the server answers by %i is told as it is', async (status, kind) => {
    feed.answer = (_request, response) => {
      response.writeHead(status).end('no')
      return true
    }
    expect(await kindOf(look())).toBe(kind)
  })

  it('is not asked for over plain http on another computer', async () => {
    const source = { ...feed.source, address: 'http://updates.example/feed.json' }
    const asked: unknown[] = []
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(input)
      throw new Error('asked')
    }
    expect(await kindOf(lookForFeed({ fetch, userAgent, source, now: Date.now(), newest: null }))).toBe('unreachable')
    expect(asked).toEqual([])
  })
})

it('without a network nothing is known, and nothing is lost', async () => {
  const path = await fetchIt()
  await feed.close()
  expect(await kindOf(look())).toBe('unreachable')
  expect(readFileSync(path).equals(content)).toBe(true)
  rmSync(path)
  expect(await kindOf(fetchIt())).toBe('unreachable')
  feed = await LocalFeed.open()
})

describe('the file', () => {
  it('that was tampered with is not kept', async () => {
    const other = Buffer.from(content)
    other[1_234_567] = (other[1_234_567] ?? 0) ^ 1
    feed.content.set(file.name, other)
    expect(await kindOf(fetchIt())).toBe('other-file')
    expect(lying()).toEqual([])
  })

  it('that is shorter than the feed says is not kept', async () => {
    feed.content.set(file.name, content.subarray(0, 2_000_000))
    expect(await kindOf(fetchIt())).toBe('cut-short')
    expect(lying()).toEqual([])
  })

  it('that is longer than the feed says is not kept, nor fetched to its end', async () => {
    feed.content.set(file.name, Buffer.concat([content, Buffer.alloc(1)]))
    expect(await kindOf(fetchIt())).toBe('other-file')
    expect(lying()).toEqual([])
  })

  it('whose connection breaks off is fetched anew', async () => {
    feed.answer = (request, response) => {
      if (!request.url?.endsWith('.AppImage')) return false
      response.writeHead(200, { 'content-length': content.length })
      response.write(content.subarray(0, 1_000_000), () => response.destroy())
      return true
    }
    expect(await kindOf(fetchIt())).toBe('unreachable')
    expect(lying()).toEqual([])
    feed.answer = () => false
    expect(readFileSync(await fetchIt()).equals(content)).toBe(true)
  })

  it('that somebody changed after it was fetched is fetched anew', async () => {
    const path = await fetchIt()
    writeFileSync(path, 'something else')
    expect(readFileSync(await fetchIt()).equals(content)).toBe(true)
  })

  it('takes the place of that of an earlier update', async () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'gazelle-keeper-app-0.1.5-x86_64.AppImage'), 'old')
    await fetchIt()
    expect(lying()).toEqual([file.name])
  })

  it('of a program that was killed meanwhile is fetched anew, and nothing of the first is left', async () => {
    feed.answer = (request, response) => {
      if (!request.url?.endsWith('.AppImage')) return false
      // Half of it, and then nothing more.
      response.writeHead(200, { 'content-length': content.length })
      response.write(content.subarray(0, 1_500_000))
      return true
    }
    const child = fetchApart()
    await until(() => lying().length > 0 && readFileSync(join(folder, lying()[0] ?? '')).length > 1_000_000)
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(lying()).toEqual([`${file.name}.draft`])
    feed.answer = () => false
    expect(readFileSync(await fetchIt()).equals(content)).toBe(true)
    expect(lying()).toEqual([file.name])
  })

  /** Fetches it in a process of its own. */
  function fetchApart(): ChildProcess {
    const options = { userAgent, beside: feed.address, folder }
    const module = JSON.stringify(join(import.meta.dirname, 'fetch-file.ts'))
    const program = `import { fetchFile } from ${module}
      await fetchFile(${JSON.stringify(file)}, { ...${JSON.stringify(options)}, fetch })`
    return spawn(process.execPath, ['--input-type=module-typescript', '-e', program], { stdio: 'ignore' })
  }
})

async function until(is: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !is(); tries++) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(is()).toBe(true)
}

describe.runIf(canMakeDisk)('on a disk of its own', () => {
  let disk: SmallDisk
  beforeEach(() => {
    disk = new SmallDisk(2)
  })
  afterEach(() => disk.remove())

  it('that is full it is said, and what had come is removed', async () => {
    const small = join(disk.folder, 'updates')
    expect(await kindOf(fetchIt(small))).toBe('disk-full')
    expect(readdirSync(small)).toEqual([])
    disk.fill()
    expect(await kindOf(fetchIt(small))).toBe('disk-full')
    expect(await kindOf(fetchIt(join(disk.folder, 'elsewhere')))).toBe('disk-full')
  })

  it('that is read-only it is said', async () => {
    mkdirSync(join(disk.folder, 'updates'))
    disk.setReadOnly(true)
    expect(await kindOf(fetchIt(join(disk.folder, 'updates')))).toBe('not-allowed')
  })
})
