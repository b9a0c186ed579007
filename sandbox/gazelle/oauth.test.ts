import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { OAuthError, type Parameters, redirectTo, type TokenAnswer } from './oauth.ts'
import type { RotationPolicy } from './state.ts'
import { books } from './testing.ts'

type Books = ReturnType<typeof books>

const redirect = 'http://127.0.0.1:5555/callback'

const asked = ({ client }: Books, more: Parameters = {}) => ({
  client_id: client.clientId,
  redirect_uri: redirect,
  response_type: 'code',
  ...more,
})

const proven = ({ client }: Books, more: Parameters = {}) => ({
  client_id: client.clientId,
  client_secret: client.clientSecret,
  ...more,
})

/** The code that an authorisation brings to the callback. */
const codeOf = (house: Books, more: Parameters = {}): string => {
  const { oauth, user } = house
  return new URL(oauth.authorise(oauth.readRequest(asked(house, more)), user)).searchParams.get('code') ?? ''
}

const exchange = (house: Books, code: string, more: Parameters = {}): TokenAnswer =>
  house.oauth.token(proven(house, { grant_type: 'authorization_code', code, redirect_uri: redirect, ...more }))

const refresh = (house: Books, { refresh_token }: TokenAnswer): TokenAnswer =>
  house.oauth.token(proven(house, { grant_type: 'refresh_token', refresh_token: refresh_token ?? '' }))

/** The OAuth error that `act` ends with. */
const errorOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof OAuthError) return `${error.code} ${error.status}`
    throw error
  }
  return 'none'
}

describe('authorisation', () => {
  it('brings the code and the state to the callback', () => {
    const house = books()
    const { oauth, user } = house
    const address = new URL(oauth.authorise(oauth.readRequest(asked(house, { state: 'a b' })), user))
    expect(address.origin + address.pathname).toBe(redirect)
    expect(address.searchParams.get('state')).toBe('a b')
    expect(address.searchParams.get('code')).toMatch(/^[\w-]{43}$/)
  })

  it.each([
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client 401'],
    ['another callback', { redirect_uri: 'http://127.0.0.1/other' }, 'invalid_redirect_uri 400'],
    ['another host', { redirect_uri: 'https://evil.example/callback' }, 'invalid_redirect_uri 400'],
    ['no callback', { redirect_uri: undefined }, 'invalid_redirect_uri 400'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type 400'],
    ['a plain challenge', { code_challenge: 'x', code_challenge_method: 'plain' }, 'invalid_request 400'],
  ])('refuses %s', (_, change, error) => {
    const house = books()
    expect(errorOf(() => house.oauth.readRequest(asked(house, change)))).toBe(error)
  })

  it('adds to the parameters that a callback has', () => {
    expect(redirectTo('https://app.example/cb?a=1', { error: 'x', state: undefined })).toBe(
      'https://app.example/cb?a=1&error=x',
    )
  })
})

describe('authorization_code', () => {
  it("answers with Doorkeeper's fields, and the token is accepted", () => {
    const house = books({ accessTokenLifeSeconds: 7200 })
    const answer = exchange(house, codeOf(house, { scope: 'read' }))
    expect(answer).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 7200,
      refresh_token: expect.stringMatching(/^[\w-]{43}$/),
      scope: 'read',
      created_at: Date.UTC(2025, 0, 20) / 1000,
    })
    expect(house.isAccepted(answer.access_token)).toBe(true)
    house.pass(7199)
    expect(house.isAccepted(answer.access_token)).toBe(true)
    house.pass(1)
    expect(house.isAccepted(answer.access_token)).toBe(false)
  })

  it('takes a code once; a second time kills what came of it', () => {
    const house = books()
    const code = codeOf(house)
    const answer = exchange(house, code)
    expect(errorOf(() => exchange(house, code))).toBe('invalid_grant 400')
    expect(house.isAccepted(answer.access_token)).toBe(false)
  })

  it('refuses a code after ten minutes, at another callback, and of another client', () => {
    const house = books()
    const code = codeOf(house)
    expect(errorOf(() => exchange(house, code, { redirect_uri: 'http://127.0.0.1:1/callback' }))).toBe(
      'invalid_grant 400',
    )
    house.state.applications.push({ ...house.client, clientId: 'other', clientSecret: 'other' })
    const other = { client_id: 'other', client_secret: 'other' }
    expect(errorOf(() => exchange(house, code, other))).toBe('invalid_grant 400')
    house.pass(600)
    expect(errorOf(() => exchange(house, code))).toBe('invalid_grant 400')
  })

  it('asks for the verifier where a challenge was given', () => {
    const house = books()
    const verifier = 'a-verifier-of-at-least-forty-three-characters'
    const code_challenge = createHash('sha256').update(verifier).digest('base64url')
    const code = codeOf(house, { code_challenge, code_challenge_method: 'S256' })
    expect(errorOf(() => exchange(house, code))).toBe('invalid_grant 400')
    expect(errorOf(() => exchange(house, code, { code_verifier: 'wrong' }))).toBe('invalid_grant 400')
    expect(house.isAccepted(exchange(house, code, { code_verifier: verifier }).access_token)).toBe(true)
  })
})

describe('PKCE', () => {
  const challenge = { code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' }

  it('verified: a verifier without a challenge is refused', () => {
    const house = books({ pkce: 'verified' })
    expect(errorOf(() => exchange(house, codeOf(house), { code_verifier: 'v' }))).toBe('invalid_grant 400')
  })

  it('ignored: neither is looked at', () => {
    const house = books({ pkce: 'ignored' })
    expect(exchange(house, codeOf(house, challenge)).token_type).toBe('Bearer')
    expect(exchange(house, codeOf(house), { code_verifier: 'v' }).token_type).toBe('Bearer')
    expect(exchange(house, codeOf(house, { code_challenge: 'x', code_challenge_method: 'plain' })).scope).toBe('public')
  })

  it('refused: either is an invalid request, and nothing is spent', () => {
    const house = books({ pkce: 'refused' })
    expect(errorOf(() => codeOf(house, challenge))).toBe('invalid_request 400')
    const code = codeOf(house)
    expect(errorOf(() => exchange(house, code, { code_verifier: 'v' }))).toBe('invalid_request 400')
    expect(exchange(house, code).token_type).toBe('Bearer')
  })
})

describe('callbacks', () => {
  it.each(['https://keeper.example/callback?tenant=1', 'gazelle-keeper://callback', 'com.example.keeper:/callback'])(
    '%s gets the code and the state, and keeps what it has',
    (redirectUri) => {
      const house = books()
      house.state.applications[0] = { ...house.client, redirectUris: ['https://other.example/', redirectUri] }
      const { oauth, user } = house
      const address = oauth.authorise(oauth.readRequest(asked(house, { redirect_uri: redirectUri, state: 's' })), user)
      expect(address.startsWith(redirectUri)).toBe(true)
      const { searchParams } = new URL(address)
      expect(searchParams.get('state')).toBe('s')
      const code = searchParams.get('code') ?? ''
      expect(exchange(house, code, { redirect_uri: redirectUri }).token_type).toBe('Bearer')
    },
  )

  it('without one, the code is shown on our own page, without the state', () => {
    const house = books()
    const redirect_uri = 'urn:ietf:wg:oauth:2.0:oob'
    house.state.applications[0] = { ...house.client, redirectUris: [redirect_uri] }
    const { oauth, user } = house
    const address = oauth.authorise(oauth.readRequest(asked(house, { redirect_uri, state: 's' })), user)
    expect(address).toMatch(/^\/developer\/oauth\/authorize\/native\?code=[\w-]{43}$/)
  })

  it('a code lives as long as it is set to', () => {
    const house = books({ codeLifeSeconds: 5 })
    const code = codeOf(house)
    house.pass(5)
    expect(errorOf(() => exchange(house, code))).toBe('invalid_grant 400')
  })
})

describe('the token endpoint', () => {
  it.each([
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client 401'],
    ['a wrong secret', { client_secret: 'wrong' }, 'invalid_client 401'],
    ['no secret', { client_secret: undefined }, 'invalid_client 401'],
    ['client_credentials', { grant_type: 'client_credentials' }, 'unsupported_grant_type 400'],
    ['no grant type', { grant_type: undefined }, 'invalid_request 400'],
    ['an unknown refresh token', { refresh_token: 'unknown' }, 'invalid_grant 400'],
    ['no refresh token', {}, 'invalid_grant 400'],
  ])('refuses %s', (_, change, error) => {
    const house = books()
    expect(errorOf(() => house.oauth.token(proven(house, { grant_type: 'refresh_token', ...change })))).toBe(error)
  })
})

describe('refresh', () => {
  const policies: RotationPolicy[] = ['revoke-at-once', 'revoke-on-first-use', 'revoke-family-on-reuse']

  it.each(policies)('gives a new pair, also after the access token has expired (%s)', (rotation) => {
    const house = books({ rotation, accessTokenLifeSeconds: 60 })
    const first = house.oauth.grantPair(house.user, house.client.clientId)
    house.pass(61)
    const second = refresh(house, first)
    expect(second.access_token).not.toBe(first.access_token)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(house.isAccepted(second.access_token)).toBe(true)
    expect(house.isAccepted(refresh(house, second).access_token)).toBe(true)
  })

  it.each(policies)('refuses an expired refresh token (%s)', (rotation) => {
    const house = books({ rotation, refreshTokenLifeSeconds: 100 })
    const pair = house.oauth.grantPair(house.user, house.client.clientId)
    house.pass(100)
    expect(errorOf(() => refresh(house, pair))).toBe('invalid_grant 400')
  })

  it.each(policies)('refuses the refresh token of another client (%s)', (rotation) => {
    const house = books({ rotation })
    const pair = house.oauth.grantPair(house.user, 'another')
    expect(errorOf(() => refresh(house, pair))).toBe('invalid_grant 400')
  })

  it('revoke-at-once: the old pair is dead with the answer, the new one lives on', () => {
    const house = books({ rotation: 'revoke-at-once' })
    const first = house.oauth.grantPair(house.user, house.client.clientId)
    const second = refresh(house, first)
    expect(house.isAccepted(first.access_token)).toBe(false)
    expect(errorOf(() => refresh(house, first))).toBe('invalid_grant 400')
    expect(house.isAccepted(second.access_token)).toBe(true)
  })

  it('revoke-on-first-use: the old pair lives until the new access token is used', () => {
    const house = books({ rotation: 'revoke-on-first-use' })
    const first = house.oauth.grantPair(house.user, house.client.clientId)
    const lost = refresh(house, first)
    expect(house.isAccepted(first.access_token)).toBe(true)
    const second = refresh(house, first)
    expect(house.isAccepted(first.access_token)).toBe(true)

    expect(house.isAccepted(second.access_token)).toBe(true)
    expect(house.isAccepted(first.access_token)).toBe(false)
    expect(errorOf(() => refresh(house, first))).toBe('invalid_grant 400')
    expect(house.isAccepted(lost.access_token)).toBe(true)
  })

  it('revoke-on-first-use: refreshing with the new pair unused retires the old one when that next token is used', () => {
    const house = books({ rotation: 'revoke-on-first-use' })
    const first = house.oauth.grantPair(house.user, house.client.clientId)
    const third = refresh(house, refresh(house, first))
    expect(house.isAccepted(third.access_token)).toBe(true)
    expect(house.isAccepted(first.access_token)).toBe(true) // its own successor was never used
  })

  it('revoke-family-on-reuse: a spent refresh token kills every token of its grant, and no other', () => {
    const house = books({ rotation: 'revoke-family-on-reuse' })
    const bystander = house.oauth.grantPair(house.user, house.client.clientId)
    const first = house.oauth.grantPair(house.user, house.client.clientId)
    const third = refresh(house, refresh(house, first))
    expect(errorOf(() => refresh(house, first))).toBe('invalid_grant 400')
    expect(house.isAccepted(third.access_token)).toBe(false)
    expect(errorOf(() => refresh(house, third))).toBe('invalid_grant 400')
    expect(house.isAccepted(bystander.access_token)).toBe(true)
  })
})
