import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cliFixture } from '../cli/cli-fixture.ts'
import { canMakeDisk, SmallDisk } from '../desktop/small-disk.ts'

// A state folder that takes nothing (electron-store#254, #257; ipfs-desktop#2241): the command line works from memory and says so.

const on = cliFixture()
const nobody = 65_534
/** Whether this process may start what lies here as another user: it must be root, and the folders open to others. */
const canBeAnother = spawnSync(process.execPath, ['-e', ''], { uid: nobody, gid: nobody, cwd: '/' }).status === 0
let disk: SmallDisk
let state: string
const journals = () => readdirSync(join(state, 'gazelle-keeper')).filter((name) => name.endsWith('.journal'))

describe.runIf(canMakeDisk)('on a disk of its own', () => {
  beforeEach(() => {
    disk = new SmallDisk(4)
    state = join(disk.folder, 'state')
    mkdirSync(join(state, 'gazelle-keeper'), { recursive: true })
    on.env = { ...on.env, XDG_STATE_HOME: state }
  })
  afterEach(() => disk.remove())

  const trouble = {
    'that is full': [() => disk.fill(), 'This computer’s disk is full'],
    'that is read-only': [() => disk.setReadOnly(true), 'read-only'],
  } as const

  it.each(Object.entries(trouble))(
    '%s: a due token is renewed, and it is said what is wrong',
    async (_how, [spoil, words]) => {
      const old = await on.issued(25)
      spoil()
      const { code, stderr, stdout } = await on.run(['check'])
      expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('Renewed') })
      expect(stderr).toContain(words)
      expect(stderr.trim().split('\n')).toHaveLength(1)
      expect(await on.tokenInRow()).not.toBe(old.access_token)
      // Once, and whatever is looked at.
      for (const command of ['status', 'doctor']) expect((await on.run([command])).stderr).toContain(words)
      expect(await on.answer('status')).toMatchObject({ exitCode: 0 })
    },
  )

  it.each(Object.entries(trouble))(
    '%s: a token that an earlier run could not save is found and saved',
    async (_how, [spoil]) => {
      await on.issued(1)
      const captured = on.sandbox.gazelle.grantPair()
      // What works stays, of two that work the newer: the row's own is dead.
      on.sandbox.gazelle.revoke(await on.tokenInRow())
      await keepOne(captured.access_token)
      expect(journals()).toHaveLength(1)
      spoil()
      await on.run(['check'])
      expect(await on.tokenInRow()).toBe(captured.access_token)
    },
  )

  /** Brings a token while the row cannot be written, so that it stays on this computer. */
  async function keepOne(token: string): Promise<void> {
    const { sql } = on.sandbox.supabase
    await sql`alter table system_settings add constraint closed check (false) not valid`
    const { code } = await on.run(['set', '--save-within', '0'], { input: token })
    await sql`alter table system_settings drop constraint closed`
    expect(code).not.toBe(0)
  }
})

it.runIf(canBeAnother)('a state folder that belongs to somebody else is told, and does no harm', async () => {
  const old = await on.issued(25)
  const state = mkdtempSync(join(tmpdir(), 'full-disk-'))
  mkdirSync(join(state, 'gazelle-keeper'))
  chmodSync(state, 0o755)
  on.env = { ...on.env, XDG_STATE_HOME: state, HOME: '/' }
  const { code, stderr } = await on.run(['check'], { uid: nobody })
  rmSync(state, { recursive: true })
  expect([code, stderr]).toEqual([0, expect.stringContaining('not allowed to write')])
  expect(await on.tokenInRow()).not.toBe(old.access_token)
})

it('a state folder that never was, and cannot be made, is nobody’s trouble', async () => {
  await on.issued(25)
  on.env = { ...on.env, XDG_STATE_HOME: '/dev/null/state' }
  const { code, stderr } = await on.run(['check'])
  expect([code, stderr]).toEqual([0, ''])
})
