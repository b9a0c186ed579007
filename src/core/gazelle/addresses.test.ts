import { describe, expect, it } from 'vitest'
import { gazelleAddresses, gazelleOrigin } from './addresses.ts'

describe('the addresses of Gazelle', () => {
  it('are these at its own origin', () => {
    expect(gazelleAddresses(gazelleOrigin)).toEqual({
      graphqlEndpoint: 'https://gazelleapp.io/graphql/private/',
      authorizationEndpoint: 'https://gazelleapp.io/developer/oauth/authorize',
      tokenEndpoint: 'https://gazelleapp.io/developer/oauth/token',
      revocationEndpoint: 'https://gazelleapp.io/developer/oauth/revoke',
    })
  })

  it.each(['http://127.0.0.1:4310', 'http://127.0.0.1:4310/', 'http://127.0.0.1:4310/users/sign_in?a=b#c'])(
    'are at the origin of %s alone',
    (given) => {
      for (const address of Object.values(gazelleAddresses(given))) {
        expect(address).toMatch(/^http:\/\/127\.0\.0\.1:4310\/(graphql|developer)\/[\w/]+$/)
      }
    },
  )

  it.each(['', 'gazelleapp.io', '/graphql/private/'])('are not made of %o, which is no URL', (given) => {
    expect(() => gazelleAddresses(given)).toThrow(TypeError)
  })
})
