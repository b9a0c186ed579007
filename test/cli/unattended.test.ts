import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { addLogbook } from '../integration/logbook-fixture.ts'
import { type AlertReceivers, openAlertReceivers, textsIn } from './alert-receivers.ts'
import { cliFixture } from './cli-fixture.ts'

const on = cliFixture()
const sql = () => on.sandbox.supabase.sql

beforeAll(async () => {
  await addLogbook(sql())
  await on.sandbox.supabase.reload()
})

let receivers: AlertReceivers
beforeEach(async () => {
  await sql()`delete from gazelle_keeper_keepers`
  receivers = await openAlertReceivers()
  on.env = { ...on.env, ...receivers.variables }
})
afterEach(() => receivers.close())

/** What a check tells, besides its ping. */
async function toldBy(env: NodeJS.ProcessEnv): Promise<unknown[]> {
  on.env = env
  const { alerts, exitCode } = await on.answer('check')
  expect(exitCode).toBe(0)
  return (alerts as { alert: string | null }[]).flatMap(({ alert }) => alert ?? [])
}

it('that nobody who can renew has been seen for days is told once, and taken back when one is back', async () => {
  await on.issued(5)
  await sql()`insert into gazelle_keeper_keepers (setting, name, kind, version, did, renews_by, seen_at)
    values ('system_settings_row:gazelle_oauth_token', 'office iMac', 'app', '1', 'checked', 'refresh-token', now() - interval '4 days')`
  const whole = on.env
  const { GAZELLE_CLIENT_ID: _, GAZELLE_CLIENT_SECRET: __, ...alone } = whole
  expect(new Set(await toldBy(alone))).toEqual(new Set(['unattended']))
  for (const text of textsIn(receivers)) {
    expect(text).toMatch(/No Gazelle Keeper that can renew the token in Supabase has been seen for 4 days/)
  }
  expect(await toldBy(alone)).toEqual([])
  expect(await toldBy({ ...alone, XDG_STATE_HOME: `${on.home}/another` })).toEqual([])
  expect(new Set(await toldBy(whole))).toEqual(new Set(['solved']))
  expect(await toldBy(alone)).toEqual([])
})
