import { describe, expect, it } from 'vitest'
import { mergeConnections, parseConnection } from './parse-connection.ts'
import { anon, otherRef, publishable, secretKey, url } from './parse-connection-fixture.ts'
import { legacyKey } from './testing.ts'

describe('mergeConnections', () => {
  const parsed = (text: string) => {
    const result = parseConnection(text)
    return result.ok ? result : expect.unreachable(result.reason)
  }

  it('completes, and the later holds', () => {
    const both = mergeConnections(parsed(url), parsed(publishable))
    expect(both).toEqual({ ok: true, url, key: publishable, missed: null, notes: [] })
    const other = `https://${otherRef}.supabase.co`
    expect(mergeConnections(both, parsed(`${other} ${secretKey}`))).toMatchObject({ url: other, key: secretKey })
    expect(mergeConnections(parsed(publishable), parsed(url))).toMatchObject({ url, key: publishable })
    expect(mergeConnections(both, parsed(`${url}/rest/v1/`))).toMatchObject({ url, key: publishable })
    expect(mergeConnections(both, parsed(secretKey))).toMatchObject({ url, key: secretKey })
  })

  it('does not take a key along to another project', () => {
    const both = mergeConnections(parsed(url), parsed(publishable))
    expect(mergeConnections(both, parsed('https://api.piano.quebec'))).toMatchObject({ key: null })
    // The address that the key itself named was only a guess.
    const own = mergeConnections(parsed(anon), parsed('https://api.piano.quebec'))
    expect(own).toMatchObject({ url: 'https://api.piano.quebec', key: anon, notes: [] })
    const other = legacyKey({ role: 'anon', ref: otherRef })
    expect(mergeConnections(parsed(anon), parsed(other))).toMatchObject({
      url: `https://${otherRef}.supabase.co`,
      key: other,
      notes: ['url-from-key'],
    })
  })

  it('keeps a pasted address where a key names another', () => {
    const own = 'https://api.piano.quebec'
    expect(mergeConnections(parsed(own), parsed(anon))).toMatchObject({ url: own, key: anon })
    expect(mergeConnections(parsed(publishable), parsed(anon))).toMatchObject({ url, key: anon })
  })
})
