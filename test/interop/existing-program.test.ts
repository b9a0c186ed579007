import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RotationPolicy, Sandbox } from '../../sandbox/index.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { openSandbox } from '../integration/open-sandbox.ts'
import { type ExistingProgram, startExistingProgram } from './existing-program.ts'
import { type KeeperProcess, startKeeper } from './start-keeper.ts'

// A program in another language reads and writes the row while keepers of several processes, with one state folder, keep it.

const daySeconds = 86_400
const keeperCount = 3
/** The rule of the existing programs: what is shorter is an API key to them. Tokens that they can use are as long. */
const keyBelow = 50
const policies: RotationPolicy[] = ['revoke-at-once', 'revoke-on-first-use']

let folder: string
let sandbox: Sandbox
let keepers: KeeperProcess[]
let python: ExistingProgram
let states = 0

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'interop-test-')))
  sandbox = await openSandbox({ folder })
})
afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await sandbox.reset()
  sandbox.gazelle.configure({ accessTokenLength: keyBelow })
  const stateFolder = join(folder, `state-${states++}`)
  keepers = Array.from({ length: keeperCount }, () => startKeeper(folder, stateFolder))
  python = startExistingProgram(sandbox.connection, keyBelow)
})
afterEach(async () => {
  sandbox.gazelle.faults.clear()
  expect(await Promise.all([...keepers, python].map((each) => each.end()))).toEqual([0, 0, 0, 0])
  expect(readdirSync(join(folder, `state-${states - 1}`)).filter((name) => !name.endsWith('.journal'))).toEqual([])
})

const checkAll = () => Promise.all(keepers.map((keeper) => keeper.check()))

type Shape = 'an object' | 'a JSON string'
const unknownFields = { token_type: 'Bearer', note: 'posé à la main', office: { id: 7, tags: ['a', null] }, empty: '' }

const hourSeconds = 3600

/** The row as a company has it: a pair of that age, and fields of their own. Gives its access token. */
async function fillRow(shape: Shape, ageSeconds = hourSeconds): Promise<string> {
  const pair = sandbox.gazelle.grantPair()
  const value = { ...unknownFields, ...pair, created_at: pair.created_at - ageSeconds }
  await writeRow(shape === 'an object' ? value : JSON.stringify(value))
  return pair.access_token
}

async function writeRow(value: unknown): Promise<void> {
  await sandbox.supabase.sql`
    insert into system_settings (key, value) values ('gazelle_oauth_token', ${JSON.stringify(value)}::text::jsonb)
    on conflict (key) do update set value = excluded.value`
}

async function row(): Promise<{ type: string; text: string; token: string; value: Record<string, unknown> }> {
  const [found] = await sandbox.supabase.sql<{ type: string; text: string }[]>`
    select jsonb_typeof(value) as type, value::text as text
    from system_settings where key = 'gazelle_oauth_token'`
  if (found === undefined) return expect.unreachable('there is no row')
  const outer = JSON.parse(found.text)
  const value = typeof outer === 'string' ? JSON.parse(outer) : outer
  return { ...found, token: value.access_token, value }
}

async function expectShape(shape: Shape): Promise<void> {
  const { type, value } = await row()
  expect(type).toBe(shape === 'an object' ? 'object' : 'string')
  expect(value).toMatchObject(unknownFields)
}

const refreshes = () => sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token')

/** Every keeper knows the row's token, and that it works; nobody is asked for anything. */
async function expectPeace(): Promise<void> {
  const { token } = await row()
  const mark = fingerprint(token)
  for (const checked of await checkAll()) {
    expect(checked).toEqual({ fingerprint: mark, works: true, asksHuman: false, problem: null, isHolding: false })
  }
  expect(await python.use()).toMatchObject({ ok: true, clients: 1 })
}

describe.each(policies)('with rotation %s', (rotation) => {
  beforeEach(() => sandbox.gazelle.configure({ rotation }))

  describe.each<Shape>(['an object', 'a JSON string'])('in a row that holds %s', (shape) => {
    it('the keepers renew what is due, once; the program works before, meanwhile and after', async () => {
      const old = await fillRow(shape, 25 * daySeconds)
      expect(await python.run()).toMatchObject({ ok: true, refreshes: 0 })
      const grant = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
      const checks = checkAll()
      await grant.reached
      expect(await python.run()).toMatchObject({ ok: true, refreshes: 0 })
      grant.release()
      await checks

      expect((await row()).token).not.toBe(old)
      expect(await python.run()).toMatchObject({ ok: true, refreshes: 0 })
      expect(refreshes()).toHaveLength(1)
      await expectShape(shape)
      await expectPeace()
    })

    it('the keepers adopt what the program saved, and spend nothing', async () => {
      await fillRow(shape)
      await expectPeace()
      const pair = sandbox.gazelle.grantPair()
      expect(await python.save(pair)).toEqual({ ok: true })
      expect((await row()).token).toBe(pair.access_token)
      await expectPeace()
      expect(refreshes()).toEqual([])
      await expectShape(shape)
    })

    it('the program refreshes by itself at a 401, and the keepers take that for theirs', async () => {
      sandbox.gazelle.expire(await fillRow(shape))
      expect(await python.run()).toMatchObject({ ok: true, refreshes: 1 })
      await expectPeace()
      expect(refreshes()).toHaveLength(1)
      await expectShape(shape)
    })

    it('the program refreshes by itself under an hour before the end, and the keepers take that for theirs', async () => {
      await fillRow(shape, 30 * daySeconds - 3000)
      expect(await python.run()).toMatchObject({ ok: true, refreshes: 1 })
      await expectPeace()
      expect(refreshes()).toHaveLength(1)
      await expectShape(shape)
    })

    it('both refresh at once and the program comes first: the keepers take what it got', async () => {
      const old = await fillRow(shape)
      sandbox.gazelle.expire(old)
      const held = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
      const checks = checkAll()
      await held.reached
      const told = await python.run()
      held.release()
      await checks

      expect(told).toMatchObject({ ok: true, refreshes: 1 })
      await expectPeace()
      expect((await row()).token).not.toBe(old)
      await expectShape(shape)
    })

    it('both refresh at once and the keepers come first: the program’s next run takes what they got', async () => {
      sandbox.gazelle.expire(await fillRow(shape))
      const held = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
      const run = python.run()
      await held.reached
      await checkAll()
      held.release()

      // As against any other program that refreshes: it writes nothing.
      expect(await run).toEqual({ ok: false, status: 400 })
      expect(await python.run()).toMatchObject({ ok: true, refreshes: 0 })
      await expectPeace()
      await expectShape(shape)
    })
  })
})

describe('a bearer token under 50 characters', () => {
  it('is sent as an API key by the program, which refreshes in vain, and is kept alive by the keepers', async () => {
    sandbox.gazelle.configure({ accessTokenLength: 43, rotation: 'revoke-at-once' })
    await fillRow('an object')
    expect(await python.run()).toEqual({ ok: false, status: 401 })
    // What the program has refreshed is in the row, and works in its own header.
    const mark = fingerprint((await row()).token)
    for (const checked of await checkAll()) {
      expect(checked).toEqual({ fingerprint: mark, works: true, asksHuman: false, problem: null, isHolding: false })
    }
    expect(refreshes()).toHaveLength(1)
  })
})

describe('an API key', () => {
  it.each<Shape>(['an object', 'a JSON string'])(
    'in a row that holds %s is used by all, and not a byte is changed',
    async (shape) => {
      const value = {
        access_token: sandbox.gazelle.apiKey,
        refresh_token: 'manual_override',
        expires_at: 1999999999,
        created_at: 0,
      }
      await writeRow(shape === 'an object' ? value : JSON.stringify(value))
      const before = await row()
      const unchanged = startExistingProgram(sandbox.connection, keyBelow)
      expect(await unchanged.run()).toMatchObject({ ok: true, refreshes: 0 })
      await expectPeace()
      expect(await unchanged.run()).toMatchObject({ ok: true, refreshes: 0 })
      expect(await unchanged.end()).toBe(0)
      expect(await row()).toEqual(before)
      expect(refreshes()).toEqual([])
    },
  )
})
