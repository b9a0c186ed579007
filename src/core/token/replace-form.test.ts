import { describe, expect, it } from 'vitest'
import { readRow } from '../keeper/row-reading.ts'
import { parseRow } from './parse.ts'
import type { JsonObject } from './record.ts'
import { replaceToken } from './replace.ts'
import { captured, granted, replaced } from './replace-fixture.ts'
import { apiKey, bearer, writtenAt as now } from './token-fixture.ts'

/** The JSON text of a row's value, given as its text, with the captured token in it. */
const rewritten = (text: string) =>
  replaceToken(readRow({ value: JSON.parse(text), text, updatedAt: null }, now).old, captured, now).text

describe('on a row with a token', () => {
  it('keeps the shape, the order and what it does not know', () => {
    const row = `{ "scope": "public", "created_at": 5, "__proto__": {"a": [1]}, "access_token": "${bearer}" }`
    expect(replaced(row, captured)).toBe(
      `{ "scope": "public", "created_at": ${now}, "__proto__": {"a": [1]}, "access_token": "${captured.accessToken}", "expires_in": 2592000 }`,
    )
  })

  it.each<[string, unknown, unknown]>([
    ['api_key', { api_key: bearer }, { api_key: captured.accessToken }],
    ['token', { token: bearer }, { token: captured.accessToken }],
    [
      'several that hold the same',
      { api_key: bearer, access_token: bearer, token: bearer },
      { api_key: captured.accessToken, access_token: captured.accessToken, token: captured.accessToken },
    ],
    [
      'another one beside it',
      { access_token: bearer, api_key: apiKey },
      { access_token: captured.accessToken, api_key: apiKey },
    ],
    [
      'an empty access_token',
      { access_token: '', token: bearer },
      { access_token: captured.accessToken, token: captured.accessToken },
    ],
  ])('puts it where the token was: %s', (_, before, after) => {
    expect(replaced(before, captured)).toMatchObject(after as JsonObject)
    expect(Object.keys(replaced(before, captured)).filter((name) => name.includes('token'))).toEqual(
      Object.keys(after as JsonObject).filter((name) => name.includes('token')),
    )
    const text = JSON.parse(String(replaced(JSON.stringify(before), captured)))
    expect(text).toMatchObject(after as JsonObject)
  })

  it('keeps a bare token bare', () => {
    expect(replaced(bearer, granted)).toBe(granted.accessToken)
    expect(replaced(JSON.stringify(bearer), granted)).toBe(JSON.stringify(granted.accessToken))
  })

  it.each(['12345678901234567', '1e400', '-0.1000000000000000000001', '1.0', '[[1.10, {"n": 2.50}]]'])(
    'passes on what it does not know to the last digit: %s',
    (number) => {
      const text = `{"n": ${number}, "access_token": "${bearer}", "n2":${number}}`
      const asObject = replaceToken({ ...parseRow(JSON.parse(text), now), text }, captured, now).text
      expect(asObject).toMatch(`{"n": ${number}, "access_token": "${captured.accessToken}", "n2":${number},`)
      expect(replaced(text, captured)).toBe(asObject)
    },
  )

  it('changes a key that stands there twice, twice', () => {
    const text = `{"access_token": "${apiKey}", "access_token": "${bearer}"}`
    expect(replaced(text, captured)).toMatch(
      `{"access_token": "${captured.accessToken}", "access_token": "${captured.accessToken}"`,
    )
  })

  it.each<[string, string, string]>([
    [
      'camel case',
      '{"accessToken":"OLD","refreshToken":"REF","expiresAt":"2025-07-01T00:00:00Z","n":12345678901234567}',
      '{"accessToken":"NEW","refreshToken":"REF","expiresAt":"2025-07-15T15:06:40.000Z","n":12345678901234567,"expiresIn":2592000,"createdAt":1750000000}',
    ],
    ['as C# does', '{"AccessToken":"OLD"}', '{"AccessToken":"NEW","ExpiresIn":2592000,"CreatedAt":1750000000}'],
    ['capitals', '{"ACCESS_TOKEN":"OLD"}', '{"ACCESS_TOKEN":"NEW","EXPIRES_IN":2592000,"CREATED_AT":1750000000}'],
    [
      'two spellings of one',
      '{"access_token":"OLD","accessToken":"OLD"}',
      '{"access_token":"NEW","accessToken":"NEW","expires_in":2592000,"created_at":1750000000}',
    ],
    [
      'within another field',
      '{"v": 1.10, "token": {"access_token": "OLD", "scope": "a"}, "w": [2.0]}',
      '{"v": 1.10, "token": {"access_token": "NEW", "scope": "a", "expires_in": 2592000, "created_at": 1750000000}, "w": [2.0]}',
    ],
    [
      'a list of one',
      '[ {"access_token":"OLD"} ]',
      '[ {"access_token":"NEW","expires_in":2592000,"created_at":1750000000} ]',
    ],
    [
      'a scheme in front',
      '{"access_token":"Bearer OLD"}',
      '{"access_token":"NEW","expires_in":2592000,"created_at":1750000000}',
    ],
    [
      'an empty seat further in',
      '{"data":{"accessToken":null,"id":7}}',
      '{"data":{"accessToken":"NEW","id":7,"expiresIn":2592000,"createdAt":1750000000}}',
    ],
    ['an empty key', '{"api_key":"None"}', '{"api_key":"NEW","expires_in":2592000,"created_at":1750000000}'],
    [
      'a number for a token',
      '{"access_token":5,"note":1.0}',
      '{"access_token":"NEW","note":1.0,"expires_in":2592000,"created_at":1750000000}',
    ],
    [
      'several that may be meant',
      '{"a":{"access_token":"OLD"},"b":{"access_token":"OTH"}}',
      '{"a":{"access_token":"OLD"},"b":{"access_token":"OTH"},"access_token":"NEW","expires_in":2592000,"created_at":1750000000}',
    ],
    ['a list', '[1,2]', '{"expires_in":2592000,"created_at":1750000000,"access_token":"NEW"}'],
    ['a text', '"anything"', '{"expires_in":2592000,"created_at":1750000000,"access_token":"NEW"}'],
  ])('writes in the form that it finds: %s', (_, before, after) => {
    const marked = (text: string) =>
      text.replaceAll('OLD', bearer).replaceAll('NEW', captured.accessToken).replaceAll('OTH', 'O'.repeat(43))
    expect(JSON.parse(rewritten(marked(before)))).toEqual(JSON.parse(marked(after)))
    for (const digits of before.match(/\d+\.0|1\.10|12345678901234567/g) ?? [])
      expect(rewritten(marked(before))).toContain(digits)
  })

  it.each<[string, (text: string) => string, (text: string) => string]>([
    ['serialised three times', (text) => JSON.stringify(JSON.stringify(text)), (text) => JSON.parse(JSON.parse(text))],
    ['a byte order mark, which goes', (text) => `\uFEFF${text}`, (text) => text],
  ])('keeps the text that the value is: %s', (_, wrap, unwrap) => {
    const before = JSON.stringify(wrap(`{"n": 1.50, "access_token": "${bearer}"}`))
    expect(unwrap(JSON.parse(rewritten(before)))).toBe(
      `{"n": 1.50, "access_token": "${captured.accessToken}", "expires_in": 2592000, "created_at": 1750000000}`,
    )
  })

  it('keeps what Python wrote a dictionary of Python, to the last digit', () => {
    const before = `{'access_token': '${bearer}', "it's": "a\\"b'c", 'none': None, 'n': 12345678901234567, 'x': '\\xe9\\n', 'ok': [True, {}]}`
    expect(JSON.parse(rewritten(JSON.stringify(before)))).toBe(
      `{'access_token': '${captured.accessToken}', "it's": 'a"b\\'c', 'none': None, 'n': 12345678901234567, 'x': 'é\\n', 'ok': [True, {}], 'expires_in': 2592000, 'created_at': 1750000000}`,
    )
  })

  it('changes nothing, not even white space, when the same token comes again', () => {
    const row = `{ "access_token": "${bearer}", "expires_at": 1999999999 }`
    expect(replaced(row, { ...captured, accessToken: bearer })).toBe(row)
  })
})
