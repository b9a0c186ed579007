import type { IncomingMessage } from 'node:http'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { OptionsError } from '../../src/library/index.ts'
import { hostName } from '../../src/node/host-name.ts'
import { standBetween } from '../cli/between.ts'
import { libraryFixture } from './library-fixture.ts'
import { addLogbook } from './logbook-fixture.ts'

const on = libraryFixture()
const { newKeeper, signIn } = on

beforeAll(async () => {
  await addLogbook(on.sandbox.supabase.sql)
  await on.sandbox.supabase.reload()
})
beforeEach(() => on.sandbox.supabase.sql`delete from gazelle_keeper_keepers`)

const keepers = () =>
  on.sandbox.supabase.sql`select name, kind, version, did, renews_by from gazelle_keeper_keepers order by name`

it('a program that uses a token leaves word of it, as the host by default', async () => {
  on.sandbox.gazelle.expire(await signIn())
  const keeper = newKeeper()
  await keeper.token()
  await keeper.close()
  expect(await keepers()).toEqual([
    { name: hostName(), kind: 'library', version: manifest.version, did: 'renewed', renews_by: 'refresh-token' },
  ])
})

it('names itself as the program wants', async () => {
  await signIn()
  const keeper = newKeeper({ name: ' nightly reports ', application: null })
  await keeper.token()
  await keeper.close()
  expect(await keepers()).toMatchObject([{ name: 'nightly reports', kind: 'library', did: 'adopted', renews_by: null }])
})

it('leaves none where the program wants none, and asks nothing for it', async () => {
  await signIn()
  const asked: string[] = []
  const between = await standBetween(on.sandbox.connection.supabaseUrl, ({ url }: IncomingMessage) => {
    asked.push(String(url))
  })
  const keeper = newKeeper({ name: null, supabaseUrl: between.url })
  await keeper.token()
  await keeper.close()
  await between.close()
  expect(await keepers()).toEqual([])
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((url) => url.includes('heartbeat'))).toEqual([])
})

it('no call waits for the logbook', async () => {
  const token = await signIn()
  const sql = await on.sandbox.supabase.sql.reserve()
  await sql`begin`
  await sql`lock table gazelle_keeper_keepers`
  const keeper = newKeeper()
  expect(await keeper.token()).toMatchObject({ accessToken: token })
  // Its heartbeat still waits for the lock; for two seconds at most.
  const waiting = () => sql`select from pg_locks where not granted and relation = 'gazelle_keeper_keepers'::regclass`
  await expect.poll(async () => (await waiting()).length).toBe(1)
  await sql`rollback`
  sql.release()
})

it.each([[''], [' '], ['two\nlines'], ['x'.repeat(61)], [7 as never]])('takes no name like %j', (name) => {
  expect(() => newKeeper({ name })).toThrow(OptionsError)
})
