import { describe, expect, it } from 'vitest'
import { credentialFromHeaders } from './headers.ts'

const token = 'T'.repeat(43)
const key = 'k'.repeat(32)

describe('credentialFromHeaders', () => {
  it('takes a bearer token whole, and nothing that it does not know', () => {
    expect(credentialFromHeaders({ Authorization: `Bearer ${token}` })).toEqual({
      accessToken: token,
      headerKind: 'bearer',
      refreshToken: null,
      issuedAt: null,
      lifeSeconds: null,
    })
  })

  it.each<[string, Record<string, string | string[]>, string | null]>([
    ['any case', { aUTHORIZATION: `bEARER  ${token} ` }, `bearer ${token}`],
    ['an API key', { 'X-Gazelle-Api-Key': key }, `api-key ${key}`],
    ['several values', { authorization: ['Basic eDp5', `Bearer ${token}`] }, `bearer ${token}`],
    ['both: the bearer token', { 'x-gazelle-api-key': key, authorization: `Bearer ${token}` }, `bearer ${token}`],
    ['Basic beside an API key', { authorization: 'Basic eDp5', 'x-gazelle-api-key': [key] }, `api-key ${key}`],
    ['Basic', { authorization: 'Basic eDp5' }, null],
    ['no headers', {}, null],
    ['other headers', { cookie: `token=${token}` }, null],
    ['an empty one', { authorization: '', 'x-gazelle-api-key': ' ' }, null],
    ['no value', { authorization: [] }, null],
    ['Bearer alone', { authorization: 'Bearer' }, null],
    ['Bearer and a space', { authorization: 'Bearer ' }, null],
    ['null, as text', { authorization: 'Bearer null', 'x-gazelle-api-key': 'undefined' }, null],
    ['two words', { authorization: `Bearer ${token} ${token}` }, null],
    ['quotation marks', { authorization: `Bearer "${token}"` }, null],
    ['[object Object]', { authorization: 'Bearer [object Object]' }, null],
    ['a token without a scheme', { authorization: token }, null],
  ])('%s', (_, headers, expected) => {
    const found = credentialFromHeaders(headers)
    expect(found && `${found.headerKind} ${found.accessToken}`).toBe(expected)
  })
})
