import { describe, expect, it } from 'vitest'
import type { StoredRow } from '../keeper/ports.ts'
import type { Json } from '../token/record.ts'
import { type Answer, type Asked, errorOf, newValue, supabase, time, token, value } from './stores-fixture.ts'

describe('swapping', () => {
  /** A table with one row, and the migration's functions where they are wanted. */
  function database(row: StoredRow | null, options: { functions: boolean }) {
    const at = { row, writes: 0 }
    const answer = (): Answer => [200, at.row === null ? [] : [{ value: at.row.value, updated_at: at.row.updatedAt }]]
    const write = (next: Json): Answer => {
      at.writes += 1
      at.row = { value: next, updatedAt: `2025-06-01 11:00:00.00000${at.writes}+00` }
      return answer()
    }
    const handle = ({ method, path, query, body }: Asked): Answer => {
      if (path.includes('/rpc/') && !options.functions) return [404, { code: 'PGRST202', message: 'no function' }]
      if (path.endsWith('is_system_settings_member')) return [200, true]
      if (path.endsWith('swap_system_setting')) {
        const { p_expected: expected, p_value: next } = body as { p_expected: string | null; p_value: string }
        const same = JSON.stringify(at.row?.value) === (expected ?? undefined)
        return same ? write(JSON.parse(next)) : [200, []]
      }
      if (method === 'POST') return at.row === null ? write(body['value'] as Json) : [409, { code: '23505' }]
      if (method === 'PATCH')
        return query.includes(`updated_at=eq.${at.row?.updatedAt}`) ? write(body['value'] as Json) : [200, []]
      return answer()
    }
    return { at, handle }
  }

  const held: StoredRow = { value, updatedAt: time }

  describe.each([{ functions: true }, { functions: false }])(
    'with the migration’s functions: $functions',
    (options) => {
      it.each<[string, StoredRow | null, Json]>([
        ['an object', held, newValue],
        ['a JSON string', { value: JSON.stringify(value), updatedAt: time }, JSON.stringify(newValue)],
        ['no row', null, newValue],
      ])('wins over %s, and gives the row as the database holds it', async (_, before, next) => {
        const { at, handle } = database(before, options)
        const { open } = await supabase(handle)
        const swapped = await open().swap(before, next)
        expect(swapped).toMatchObject({ won: true, row: { value: next, updatedAt: '2025-06-01 11:00:00.000001+00' } })
        expect(at.row?.value).toEqual(next)
      })

      it.each<[string, StoredRow | null]>([
        ['the row it knew', { value: { ...value, access_token: 'other' }, updatedAt: '2025-01-01 00:00:00+00' }],
        ['no row', null],
      ])('loses when it expected %s', async (_, expected) => {
        const { at, handle } = database(held, options)
        const { open } = await supabase(handle)
        expect(await open().swap(expected, newValue)).toEqual({ won: false })
        expect(at.row).toEqual(held)
      })

      it.each(['answer', 'connection'])('knows that it won when the %s got lost', async (what) => {
        const { at, handle } = database(held, options)
        const { open } = await supabase((asked) => {
          const answer = handle(asked)
          if (asked.method === 'GET' || at.writes === 0) return answer
          return what === 'answer' ? [502, '<html>'] : (response) => response.socket?.destroy()
        })
        expect(await open().swap(held, newValue)).toMatchObject({ won: true, row: { value: newValue } })
      })

      it('says that it lost when the answer got lost and somebody else’s token is there', async () => {
        const { at, handle } = database(held, options)
        const { open } = await supabase((asked) => {
          if (asked.method === 'GET' || asked.path.endsWith('member')) return handle(asked)
          at.row = { value: { ...value, access_token: 'other' }, updatedAt: '2025-06-02 00:00:00+00' }
          return [502, {}]
        })
        expect(await open().swap(held, newValue)).toEqual({ won: false })
      })

      it('does not know more than the network when nothing was written', async () => {
        const { handle } = database(held, options)
        const { open } = await supabase((asked) => (asked.method === 'GET' ? handle(asked) : [502, {}]))
        expect(await errorOf(open().swap(held, newValue))).toMatchObject({ kind: 'busy' })
      })

      it('calls it denied when nobody changed the row and it was not written', async () => {
        const { open } = await supabase((asked) =>
          asked.method === 'GET'
            ? [200, [{ value, updated_at: time }]]
            : asked.path.includes('/rpc/') && !options.functions
              ? [404, { code: 'PGRST202' }]
              : [200, []],
        )
        expect(await errorOf(open().swap(held, newValue))).toMatchObject({ kind: 'write-denied' })
      })

      it('never puts a token in a URL', async () => {
        const { handle } = database(held, options)
        const { open, asked } = await supabase(handle)
        await open().swap(held, newValue)
        await open().swap(held, newValue)
        for (const { query } of asked) {
          for (const secret of [token, newValue.access_token]) {
            expect(query).not.toContain(secret)
            expect(query).not.toContain(secret.slice(0, -6))
            expect(query).not.toContain(secret.slice(-7))
          }
        }
      })
    },
  )

  it('still knows that it won when only reading back fails', async () => {
    const { handle } = database(held, { functions: true })
    const { open } = await supabase((asked) => (asked.method === 'GET' ? [503, {}] : handle(asked)))
    expect(await open().swap(held, newValue)).toMatchObject({ won: true, row: { value: newValue } })
  })

  it('asks for a missing function at every write, because the migration may have been run since', async () => {
    const { handle } = database(null, { functions: false })
    const { open, to } = await supabase(handle)
    const store = open()
    await store.swap(null, value)
    await store.swap(null, value)
    expect(to('/rest/v1/rpc/swap_system_setting')).toHaveLength(2)
  })

  it('does without updated_at where the table has no such column', async () => {
    const { open, asked } = await supabase(({ method, path, query, body }) => {
      if (path.includes('/rpc/')) return [404, { code: 'PGRST202' }]
      if ('updated_at' in body || query.includes('updated_at')) return [400, { code: 'PGRST204' }]
      return [200, [{ value: method === 'GET' ? newValue : body['value'] }]]
    })
    const store = open()
    expect(await store.swap({ value, updatedAt: null }, newValue)).toEqual({
      won: true,
      row: { value: newValue, updatedAt: null },
    })
    expect(asked.filter(({ method }) => method === 'PATCH')).toHaveLength(2)
  })

  it('writes nothing where nothing can tell whether the row has changed', async () => {
    const { open, asked } = await supabase(({ path }) =>
      path.includes('/rpc/') ? [404, { code: 'PGRST202' }] : [200, []],
    )
    const text = { value: JSON.stringify(value), updatedAt: null }
    expect(await errorOf(open().swap(text, newValue))).toMatchObject({ kind: 'function-missing' })
    expect(asked.every(({ method }) => method !== 'PATCH')).toBe(true)
  })
})
