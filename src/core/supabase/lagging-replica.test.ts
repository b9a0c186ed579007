import { describe, expect, it } from 'vitest'
import type { StoredRow } from '../keeper/ports.ts'
import type { Json } from '../token/record.ts'
import { type Answer, type Asked, grantSession, newValue, supabase, token, value } from './stores-fixture.ts'

describe('a replica that lags behind', () => {
  const at = (second: number) => `2025-06-01T10:00:0${second}.123456+00:00`
  const rowAt = (json: Json, second: number) => [{ value: json, text: JSON.stringify(json), updated_at: at(second) }]
  const functions = (asked: Asked): Answer | null => {
    if (asked.path.endsWith('swap_system_setting')) return [200, rowAt(newValue, 5)]
    return asked.path.includes('/rpc/') ? [200, true] : null
  }
  const before: StoredRow = { value, updatedAt: at(1) }

  it('is not asked where the migration’s function reads', async () => {
    const text = `{"access_token": "${token}", "n": 12345678901234567890.10}`
    const { open, to } = await supabase(
      (asked) => functions(asked) ?? [200, rowAt(value, 1)],
      grantSession,
      ({ body }) => [200, body['p_key'] === 'gazelle_oauth_token' ? [{ value: text, updated_at: at(5) }] : []],
    )
    const store = open()
    expect(await store.read()).toEqual({ value: JSON.parse(text), text, updatedAt: at(5) })
    expect(await store.swap(before, newValue)).toMatchObject({ won: true, row: { text } })
    expect(to('/rest/v1/system_settings')).toHaveLength(0)
  })

  it('does not take back what the swap has proved', async () => {
    const { open } = await supabase((asked) => functions(asked) ?? [200, rowAt(value, 1)])
    expect(await open().swap(before, newValue)).toMatchObject({ won: true, row: { value: newValue, updatedAt: at(5) } })
  })

  it.each([
    ['the row of before', () => rowAt(value, 1)],
    ['no row', () => []],
  ])('is asked again while it gives %s', async (_, old) => {
    let lag = 4
    const { open } = await supabase((asked) => functions(asked) ?? [200, lag-- > 0 ? old() : rowAt(newValue, 5)])
    const store = open({ pauses: [1, 1, 1, 1] })
    await store.swap(before, newValue)
    expect(await store.read()).toMatchObject({ value: newValue })
  })

  it('is believed when it tells of a later write', async () => {
    const { open, to } = await supabase((asked) => functions(asked) ?? [200, rowAt('later', 6)])
    const store = open({ pauses: [60_000] })
    expect(await store.swap(before, newValue)).toMatchObject({ row: { value: 'later' } })
    expect(await store.read()).toMatchObject({ value: 'later' })
    expect(to('/rest/v1/system_settings')).toHaveLength(2)
  })

  it('is asked again before a lost swap is called denied', async () => {
    let lag = 3
    const { open } = await supabase((asked) => {
      if (asked.path.endsWith('swap_system_setting')) return [200, []]
      return functions(asked) ?? [200, lag-- > 0 ? rowAt(value, 1) : rowAt('later', 6)]
    })
    expect(await open({ pauses: [1, 1, 1] }).swap(before, newValue)).toEqual({ won: false })
  })
})
