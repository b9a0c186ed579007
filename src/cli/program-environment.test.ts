import { describe, expect, it } from 'vitest'
import type { Connection } from '../core/supabase/connection.ts'
import { withoutSecrets } from './program-environment.ts'

const connection = (supabaseKey: string): Connection => ({
  gazelleUrl: 'https://gazelleapp.io',
  supabaseUrl: 'https://project.example',
  supabaseKey,
  supabaseUser: { email: 'keeper@office.example', password: 'a password' },
  table: 'system_settings',
  rowKey: 'gazelle_oauth_token',
  application: { clientId: 'the id', clientSecret: 'a secret' },
})
const secretKey = `sb_secret_${'x'.repeat(8)}`
const publishable = `sb_publishable_${'x'.repeat(8)}`

describe('the environment of a program', () => {
  it('has none of the keeper’s secrets, by name or by value', () => {
    const environment = {
      PATH: '/bin',
      EMPTY: '',
      UNSET: undefined,
      SUPABASE_URL: 'https://project.example',
      SUPABASE_EMAIL: 'keeper@office.example',
      GAZELLE_CLIENT_ID: 'the id',
      SUPABASE_KEY: 'of another source',
      SUPABASE_SERVICE_ROLE_KEY: 'unused',
      SUPABASE_PASSWORD: '',
      GAZELLE_CLIENT_SECRET: 'other',
      MY_KEY: secretKey,
      MY_PASSWORD: ' a password\n',
      MY_SECRET: 'a secret',
    }
    expect(withoutSecrets(environment, connection(secretKey), [])).toEqual({
      PATH: '/bin',
      EMPTY: '',
      UNSET: undefined,
      SUPABASE_URL: 'https://project.example',
      SUPABASE_EMAIL: 'keeper@office.example',
      GAZELLE_CLIENT_ID: 'the id',
    })
  })

  it('has the publishable key under another name, which is no secret', () => {
    const environment = { SUPABASE_KEY: publishable, VITE_SUPABASE_KEY: publishable }
    expect(withoutSecrets(environment, connection(publishable), [])).toEqual({ VITE_SUPABASE_KEY: publishable })
  })

  it('has what somebody wants kept', () => {
    const environment = { SUPABASE_KEY: secretKey, SUPABASE_PASSWORD: 'a password' }
    expect(withoutSecrets(environment, connection(secretKey), ['SUPABASE_KEY'])).toEqual({ SUPABASE_KEY: secretKey })
  })

  it('knows a name in other letters, which is the same variable on Windows', () => {
    expect(withoutSecrets({ Supabase_Key: 'x' }, connection(secretKey), [])).toEqual({})
    expect(withoutSecrets({ Supabase_Key: 'x' }, connection(secretKey), ['SUPABASE_KEY'])).toEqual({
      Supabase_Key: 'x',
    })
  })
})
