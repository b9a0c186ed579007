import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseConnection } from './parse-connection.ts'
import { anon, otherRef, publishable, secretKey, selfHosted, service, url } from './parse-connection-fixture.ts'

describe('parseConnection of any text', () => {
  it('ends soon', () => {
    const pieces = [
      'supabase',
      'postgres://a:',
      'eyJ',
      '<',
      ' ',
      ',',
      'project_ref ',
      'your',
      'https://a',
      '\n#',
      'sb_secret_',
      'a.',
      '"',
    ]
    for (const piece of pieces) {
      for (const end of ['', '"x', '.supabase.co', '@']) {
        const { user } = process.threadCpuUsage()
        parseConnection(`https://${piece.repeat(Math.floor(65_000 / piece.length))}${end}`)
        parseConnection(`${piece.repeat(Math.floor(65_000 / piece.length))}${end}`)
        expect(process.threadCpuUsage().user - user, `${piece} … ${end}`).toBeLessThan(300_000)
      }
    }
  })

  it('never throws, and takes nothing that was not there', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        url,
        `https://${otherRef}.supabase.co`,
        publishable,
        secretKey,
        anon,
        service,
        selfHosted,
        ' ',
        '\n',
      ),
      fc.constantFrom(
        'SUPABASE_URL=',
        'SUPABASE_KEY="',
        "createClient('",
        '# ',
        '"',
        "', '",
        'https://',
        'postgres://',
      ),
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        const result = parseConnection(text)
        if (!result.ok) return
        expect(result.url !== null || result.key !== null).toBe(true)
        if (result.key !== null) expect(text).toContain(result.key)
        if (result.url === null) return
        expect(result.url).toMatch(/^https:|^http:\/\/(localhost|127|\[::1\])/)
        expect(new URL(result.url).origin).toBe(result.url)
      }),
      { numRuns: 2_000 },
    )
  })
})
