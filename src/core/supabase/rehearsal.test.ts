import { describe, expect, it } from 'vitest'
import type { StoredRow } from '../keeper/ports.ts'
import { JsonText } from '../token/json-text.ts'
import { type Answer, type Asked, errorOf, newValue, supabase, time, value } from './stores-fixture.ts'

describe('a rehearsal', () => {
  const held: StoredRow = { value, text: '{"a": 1e400}', updatedAt: time }

  it('sends what the swap would, and gives what it would come to', async () => {
    const { open, to } = await supabase(() => [200, true])
    expect(await open().rehearse(held, new JsonText('{"n": 1e400}'))).toBe('would-win')
    const [{ body } = expect.unreachable()] = to('/rest/v1/rpc/rehearse_system_setting_swap')
    expect(body).toEqual({ p_key: 'gazelle_oauth_token', p_expected: held.text, p_value: '{"n": 1e400}' })
  })

  it('is lost where the row is another, and denied where it is the same', async () => {
    const answer =
      (row: object) =>
      (asked: Asked): Answer => [200, asked.path.includes('/rpc/') ? false : [row]]
    const other = await supabase(answer({ value: 'other', updated_at: time }))
    expect(await other.open().rehearse(held, newValue)).toBe('would-lose')
    const same = await supabase(answer({ value, updated_at: time }))
    expect(await errorOf(same.open().rehearse(held, newValue))).toMatchObject({ kind: 'write-denied' })
  })

  it('asks for nothing that a row could meet where there are no functions', async () => {
    const { open, asked } = await supabase(({ path }) =>
      path.includes('/rpc/') ? [404, { code: 'PGRST202' }] : [200, []],
    )
    expect(await open().rehearse({ value, updatedAt: time }, newValue)).toBe('unknown')
    expect(asked.at(-1)?.query).toContain('key=eq.gazelle_oauth_token&key=neq.gazelle_oauth_token')
  })

  it.each([
    ['a JSON string without a time', { value: JSON.stringify(value), updatedAt: null }, new JsonText('"x"')],
    ['a number that would be rounded', { value, updatedAt: time }, new JsonText('{"n": 12345678901234567}')],
  ])('refuses there what cannot be written: %s', async (_, expected, json) => {
    const { open } = await supabase(({ path }) => (path.includes('/rpc/') ? [404, { code: 'PGRST202' }] : [200, []]))
    expect(await errorOf(open().rehearse(expected, json))).toMatchObject({ kind: 'function-missing' })
    expect(await errorOf(open().swap(expected, json))).toMatchObject({ kind: 'function-missing' })
  })
})
