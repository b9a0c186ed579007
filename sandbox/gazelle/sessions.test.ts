import { describe, expect, it } from 'vitest'
import { books } from './testing.ts'

const signedIn = (house: ReturnType<typeof books>) => {
  const session = house.sessions.signIn(house.user.email, house.user.password)
  if (!session) throw new Error('The sign-in was refused.')
  return session
}

describe('sign-in', () => {
  it('knows the person by e-mail, in any case, and password', () => {
    const house = books()
    expect(house.sessions.signIn(` ${house.user.email.toUpperCase()}`, house.user.password)).not.toBeNull()
    expect(house.sessions.signIn(house.user.email, 'wrong')).toBeNull()
    expect(house.sessions.signIn('nobody@gazelle.example', house.user.password)).toBeNull()
    expect(house.sessions.signIn('', '')).toBeNull()
  })

  it('lasts as long as the setting says, or until the sign-out', () => {
    const house = books({ sessionLifeSeconds: 60 })
    const [one, other] = [signedIn(house), signedIn(house)]
    house.sessions.signOut(other)
    expect(house.sessions.find(other.id)).toBeNull()
    house.pass(59)
    expect(house.sessions.find(one.id)).toBe(one)
    house.pass(1)
    expect(house.sessions.find(one.id)).toBeNull()
    expect(house.sessions.find(undefined)).toBeNull()
  })
})

describe("the web application's credential", () => {
  it('stays the same while it is good, and is a fresh one once it has expired or was revoked', () => {
    const house = books({ accessTokenLifeSeconds: 60 })
    const session = signedIn(house)
    const credential = () => house.sessions.credential(session).credential
    const first = credential()
    expect(credential()).toBe(first)
    house.pass(60)
    const second = credential()
    expect(second).not.toBe(first)
    expect(house.isAccepted(second)).toBe(true)
    house.tokens.revoke(second)
    const third = credential()
    expect(third).not.toBe(second)
    expect(house.isAccepted(third)).toBe(true)
  })

  it('is the API key where the switch says so, which never expires', () => {
    const house = books({ carriage: { header: 'api-key', from: 'shared-worker' } })
    const session = signedIn(house)
    const shown = house.sessions.credential(session)
    expect(shown).toEqual({ header: 'api-key', from: 'shared-worker', credential: expect.stringMatching(/^\w{32}$/) })
    house.pass(10 * 365 * 86_400)
    expect(house.tokens.accept({ header: 'api-key', credential: shown.credential })).toBe(house.user)
    expect(house.isAccepted(shown.credential)).toBe(false) // not as a bearer
  })

  it('outlives the sign-out', () => {
    const house = books()
    const session = signedIn(house)
    const { credential } = house.sessions.credential(session)
    house.sessions.signOut(session)
    expect(house.isAccepted(credential)).toBe(true)
  })
})

describe('on demand', () => {
  it('expires and revokes one token, or revokes everything', () => {
    const house = books()
    const pair = () => house.oauth.grantPair(house.user, house.client.clientId)
    const [expired, revoked, good] = [pair(), pair(), pair()]
    const key = house.user.apiKey
    house.tokens.expire(expired.access_token)
    house.tokens.revoke(revoked.access_token)
    const accepted = () => [expired, revoked, good].map(({ access_token }) => house.isAccepted(access_token))
    expect(accepted()).toEqual([false, false, true])

    house.tokens.revokeAll()
    expect(accepted()).toEqual([false, false, false])
    expect(house.tokens.accept({ header: 'api-key', credential: key })).toBeNull()
    expect(house.user.apiKey).not.toBe(key)
    expect(() => house.tokens.expire('unknown')).toThrow('no such token')
  })
})
