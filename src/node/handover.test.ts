import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Connection } from '../core/supabase/connection.ts'
import { packHandover, unpackHandover } from './handover.ts'

const secret = () => randomBytes(16).toString('hex')

const full: Connection = {
  gazelleUrl: 'https://gazelleapp.io',
  supabaseUrl: 'https://abcdefghijklmnopqrst.supabase.co',
  supabaseKey: secret(),
  supabaseUser: { email: 'anne@pianos-tremblay.ca', password: secret() },
  table: 'system_settings',
  rowKey: 'gazelle_oauth_token',
  application: { clientId: 'pianos-tremblay', clientSecret: secret() },
}
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

describe('what the app hands to the command line', () => {
  it.each<[string, Connection]>([
    ['all of it', full],
    ['without an OAuth application', { ...full, application: null }],
    ['with a key that needs no user', { ...full, supabaseUser: null }],
    ['of a user who signed in by a code', { ...full, supabaseUser: { email: 'é@example.com', password: null } }],
  ])('comes out as it was put in: %s', (_what, handover) => {
    expect(unpackHandover(packHandover(handover))).toEqual({ version: 1, ...handover })
  })

  it('has nothing in it but that', () => {
    const token = secret()
    expect(new TextDecoder().decode(packHandover({ ...full, token } as Connection))).not.toContain(token)
  })

  it('fits in the keychain with the least room, with the longest keys of Supabase', () => {
    const supabaseKey = 'k'.repeat(240)
    const password = 'p'.repeat(72)
    const application = { clientId: 'c'.repeat(64), clientSecret: 's'.repeat(128) }
    const supabaseUser = { email: `${'e'.repeat(64)}@example.com`, password }
    expect(packHandover({ ...full, supabaseKey, supabaseUser, application }).byteLength).toBeLessThan(2560)
  })

  it.each<[string, Uint8Array]>([
    ['of a later version', bytes({ version: 2, ...full })],
    ['that is cut short', packHandover(full).slice(0, 40)],
    ['that is empty', new Uint8Array()],
    ['that is no object', bytes(null)],
    ['without a key', bytes({ version: 1, ...full, supabaseKey: null })],
    ['of an address that is none', bytes({ version: 1, ...full, supabaseUrl: 'project' })],
    ['of half an application', bytes({ version: 1, ...full, application: { clientId: 'id' } })],
    ['of a table that is none', bytes({ version: 1, ...full, table: 'a table' })],
  ])('is not understood %s', (_what, content) => {
    expect(unpackHandover(content)).toBeNull()
  })
})
