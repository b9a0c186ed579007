import { describe, expect, it } from 'vitest'
import { type Connection, projectAndRow, wholeConnection } from './connection.ts'

const project = { supabaseUrl: 'https://project.example', supabaseKey: 'a key' }
const whole: Connection = {
  ...project,
  gazelleUrl: 'https://gazelle.example',
  supabaseUser: { email: 'anne@pianos-tremblay.ca', password: null },
  table: 'settings',
  rowKey: 'token',
  application: { clientId: 'the id', clientSecret: 'a secret' },
}

describe('a connection', () => {
  it('is whole with the usual where nothing but the project is named', () => {
    expect(wholeConnection(project)).toEqual({
      ...project,
      gazelleUrl: 'https://gazelleapp.io',
      supabaseUser: null,
      table: 'system_settings',
      rowKey: 'gazelle_oauth_token',
      application: null,
    })
  })

  it('stays as it was named, without what is no part of it', () => {
    expect(wholeConnection({ ...whole, ...{ userAgent: 'a program' } })).toEqual(whole)
  })

  it('names the project, the user and the row to the stores, and no secret of Gazelle’s', () => {
    expect(projectAndRow(whole)).toEqual({
      url: 'https://project.example',
      key: 'a key',
      signIn: { email: 'anne@pianos-tremblay.ca', password: null },
      table: 'settings',
      rowKey: 'token',
    })
  })
})
