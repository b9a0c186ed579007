import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canMakeDisk, SmallDisk } from '../../../test/desktop/small-disk.ts'
import type { UpdateFault } from '../../core/updates/fault.ts'
import { commandFor, installPackage } from './install-package.ts'
import { replaceProgram } from './replace-program.ts'
import { startAfter } from './start-after.ts'

const [old, next] = ['#!/bin/sh\necho 0.1.0\n', `#!/bin/sh\necho 0.2.0\n${'#'.repeat(1_000_000)}\n`]
const described = { size: next.length, sha512: createHash('sha512').update(next).digest('hex') }
let folder: string
let program: string
let fetched: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-'))
  mkdirSync(join(folder, 'programs'))
  program = join(folder, 'programs/Gazelle Keeper.AppImage')
  fetched = join(folder, 'fetched')
  writeFileSync(program, old, { mode: 0o700 })
  writeFileSync(fetched, next, { mode: 0o600 })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: UpdateFault) => error.kind ?? error,
  )

describe('a program that is one file', () => {
  it('is replaced, can be run as before, and leaves nothing beside it', async () => {
    await replaceProgram(fetched, described, program)
    expect(readFileSync(program, 'utf8')).toBe(next)
    expect(statSync(program).mode & 0o777).toBe(0o700)
    expect(readdirSync(join(folder, 'programs'))).toEqual(['Gazelle Keeper.AppImage'])
  })

  it('is replaced where a link leads, and the link stays', async () => {
    const link = join(folder, 'link')
    symlinkSync(program, link)
    await replaceProgram(fetched, described, link)
    expect(readFileSync(program, 'utf8')).toBe(next)
    expect(readFileSync(link, 'utf8')).toBe(next)
  })

  it('stays as it was where the fetched file has changed meanwhile', async () => {
    writeFileSync(fetched, `${next}rm -rf ~\n`)
    expect(await kindOf(replaceProgram(fetched, described, program))).toBe('other-file')
    expect(readFileSync(program, 'utf8')).toBe(old)
    expect(readdirSync(join(folder, 'programs'))).toEqual(['Gazelle Keeper.AppImage'])
  })

  it('is replaced where the last try was killed, and through no link that somebody has laid', async () => {
    writeFileSync(`${program}.draft`, next.slice(0, 1000), { mode: 0o400 })
    await replaceProgram(fetched, described, program)
    expect(readFileSync(program, 'utf8')).toBe(next)
    const elsewhere = join(folder, 'elsewhere')
    writeFileSync(elsewhere, 'a file of mine')
    symlinkSync(elsewhere, `${program}.draft`)
    await replaceProgram(fetched, described, program)
    expect(readFileSync(elsewhere, 'utf8')).toBe('a file of mine')
    expect(readdirSync(join(folder, 'programs'))).toEqual(['Gazelle Keeper.AppImage'])
  })

  it('that is gone is not made anew', async () => {
    rmSync(program)
    expect(await kindOf(replaceProgram(fetched, described, program))).toBe('disk')
    expect(existsSync(program)).toBe(false)
  })

  it.runIf(canMakeDisk)('stays as it was on a disk that is full or read-only', async () => {
    const disk = new SmallDisk(1)
    try {
      const there = join(disk.folder, 'app')
      writeFileSync(there, old, { mode: 0o755 })
      disk.fill()
      expect(await kindOf(replaceProgram(fetched, described, there))).toBe('disk-full')
      expect([readFileSync(there, 'utf8'), readdirSync(disk.folder).sort()]).toEqual([old, ['app', 'ballast']])
      disk.free()
      disk.setReadOnly(true)
      expect(await kindOf(replaceProgram(fetched, described, there))).toBe('not-allowed')
      disk.setReadOnly(false)
      expect(readFileSync(there, 'utf8')).toBe(old)
    } finally {
      disk.remove()
    }
  })
})

describe.runIf(process.platform === 'linux')('a package', () => {
  const package_ = 'this is no package'
  const sum = createHash('sha512').update(package_).digest('hex')

  it.each(['deb', 'rpm'] as const)(
    'that the package manager does not take is told, not passed over (%s)',
    async (format) => {
      writeFileSync(fetched, package_)
      const rejected = installPackage(fetched, { sha512: sum }, format, { elevate: [] })
      await expect(rejected).rejects.toMatchObject({ kind: 'not-taken' })
      const { cause } = (await rejected.catch((error: unknown) => error)) as { cause: Error }
      expect(cause.message).not.toBe('')
    },
  )

  it('that has changed since it was fetched is shown to no package manager', async () => {
    const [manager, ran] = [join(folder, 'bin'), join(folder, 'ran')]
    mkdirSync(manager)
    // Root's PATH is its own: what a person has put on theirs is not run.
    for (const name of ['apt-get', 'dpkg', 'sha512sum', 'cp', 'mktemp']) {
      writeFileSync(join(manager, name), `#!/bin/sh\ntouch '${ran}'\n`)
      chmodSync(join(manager, name), 0o755)
    }
    writeFileSync(fetched, 'something else')
    const elevate = ['/usr/bin/env', `PATH=${manager}:/usr/bin:/bin`]
    const rejected = await installPackage(fetched, { sha512: sum }, 'deb', { elevate }).catch((error: unknown) => error)
    expect(rejected).toMatchObject({ kind: 'not-taken', cause: { message: '' } })
    expect(existsSync(ran)).toBe(false)
  })

  it('is not installed before its time, nor at all where that does not come', async () => {
    writeFileSync(fetched, package_)
    const rejected = installPackage(fetched, { sha512: sum }, 'deb', {
      elevate: [],
      when: async () => {
        throw new Error('Not now.')
      },
    })
    await expect(rejected).rejects.toThrow('Not now.')
    let isBegun = false
    const taken = installPackage(fetched, { sha512: sum }, 'deb', {
      elevate: [],
      when: async (install) => {
        await new Promise((resolve) => setTimeout(resolve, 500))
        isBegun = true
        await install()
      },
    })
    await expect(taken).rejects.toMatchObject({ kind: 'not-taken' })
    expect(isBegun).toBe(true)
  })

  it.each([126, 127])('is not installed where the person says no (%i)', async (code) => {
    writeFileSync(fetched, package_)
    const asks = join(folder, 'asks')
    writeFileSync(asks, `#!/bin/sh\nexit ${code}\n`, { mode: 0o755 })
    expect(await kindOf(installPackage(fetched, { sha512: sum }, 'deb', { elevate: [asks] }))).toBe('declined')
  })

  it('has a command that can be pasted, whatever the folder is called', () => {
    expect(commandFor("/home/anne/l'an/a.deb", 'deb')).toBe(`sudo apt install '/home/anne/l'\\''an/a.deb'`)
    expect(commandFor('/home/anne/a.rpm', 'rpm')).toBe(`sudo dnf install '/home/anne/a.rpm'`)
  })
})

describe.runIf(process.platform === 'linux')('the program that takes the place', () => {
  it('starts once the old one has ended, by the arguments it is given, as no AppImage’s child', async () => {
    const said = join(folder, 'said')
    writeFileSync(
      program,
      `#!/bin/sh\nprintf '%s|' "$APPIMAGE" "$HOME" "$@" >'${said}.draft'; mv '${said}.draft' '${said}'\n`,
    )
    const running = spawn('sleep', ['60'])
    const env = { ...process.env, APPIMAGE: '/old', HOME: '/home/anne' }
    startAfter(running.pid ?? 0, program, ['--popover', 'a b', '$(touch x)'], env)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(existsSync(said)).toBe(false)
    running.kill()
    await once(running, 'close')
    await expect.poll(() => existsSync(said), { timeout: 20_000 }).toBe(true)
    expect(readFileSync(said, 'utf8')).toBe('|/home/anne|--popover|a b|$(touch x)|')
  })
})
