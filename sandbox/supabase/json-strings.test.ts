import { describe, expect, it } from 'vitest'
import { keepJsonStrings } from './json-strings.ts'

const tableText = 'http://127.0.0.1/rest/v1/system_settings'

const write = (body: string, { method = 'POST', url = tableText, type = 'application/json' } = {}) =>
  new Request(url, { method, body, headers: { 'content-type': type, apikey: 'key' } })

describe('a write to the settings', () => {
  it.each([
    [
      { key: 'k', value: '{"a":1}' },
      { key: 'k', value: '"{\\"a\\":1}"' },
    ],
    [{ value: 'no JSON' }, { value: '"no JSON"' }],
    [
      [{ value: 'a' }, { value: { a: 1 } }],
      [{ value: '"a"' }, { value: { a: 1 } }],
    ],
    [{ value: { a: '1' } }, { value: { a: '1' } }],
    [{ value: 5 }, { value: 5 }],
    [{ value: null }, { value: null }],
    [{ key: 'k' }, { key: 'k' }],
    [[], []],
    [null, null],
  ])('writes a string value as JSON once more, and nothing else: %j', async (body, expected) => {
    const request = await keepJsonStrings(write(JSON.stringify(body)))
    expect(await request.json()).toEqual(expected)
    expect(request.headers.get('apikey')).toBe('key')
  })

  it('is left alone when it is not JSON, not a write, or not to this table', async () => {
    const body = '{"value":"a"}'
    for (const request of [
      write('{'),
      write(body, { type: 'text/csv' }),
      write(body, { url: 'http://127.0.0.1/rest/v1/rpc/swap_system_setting' }),
      write(body, { method: 'DELETE' }),
    ]) {
      const before = await request.clone().text()
      expect(await (await keepJsonStrings(request)).text()).toBe(before)
    }
    const read = new Request(tableText)
    expect(await keepJsonStrings(read)).toBe(read)
  })
})
