import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openReceiver, type Receiver } from '../../src/core/alerts/remote/receiver-fixture.ts'
import { slack } from '../../src/core/alerts/remote/slack.ts'
import { dead, ownMemory, replaced, tellerOf } from '../../src/core/alerts/shared-fixture.ts'
import { createSupabaseStores } from '../../src/core/supabase/stores.ts'
import { storeFixture } from './store-fixture.ts'

const fixture = storeFixture()
const names = ['one', 'two', 'three', 'four', 'five']
const clock = { now: () => Date.now() }

let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

/** A keeper with a connection of its own, as the member. */
function open(name: string) {
  const { connection } = fixture.sandbox
  const { alerts } = createSupabaseStores({
    url: connection.supabaseUrl,
    key: connection.supabaseKey,
    signIn: fixture.member(),
    fetch: globalThis.fetch,
    userAgent: 'gazelle-keeper/test',
    clock,
  })
  const channel = slack(`${receiver.url}/services/x`, { fetch: globalThis.fetch, userAgent: 'gazelle-keeper/test' })
  return tellerOf(name, alerts, [channel], clock, ownMemory(name))
}

async function alertsRow(): Promise<string | undefined> {
  const [row] = await fixture.sandbox.supabase.sql<{ value: string }[]>`
    select value::text as value from system_settings where key = 'gazelle_oauth_token.alerts'`
  return row?.value
}

describe('five keepers on a real database', () => {
  it('tell a sign-in once, and once that it is solved', async () => {
    const keepers = names.map(open)
    await Promise.all(keepers.map((keeper) => keeper.tell(dead)))
    expect(receiver.received).toHaveLength(1)
    await Promise.all(keepers.map((keeper) => keeper.tell(dead)))
    expect(receiver.received).toHaveLength(1)
    await Promise.all(keepers.map((keeper) => keeper.tell(replaced)))
    await Promise.all(keepers.map((keeper) => keeper.tell(replaced)))
    expect(receiver.received.map(({ body }) => JSON.parse(body).text)).toEqual([
      'Café Piano: sign-in',
      'Café Piano: solved',
    ])
  })

  it('share their memory with each other, and with nobody who is no member', async () => {
    await open('one').tell(dead)
    expect(await alertsRow()).toContain('sign-in aaaaaaaa over')
    const { supabaseUrl, supabaseKey } = fixture.sandbox.connection
    const answer = await fetch(`${supabaseUrl}/rest/v1/system_settings?select=key,value`, {
      headers: { apikey: supabaseKey },
    })
    expect(await answer.json()).toEqual([])
  })
})
