import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { startKeeper } from '../interop/start-keeper.ts'
import { openSandbox } from './open-sandbox.ts'

// Keepers in processes of their own, all with one state folder, as a scheduler starts them on one computer.

let folder: string
let stateFolder: string
let sandbox: Sandbox
let states = 0

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'node-keeper-test-')))
  sandbox = await openSandbox({ folder })
})
afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await sandbox.reset()
  stateFolder = join(folder, `state-${states++}`)
})

const start = () => startKeeper(folder, stateFolder)
const refreshes = () => sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token')
const journals = () => readdirSync(stateFolder)

const hourSeconds = 3600

/** Puts a pair in the row that was issued an hour ago, and whose access token is over. */
async function putDeadToken(): Promise<void> {
  const issued = sandbox.gazelle.grantPair()
  const pair = { ...issued, created_at: issued.created_at - hourSeconds }
  await sandbox.supabase.sql`
    insert into system_settings (key, value) values ('gazelle_oauth_token', ${JSON.stringify(pair)}::text::jsonb)`
  sandbox.gazelle.expire(pair.access_token)
}

const inPeace = (accessToken: string | undefined) => ({
  fingerprint: fingerprint(accessToken ?? ''),
  works: true,
  asksHuman: false,
  problem: null,
  isHolding: false,
})

describe('keepers of one computer', () => {
  it('ten at once refresh once, and the next one makes one journal of theirs', async () => {
    sandbox.gazelle.configure({ rotation: 'revoke-family-on-reuse' })
    await putDeadToken()
    const keepers = Array.from({ length: 10 }, start)
    const checked = await Promise.all(keepers.map((keeper) => keeper.check()))
    expect(checked).toEqual(Array(10).fill(inPeace(sandbox.gazelle.tokens.at(-1)?.accessToken)))
    expect(refreshes()).toHaveLength(1)
    expect(await Promise.all(keepers.map((keeper) => keeper.end()))).toEqual(Array(10).fill(0))

    const next = start()
    expect(await next.check()).toEqual(checked[0])
    expect(await next.end()).toBe(0)
    expect(journals()).toHaveLength(1)
  })

  it('one takes over the token of another that was killed before it could save it', async () => {
    await putDeadToken()
    const grant = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const killed = start()
    const checking = killed.check()
    await grant.reached
    await sandbox.supabase.stop()
    grant.release()
    expect(await checking).toMatchObject({ isHolding: true, problem: { at: 'store', kind: 'unavailable' } })
    await killed.kill()
    const issued = sandbox.gazelle.tokens.at(-1)?.accessToken ?? ''
    for (const name of journals()) expect(readFileSync(join(stateFolder, name), 'latin1')).not.toContain(issued)

    await sandbox.supabase.start()
    const [one, other] = [start(), start()]
    expect(await Promise.all([one.check(), other.check()])).toEqual([inPeace(issued), inPeace(issued)])
    expect(refreshes()).toHaveLength(1)
    expect(await Promise.all([one.end(), other.end()])).toEqual([0, 0])
  })
})
