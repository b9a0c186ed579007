import { describe, expect, it } from 'vitest'
import { type ConnectionParts, isSameApplication } from './connection.ts'

const parts: ConnectionParts = {
  gazelleUrl: 'https://gazelleapp.io',
  supabaseUrl: null,
  supabaseKey: null,
  supabaseEmail: null,
  supabasePassword: null,
  supabaseIsOpen: false,
  supabaseTable: 'system_settings',
  supabaseRowKey: 'gazelle_oauth_token',
  oauthClientId: 'pianos-tremblay',
  oauthSecret: 'a secret',
  oauthRedirectUri: 'http://127.0.0.1/',
  oauthInBrowser: false,
  alerts: {},
}

describe('an OAuth application', () => {
  it.each<Partial<ConnectionParts>>([
    { gazelleUrl: 'https://gazelle.example' },
    { oauthClientId: 'another' },
    { oauthSecret: null },
  ])('is another with %o', (change) => {
    expect(isSameApplication(parts, { ...parts, ...change })).toBe(false)
  })

  it.each<Partial<ConnectionParts>>([
    {},
    { oauthRedirectUri: 'http://127.0.0.1/callback' },
    { oauthInBrowser: true },
    { supabaseUrl: 'https://project.example' },
  ])('is the same with %o', (change) => {
    expect(isSameApplication(parts, { ...parts, ...change })).toBe(true)
  })
})
