import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SupabaseClient } from '@supabase/supabase-js'
import { describe, expect, it } from 'vitest'
import { badAnswersText } from '../../sandbox/supabase/bad-answers.ts'
import { guideText, isPosix, keyText, openedSandbox } from './sandbox-fixture.ts'

const on = openedSandbox()
const { client, signedIn } = on

describe('the Supabase API', () => {
  const put = (value: unknown) =>
    on.sandbox.supabase
      .sql`insert into system_settings (key, value) values (${keyText}, ${JSON.stringify(value)}::text::jsonb)
      on conflict (key) do update set value = excluded.value`
  const table = (supabase: SupabaseClient) => supabase.from('system_settings')
  const isMember = async (supabase: SupabaseClient) => (await supabase.rpc('is_system_settings_member')).data

  it('hides the row from anon and from a stranger, and says so when asked', async () => {
    await put(guideText)
    for (const supabase of [client(), await signedIn('stranger')]) {
      const { status, data } = await table(supabase).select()
      expect([status, data]).toEqual([200, []])
      expect(await isMember(supabase)).toBe(false)
    }
  })

  it('refuses what they write: 401 for anon, 403 for a stranger', async () => {
    const row = { key: keyText, value: { access_token: 'theirs' } }
    const anon = await table(client()).insert(row).select()
    expect([anon.status, anon.error?.code]).toEqual([401, '42501'])
    const stranger = await table(await signedIn('stranger'))
      .insert(row)
      .select()
    expect([stranger.status, stranger.error?.code]).toEqual([403, '42501'])

    await put(guideText)
    const update = await table(await signedIn('stranger'))
      .update({ value: {} })
      .eq('key', keyText)
      .select()
    expect([update.status, update.data]).toEqual([200, []])
    const swap = { p_key: keyText, p_expected: JSON.stringify(guideText), p_value: '{}' }
    expect((await client().rpc('swap_system_setting', swap)).error?.code).toBe('42501')
    expect((await (await signedIn('stranger')).rpc('swap_system_setting', swap)).data).toEqual([])
    expect((await on.sandbox.supabase.sql`select value from system_settings`)[0]?.['value']).toEqual(guideText)
  })

  it('lets a member read, write and swap, but not delete', async () => {
    const member = await signedIn('member')
    expect(await isMember(member)).toBe(true)
    expect((await table(member).insert({ key: keyText, value: guideText }).select()).status).toBe(201)
    expect((await table(member).select().eq('key', keyText).single()).data?.value).toEqual(guideText)
    const next = { ...guideText, access_token: 'next' }
    const swap = { p_key: keyText, p_expected: JSON.stringify(guideText), p_value: JSON.stringify(next) }
    const won = await member.rpc('swap_system_setting', swap)
    expect(won.data).toEqual([{ key: keyText, value: next, updated_at: expect.any(String) }])
    expect((await member.rpc('swap_system_setting', swap)).data).toEqual([])
    expect((await table(member).delete().eq('key', keyText)).error?.code).toBe('42501')
  })

  it("takes the Python programs' upsert by key, with the secret key and no condition", async () => {
    const service = client(on.sandbox.supabase.secretKey)
    expect(await isMember(service)).toBe(true)
    for (const value of [guideText, JSON.stringify(guideText), 'no JSON', { ...guideText, created_at: 1 }]) {
      const answer = await fetch(`${on.sandbox.supabase.url}/rest/v1/system_settings`, {
        method: 'POST',
        headers: {
          apikey: on.sandbox.supabase.secretKey,
          'content-type': 'application/json',
          prefer: 'resolution=merge-duplicates',
          'user-agent': 'python-requests',
        },
        body: JSON.stringify({ key: keyText, value }),
      })
      expect(answer.status).toBeLessThan(300)
      expect((await table(service).select('value').single()).data?.value).toEqual(value)
    }
  })

  it('keeps a JSON string as what it is, however it is written', async () => {
    const service = client(on.sandbox.supabase.secretKey)
    const value = JSON.stringify(guideText)
    const row = { key: keyText, value }
    const type = async () =>
      (await on.sandbox.supabase.sql`select jsonb_typeof(value) as type from system_settings`)[0]?.['type']
    await table(service).insert([row])
    expect(await type()).toBe('string')
    await table(service)
      .update({ value: JSON.stringify({ ...guideText, created_at: 2 }) })
      .eq('key', keyText)
    expect(await type()).toBe('string')
    await table(service).upsert(row)
    expect(await type()).toBe('string')
    expect((await table(service).select().single()).data).toMatchObject(row)
    await table(service).update({ value: guideText }).eq('key', keyText)
    expect(await type()).toBe('object')
  })

  it.each([
    ['an object', guideText],
    ['a JSON string', JSON.stringify(guideText)],
  ])('has one winner among 50 swapping members: %s', async (_, old) => {
    await put(old)
    const member = await signedIn('member')
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, writer) => {
        const value = { ...guideText, access_token: `writer ${writer}` }
        const made = typeof old === 'string' ? JSON.stringify(value) : value
        const swap = { p_key: keyText, p_expected: JSON.stringify(old), p_value: JSON.stringify(made) }
        return member.rpc('swap_system_setting', swap)
      }),
    )
    expect(answers.map(({ error }) => error)).toEqual(answers.map(() => null))
    const rows = answers.flatMap(({ data }) => data as { value: unknown }[])
    expect(rows).toHaveLength(1)
    const [row] = await on.sandbox.supabase.sql`select value from system_settings`
    expect(row?.['value']).toEqual(rows[0]?.value)
  })

  it('does not show the list of members to anybody', async () => {
    for (const supabase of [client(), await signedIn('member'), client(on.sandbox.supabase.secretKey)]) {
      expect((await supabase.from('system_settings_members').select()).error?.code).toBe('42501')
    }
  })

  it('is only what Supabase has: no other path answers', async () => {
    const paths = ['/', '/_system/config', '/_system/', '/rest/v1', '/rest/v1/../../_system/', '/storage/v1/bucket']
    for (const path of paths) expect((await fetch(on.sandbox.supabase.url + path)).status, path).toBe(404)
    const wrongKey = await fetch(`${on.sandbox.supabase.url}/rest/v1/system_settings`, { headers: { apikey: 'wrong' } })
    expect([wrongKey.status, (await wrongKey.json()).message]).toEqual([401, 'Invalid API key'])
  })

  it('goes down, and comes up with its data at the same address', async () => {
    await put(guideText)
    await on.sandbox.supabase.stop()
    await expect(fetch(on.sandbox.supabase.url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    await on.sandbox.supabase.start()
    expect((await table(await signedIn('member')).select()).data).toHaveLength(1)
  })

  it('keeps what it has to say about failed queries in a file of its own', async () => {
    await client().from('no_such_table').select()
    const file = join(on.sandbox.folder, 'supabase.log')
    // The server's answer does not wait for its log.
    await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 15_000 }).toContain('no_such_table')
    if (isPosix) expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})

describe('what strikes Supabase', () => {
  it('is an answer in its place, as often as wanted, for the paths wanted', async () => {
    const { faults } = on.sandbox.supabase
    faults.add({ action: { kind: 'answer', ...badAnswersText['paused'], status: 540 }, path: '/rest/v1/*', times: 2 })
    const statuses: number[] = []
    for (let time = 0; time < 3; time++) statuses.push((await client().from('system_settings').select()).status)
    expect(statuses).toEqual([540, 540, 200])
  })

  it('may be named over HTTP, by whoever has the secret key', async () => {
    const { url, secretKey } = on.sandbox.supabase
    const turn = (apikey: string, method: string, fault?: unknown) =>
      fetch(`${url}/_sandbox/faults`, {
        method,
        headers: { apikey },
        ...(fault === undefined ? {} : { body: JSON.stringify(fault) }),
      })
    const restricted = { action: { kind: 'answer', named: 'restricted' }, times: 'always' }
    expect((await turn('another', 'POST', restricted)).status).toBe(403)
    expect((await turn(secretKey, 'POST', { action: { kind: 'answer', named: 'a nice one' } })).status).toBe(400)
    expect((await turn(secretKey, 'POST', restricted)).status).toBe(200)
    expect((await client().from('system_settings').select()).status).toBe(402)
    expect((await turn(secretKey, 'DELETE')).status).toBe(200)
    expect((await client().from('system_settings').select()).status).toBe(200)
  })

  it('is a request that is held, or a connection that is cut before or after the request is handled', async () => {
    const { faults, sql } = on.sandbox.supabase
    const put = async (key: string) =>
      (await client(on.sandbox.supabase.secretKey).from('system_settings').insert({ key, value: {} })).status
    const hold = faults.holdNext({ method: 'POST' })
    const held = put('held')
    await hold.reached
    expect((await sql`select key from system_settings`).length).toBe(0)
    hold.release()
    expect(await held).toBe(201)
    faults.add({ action: { kind: 'drop' } })
    faults.add({ action: { kind: 'accept-and-drop' } })
    expect([await put('dropped'), await put('accepted')]).toEqual([0, 0])
    expect((await sql`select key from system_settings order by key`).map(({ key }) => key)).toEqual([
      'accepted',
      'held',
    ])
  })

  it.each(Object.entries(badAnswersText))('is known by name: %s', async (named, { status, body }) => {
    on.sandbox.supabase.faults.add({ action: { kind: 'answer', ...(badAnswersText[named] ?? { status: 500 }) } })
    const answer = await fetch(`${on.sandbox.supabase.url}/rest/v1/system_settings`, { redirect: 'manual' })
    expect([answer.status, await answer.text()]).toEqual([status, body ?? ''])
  })
})
