import { describe, expect, it } from 'vitest'
import {
  accessToken,
  application,
  credentialFrom,
  doorkeeper,
  fixedNow,
  grantsAt,
  json,
  nextRefreshToken,
  serve,
  spent,
} from './grant-fixture.ts'
import type { Answer } from './server-fixture.ts'

describe('a grant', () => {
  it('spends the refresh token with one form, the application’s id and secret in the body', async () => {
    const { url, seen } = await serve(json(doorkeeper))
    await grantsAt(url).refresh(spent)
    expect(seen).toHaveLength(1)
    expect(seen[0]?.request).toMatchObject({ method: 'POST', url: '/developer/oauth/token' })
    expect(seen[0]?.request.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      'user-agent': 'gazelle-keeper/test',
    })
    expect(seen[0]?.request.headers).not.toHaveProperty('authorization')
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: spent,
      client_id: application.clientId,
      client_secret: application.clientSecret,
    })
  })

  it('gives Doorkeeper’s answer as a credential', async () => {
    expect(await credentialFrom(json(doorkeeper))).toEqual({
      accessToken,
      headerKind: 'bearer',
      refreshToken: nextRefreshToken,
      issuedAt: fixedNow,
      lifeSeconds: 2_592_000,
      source: 'oauth',
    })
  })
})

describe('created_at', () => {
  it.each<[string, unknown, number | null]>([
    ['in seconds', fixedNow - 10, fixedNow - 10],
    ['in milliseconds', fixedNow * 1000, fixedNow],
    ['of an older token given again', fixedNow - 2_000_000, fixedNow - 2_000_000],
    ['a little ahead', fixedNow + 299, fixedNow + 299],
    ['in the future', fixedNow + 301, null],
    ['longer ago than the token lives', fixedNow - 2_592_000, null],
    ['zero', 0, null],
    ['in words', 'now', null],
    ['missing', undefined, null],
  ])('%s', async (_, created, issuedAt) => {
    expect((await credentialFrom(json({ ...doorkeeper, created_at: created }))).issuedAt).toBe(issuedAt)
  })

  it('is measured by the server’s clock, and by ours only where it shows none', async () => {
    const ourClock = { now: () => (fixedNow + 100 * 86_400) * 1000 }
    const undated: Answer = (response, seen) => {
      response.sendDate = false
      response.end(JSON.stringify(doorkeeper), () => seen)
    }
    expect((await credentialFrom(json(doorkeeper), { clock: ourClock })).issuedAt).toBe(fixedNow)
    expect((await credentialFrom(undated, { clock: ourClock })).issuedAt).toBeNull()
    expect((await credentialFrom(undated)).issuedAt).toBe(fixedNow)
  })
})
