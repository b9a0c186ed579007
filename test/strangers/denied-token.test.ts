import { afterEach, describe, expect, it } from 'vitest'
import { createKeeper, type GazelleKeeper } from '../../src/library/index.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

// A user with limited access: SalesforceMobileSDK-iOS#38, ADAL-js#336. The token may well be allowed what a program asks.

const on = cliFixture()
let keeper: GazelleKeeper | null = null
afterEach(() => keeper?.close())

function open() {
  const { supabaseUrl, supabaseSecretKey, gazelleUrl, oauthClientId, oauthClientSecret } = on.sandbox.connection
  keeper = createKeeper({
    supabaseUrl,
    supabaseKey: supabaseSecretKey,
    gazelleUrl,
    application: { clientId: oauthClientId, clientSecret: oauthClientSecret },
    stateFolder: null,
  })
  return keeper
}

describe('a token that is denied the clients', () => {
  it('is given to every program that asks, and the state tells of the denial', async () => {
    const { access_token: accessToken } = await on.issued(3)
    on.sandbox.gazelle.configure({ standing: 'limited-access' })
    const { token } = open()
    const tokens = await Promise.all([token(), token(), token()])
    expect(tokens).toEqual(Array(3).fill({ accessToken, headerKind: 'bearer' }))
    expect(keeper?.state).toMatchObject({ isForbidden: true, problem: { at: 'gazelle', kind: 'forbidden' } })
  })

  it('costs no question for each call while the keeper rests', async () => {
    await on.issued(3)
    on.sandbox.gazelle.configure({ standing: 'limited-access' })
    const { token } = open()
    await token()
    const before = on.sandbox.gazelle.requests.all.length
    for (let calls = 0; calls < 5; calls++) await token()
    expect(on.sandbox.gazelle.requests.all.length).toBe(before)
  })

  it('serves a query that it is allowed', async () => {
    await on.issued(3)
    on.sandbox.gazelle.configure({ standing: 'limited-access' })
    const data = await open().fetch<{ user: { hasLimitedAccess: boolean } }>('{ user { hasLimitedAccess } }')
    expect(data.user.hasLimitedAccess).toBe(true)
    await expect(keeper?.fetch('{ allClients(first: 1) { nodes { id } } }')).rejects.toThrow()
  })

  it('is another one once somebody has put that in the row', async () => {
    await on.issued(3)
    on.sandbox.gazelle.configure({ standing: 'limited-access' })
    const { token } = open()
    const first = await token()
    await on.issued(2)
    expect(await token()).toEqual(first)
    await keeper?.close()
    expect((await open().token()).accessToken).toBe(await on.tokenInRow())
  })
})

it('a token that is rejected is given to nobody', async () => {
  await on.issued(3)
  on.sandbox.gazelle.revokeAll()
  await expect(open().token()).rejects.toMatchObject({ name: 'SignInNeededError' })
})
