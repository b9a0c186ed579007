import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { listenToRequests } from './requests-sent.ts'
import { createSandboxKeeper } from './sandbox-keeper.ts'
import { storeFixture } from './store-fixture.ts'

const on = storeFixture()
const rpc = (name: string) => `POST /rest/v1/rpc/${name}`
const grant = 'POST /developer/oauth/token'
const probe = 'POST /graphql/private/'
const [read, swap] = [rpc('read_system_setting'), rpc('swap_system_setting')]
const [begin, settle] = [rpc('begin_system_setting_renewal'), rpc('settle_system_setting_renewal')]
const rehearse = rpc('rehearse_system_setting_swap')
const stepByStep = [swap, read, rehearse, grant, swap, read, swap, probe]

const sent: string[] = []
let stop: () => void
beforeAll(() => {
  stop = listenToRequests(sent)
})
afterAll(() => stop())

const ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})

/** A keeper of a row that it has checked, whose lease was taken before, and what is sent by what it does. */
async function keep(name: string) {
  await on.put({ holder: null, until: 0 }, 'gazelle_oauth_token.lease')
  await on.put({ ...on.sandbox.gazelle.grantPair() })
  const folder = join(on.folder, name)
  const { keeper, close } = createSandboxKeeper(on.sandbox.connection, folder)
  ending.push(close)
  await keeper.check()
  const sentBy = async (work: () => Promise<unknown>) => {
    sent.length = 0
    await work()
    await keeper.idle()
    return [...sent]
  }
  const renew = () => sentBy(() => keeper.check({ forced: true }))
  const inRow = async () => ((await on.stored()) as { access_token: string }).access_token
  return { keeper, folder, sentBy, renew, inRow }
}

describe('the requests of a keeper', () => {
  it('are one where nothing is due, and one to Gazelle where a person asks', async () => {
    const { keeper, sentBy } = await keep('idle')
    expect(await sentBy(() => keeper.check())).toEqual([read])
    expect(await sentBy(() => keeper.check({ asked: true }))).toEqual([read, probe])
  })

  it('are four for a renewal', async () => {
    const { keeper, renew, inRow } = await keep('four')
    for (let time = 0; time < 2; time++) {
      expect(await renew()).toEqual([begin, grant, settle, probe])
      expect(keeper.state.value).toMatchObject({ works: true, problem: null })
      expect(await inRow()).toBe(on.sandbox.gazelle.tokens.at(-1)?.accessToken)
      const lease = await on.sandbox.supabase.sql`
        select value from system_settings where key = 'gazelle_oauth_token.lease'`
      expect(lease).toEqual([{ value: { holder: null, until: 0 } }])
    }
  })

  it('are five for one that is found to be due by the first look of a process', async () => {
    const { folder, inRow } = await keep('due')
    const monthAgo = Math.floor(Date.now() / 1000) - 29 * 86_400
    const pair = { ...on.sandbox.gazelle.grantPair() }
    await on.put({ ...pair, created_at: monthAgo })
    const { keeper, close } = createSandboxKeeper(on.sandbox.connection, join(folder, 'another'))
    ending.push(close)
    sent.length = 0
    await keeper.check()
    expect(sent.filter((request) => !request.includes('/auth/'))).toEqual([read, probe, begin, grant, settle, probe])
    expect(await inRow()).not.toBe(pair.access_token)
  })

  it('go on step by step where the row has changed since, and the newer token stays', async () => {
    const { keeper, sentBy, inRow } = await keep('changed')
    const pair = { ...on.sandbox.gazelle.grantPair() }
    await on.put(pair)
    const issued = on.sandbox.gazelle.tokens.length
    const all = await sentBy(() => keeper.check({ forced: true }))
    expect(all).toEqual([begin, read, probe, swap, read, rehearse, grant, settle, probe])
    expect(on.sandbox.gazelle.tokens).toHaveLength(issued + 1)
    expect(await inRow()).toBe(on.sandbox.gazelle.tokens.at(-1)?.accessToken)
  })

  it('wait for another keeper, and spend nothing', async () => {
    const { keeper, sentBy } = await keep('busy')
    await on.put({ holder: 'somebody', until: Date.now() + 60_000 }, 'gazelle_oauth_token.lease')
    expect(await sentBy(() => keeper.check({ forced: true }))).toEqual([begin, read])
    expect(keeper.state.value.restsUntil).toBeGreaterThan(Date.now() + 30_000)
  })

  it('are nine for a renewal where an older migration was run, after one that finds that out', async () => {
    const { sql } = on.sandbox.supabase
    const names = ['begin_system_setting_renewal', 'settle_system_setting_renewal']
    for (const each of names) await sql.unsafe(`alter function ${each} rename to was_${each}`)
    try {
      const { renew, keeper } = await keep('old')
      expect(await renew()).toEqual([begin, ...stepByStep])
      expect(await renew()).toEqual([read, ...stepByStep])
      expect(keeper.state.value).toMatchObject({ works: true, problem: null })
    } finally {
      for (const each of names) await sql.unsafe(`alter function was_${each} rename to ${each}`)
    }
  })
})
