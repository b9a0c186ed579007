import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, linkSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cliFixture } from '../cli/cli-fixture.ts'
import { validated } from '../cli/schemas.ts'
import { envFolder, trap } from './env-folder.ts'

const on = cliFixture()
const { content, folderWith, run } = envFolder(on)

const isRoot = process.geteuid?.() === 0
/** Somebody else on this computer. */
const stranger = 54_321

/** Ways in which somebody else can have a hand in the file, or in the folder that it is in. Each gives the folder to work in. */
const planted: readonly [string, string, (text: string) => string][] = [
  [
    'the file may be written by the group',
    'open-to-others',
    (text) => {
      const folder = folderWith(text)
      chmodSync(join(folder, '.env'), 0o660)
      return folder
    },
  ],
  [
    'the folder may be written by everybody',
    'open-to-others',
    (text) => {
      const folder = folderWith(text)
      chmodSync(folder, 0o777)
      return folder
    },
  ],
  [
    'the folder is sticky, as /tmp is',
    'open-to-others',
    (text) => {
      const folder = folderWith(text)
      chmodSync(folder, 0o1777)
      return folder
    },
  ],
  [
    'it is a link into a folder of everybody',
    'open-to-others',
    (text) => {
      const folder = folderWith(text)
      chmodSync(folder, 0o777)
      const work = mkdtempSync(join(on.home, 'link-'))
      symlinkSync(join(folder, '.env'), join(work, '.env'))
      return work
    },
  ],
]

const plantedByRoot: readonly (typeof planted)[number][] = [
  [
    'the folder is another user’s',
    'of-another',
    (text) => {
      const folder = folderWith(text)
      chownSync(join(folder, '.env'), stranger, stranger)
      chownSync(folder, stranger, stranger)
      return folder
    },
  ],
  [
    'the file alone is another user’s',
    'of-another',
    (text) => {
      const folder = folderWith(text)
      chownSync(join(folder, '.env'), stranger, stranger)
      return folder
    },
  ],
  [
    'the folder alone is, and the file a hard link to one’s own',
    'of-another',
    (text) => {
      const mine = folderWith(text)
      const theirs = mkdtempSync(join(on.home, 'theirs-'))
      linkSync(join(mine, '.env'), join(theirs, '.env'))
      chownSync(theirs, stranger, stranger)
      return theirs
    },
  ],
]

describe('a .env that somebody else may have planted', () => {
  it.each([...planted, ...(isRoot ? plantedByRoot : [])])('counts for nothing: %s', async (_, doubt, plant) => {
    await using server = await trap()
    const folder = plant(content({ GAZELLE_URL: server.here, SUPABASE_URL: server.here }))
    const started = join(on.home, 'started')
    for (const args of [
      ['set'],
      ['status'],
      ['check', '--quiet'],
      ['sign-in'],
      ['doctor'],
      ['run', '--', process.execPath, '-e', `fs.writeFileSync(${JSON.stringify(started)}, '')`],
    ]) {
      const { code, stdout, stderr } = await run(args, folder, on.sandbox.gazelle.grantPair().access_token)
      expect({ args, code, stdout }).toEqual({ args, code: 5, stdout: '' })
      expect(stderr).toContain(`${folder}/.env`)
      expect(stderr).toContain('--config')
      expect(stderr).toContain(doubt === 'of-another' ? 'belongs to another user' : 'chmod go-w')
    }
    expect(server.count).toBe(0)
    expect(existsSync(started)).toBe(false)
    const { stdout } = await run(['status', '--json'], folder)
    expect(validated('status', stdout)['failure']).toEqual({ kind: 'configuration.doubtful-file' })
  })

  it('counts once it is named', async () => {
    await on.issued(3)
    const folder = folderWith(content())
    chmodSync(join(folder, '.env'), 0o666)
    expect(await run(['status', '--config', '.env'], folder)).toMatchObject({ code: 0 })
  })

  it('is no matter of ours where it names no connection', async () => {
    const folder = folderWith('DATABASE=a\nGAZELLE_SAVE_WITHIN=x\n')
    chmodSync(folder, 0o777)
    const { stdout } = await run(['status', '--json'], folder)
    expect(validated('status', stdout)['failure']).toEqual({ kind: 'configuration.nothing' })
  })

  it('does not keep a command waiting as a pipe that nobody writes, or by its size', async () => {
    const folder = mkdtempSync(join(on.home, 'pipe-'))
    execFileSync('mkfifo', ['-m', '600', join(folder, '.env')])
    expect(await run(['status'], folder)).toMatchObject({ code: 5 })
    const large = folderWith(`${content()}#${'x'.repeat(1_000_000)}`)
    expect(await run(['status'], large)).toMatchObject({ code: 5 })
  })

  it('may be the folder of a Python environment', async () => {
    const folder = mkdtempSync(join(on.home, 'venv-'))
    mkdirSync(join(folder, '.env'))
    const { stdout } = await run(['status', '--json'], folder)
    expect(validated('status', stdout)['failure']).toEqual({ kind: 'configuration.nothing' })
  })
})
