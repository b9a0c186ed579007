import { describe, expect, it } from 'vitest'
import type { Credential } from '../token/credential.ts'
import { GazelleError } from './errors.ts'
import type { Revocation } from './revocation.ts'
import { revokeAll } from './revoke-all.ts'

const credential = (accessToken: string, more: Partial<Credential> = {}): Credential => ({
  accessToken,
  headerKind: 'bearer',
  refreshToken: `${accessToken}-refresh`,
  issuedAt: null,
  lifeSeconds: null,
  source: 'row',
  ...more,
})

/** A Gazelle whose tokens all live until they are revoked, and a row; `asked` is what was to be revoked, in its order. */
function world(rows: (Credential | null | 'unread')[], answer: (token: string) => Revocation = () => 'revoked') {
  const dead = new Set<string>()
  const asked: string[] = []
  const probed: string[] = []
  const ports = {
    readRow: async () => {
      const row = rows.length > 1 ? rows.shift() : rows[0]
      if (row === 'unread' || row === undefined) throw new Error('Supabase is not there.')
      return row
    },
    revoke: async (token: string) => {
      asked.push(token)
      const said = answer(token)
      if (said === 'revoked') dead.add(token)
      return said
    },
    gazelle: {
      probe: async ({ accessToken }: Pick<Credential, 'accessToken'>) => {
        probed.push(accessToken)
        if (dead.has(accessToken)) throw new GazelleError('unauthorized', 'No.')
        return { headerKind: 'bearer' as const, gazelleTime: null, tookMilliseconds: 0 }
      },
    },
  }
  return { ports, asked, probed, dead }
}

describe('revoking all tokens', () => {
  it('takes the row’s and those that are kept, each refresh token before what it could renew', async () => {
    const { ports, asked, probed } = world([credential('row')])
    expect(await revokeAll([credential('kept')], ports)).toBe('revoked')
    expect(asked.toSorted()).toEqual(['kept', 'kept-refresh', 'row', 'row-refresh'])
    for (const name of ['row', 'kept']) expect(asked.indexOf(`${name}-refresh`)).toBeLessThan(asked.indexOf(name))
    expect(probed.toSorted()).toEqual(['kept', 'row'])
  })

  it('leaves what no application has got: tokens of the web session, API keys', async () => {
    const { ports, asked } = world([credential('web', { source: 'web-session' })])
    expect(await revokeAll([credential('key', { headerKind: 'api-key' })], ports)).toBe('revoked')
    expect(asked).toEqual([])
  })

  it('revokes what somebody else puts in the row meanwhile', async () => {
    const { ports, asked } = world([credential('one'), credential('two'), credential('two')])
    expect(await revokeAll([], ports)).toBe('revoked')
    expect(asked).toEqual(['one-refresh', 'one', 'two-refresh', 'two'])
  })

  it('does not fail over what only may be the application’s, and is another’s', async () => {
    const pasted = credential('pasted', { refreshToken: null, source: 'clipboard' })
    const { ports, asked } = world([credential('row')], (token) => (token === 'pasted' ? 'rejected' : 'revoked'))
    expect(await revokeAll([pasted], ports)).toBe('revoked')
    expect(asked).toContain('pasted')
  })

  it.each(['rejected', 'unreached'] as const)('tells that one was not revoked: %s', async (said) => {
    for (const one of ['kept', 'kept-refresh']) {
      const { ports } = world([credential('row')], (token) => (token === one ? said : 'revoked'))
      expect(await revokeAll([credential('kept')], ports)).toBe(said)
    }
  })

  it('does not take Gazelle’s word for a token that it still accepts', async () => {
    const { ports, dead } = world([credential('row')])
    dead.add = () => dead
    expect(await revokeAll([], ports)).toBe('still-accepted')
  })

  it('does not know whether a token lives where Gazelle is silent afterwards', async () => {
    const { ports } = world([credential('row')])
    ports.gazelle.probe = async () => Promise.reject(new GazelleError('unavailable', 'Nobody there.'))
    expect(await revokeAll([], ports)).toBe('unreached')
  })

  it('asks Gazelle for nothing while the row’s token is not known', async () => {
    const { ports, asked } = world(['unread'])
    expect(await revokeAll([credential('kept')], ports)).toBe('row-unread')
    expect(asked).toEqual([])
  })
})
