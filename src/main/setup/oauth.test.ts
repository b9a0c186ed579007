import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { type KeeperState, unknownState } from '../../core/keeper/state.ts'
import type { Credential } from '../../core/token/credential.ts'
import type { CredentialSource } from '../../core/token/sources.ts'
import type { OAuthRefusal } from '../../shared/setup.ts'
import type { ConnectionParts } from '../connection/connection.ts'
import { OAuthControl } from './oauth.ts'

const parts = {
  oauthClientId: 'pianos-tremblay',
  oauthSecret: null,
  oauthRedirectUri: null,
} as ConnectionParts

const credentialBy = (source: CredentialSource): Credential => ({
  accessToken: randomBytes(16).toString('hex'),
  headerKind: null,
  refreshToken: null,
  issuedAt: null,
  lifeSeconds: null,
  source,
})

function setUp(clipboard = '') {
  const chosen = {
    parts: new Observed<ConnectionParts>(parts),
    change: (change: Partial<ConnectionParts>) => chosen.parts.set({ ...chosen.parts.value, ...change }),
  }
  const keeper = { state: new Observed<KeeperState>(unknownState) }
  const cleared: string[] = []
  const held = { read: async () => clipboard, clearSoon: (text: string) => void cleared.push(text) }
  return { chosen, keeper, cleared, oauth: new OAuthControl(chosen, keeper, held) }
}

describe('the OAuth application', () => {
  it.each<[string, string, OAuthRefusal]>([
    ['nothing', ' \n', 'secret'],
    ['hardly anything', 'abc', 'secret'],
    ['several words', 'the secret of the application', 'secret'],
    ['two lines', 'id-of-the-app\nsecret-of-the-app', 'secret'],
    ['a page', 'https://gazelleapp.io/developer/oauth', 'secret'],
    ['the id', ' pianos-tremblay ', 'secret-is-id'],
  ])('refuses %s as its secret, and says so', async (_, clipboard, refused) => {
    const { chosen, oauth, cleared } = setUp(clipboard)
    await oauth.pasteSecret()
    // It is somebody's own text.
    expect(cleared).toEqual([])
    expect(oauth.state.value).toMatchObject({ hasSecret: false, refused })
    expect(chosen.parts.value.oauthSecret).toBeNull()
  })

  it.each(['5f4dcc3b5aa765d61d8327deb882cf99', 'with:colons/and+signs==', 'a'.repeat(500)])(
    'takes the secret %s, and says no more of an earlier one',
    async (secret) => {
      const { chosen, oauth, cleared } = setUp(` ${secret}\n`)
      oauth.set('two words', '')
      expect(oauth.state.value.refused).toBe('client-id')
      await oauth.pasteSecret()
      expect(oauth.state.value).toMatchObject({ hasSecret: true, refused: null })
      expect(chosen.parts.value.oauthSecret).toBe(secret)
      expect(cleared).toEqual([` ${secret}\n`])
    },
  )

  it.each<[string, string, OAuthRefusal]>([
    ['two words', '', 'client-id'],
    ['https://gazelleapp.io/developer', '', 'client-id'],
    ['x'.repeat(201), '', 'client-id'],
    ['another-id', 'javascript:alert(1)', 'redirect'],
    ['another-id', 'urn:ietf:wg:oauth:2.0:oob', 'redirect'],
  ])('refuses the id "%s" with the callback "%s", and takes nothing of it', (id, callback, refused) => {
    const { chosen, oauth } = setUp()
    oauth.set(id, callback)
    expect(oauth.state.value.refused).toBe(refused)
    expect(chosen.parts.value).toEqual(parts)
    oauth.set('another-id', 'https://company.example/callback')
    expect(oauth.state.value).toMatchObject({ clientId: 'another-id', refused: null })
    oauth.set('two words', '')
    oauth.forget()
    expect(oauth.state.value).toMatchObject({ clientId: null, hasSecret: false, redirectUri: null, refused: null })
  })

  it('puts a forgotten application back with its secret, unless another has been set up since', async () => {
    const { chosen, oauth } = setUp()
    oauth.set('another-id', 'https://company.example/callback')
    const before = chosen.parts.value
    const forgotten = oauth.forget()
    expect(chosen.parts.value).toMatchObject({ oauthClientId: null, oauthSecret: null })
    expect(forgotten.isCurrent()).toBe(true)
    await forgotten.putBack()
    expect(chosen.parts.value).toEqual(before)
    const again = oauth.forget()
    oauth.set('newer-id', '')
    expect(again.isCurrent()).toBe(false)
  })

  it('offers the system’s own browser where it can come back to this computer, and forgets that choice with it', () => {
    const { chosen, oauth } = setUp()
    oauth.set('pianos-tremblay', 'https://company.example/callback')
    oauth.signInByBrowser(true)
    expect('inBrowser' in oauth.state.value).toBe(false)
    for (const callback of ['http://127.0.0.1/callback', 'http://127.0.0.1:47823/callback']) {
      oauth.set('pianos-tremblay', callback)
      expect(oauth.state.value.inBrowser).toBe(true)
    }
    oauth.signInByBrowser(false)
    expect(oauth.state.value.inBrowser).toBe(false)
    oauth.signInByBrowser(true)
    oauth.forget()
    expect(chosen.parts.value.oauthInBrowser).toBe(false)
  })

  it('is refused by Gazelle from when the keeper or the sign-in says so until there is another keeper', () => {
    const { keeper, oauth } = setUp()
    const isRefused = () => oauth.state.value.isRefusedByGazelle
    const known: KeeperState = { ...unknownState, row: 'token' }
    const problem = { at: 'oauth', kind: 'invalid-client', retryAfterSeconds: null } as const
    keeper.state.set(known)
    expect(isRefused()).toBe(false)
    keeper.state.set({ ...known, problem })
    expect(isRefused()).toBe(true)
    // Nobody asks Gazelle again with what it has refused.
    keeper.state.set(known)
    expect(isRefused()).toBe(true)
    keeper.state.set(unknownState)
    expect(isRefused()).toBe(false)
    oauth.wasRefused()
    expect(isRefused()).toBe(true)
  })

  it('is refused no more once Gazelle has issued a token to the same application', async () => {
    const { chosen, keeper, oauth } = setUp()
    const isRefused = () => oauth.state.value.isRefusedByGazelle
    const problem = { at: 'oauth', kind: 'invalid-client', retryAfterSeconds: null } as const
    const known: KeeperState = { ...unknownState, row: 'token', problem }
    keeper.state.set(known)
    oauth.wasRefused()
    await oauth.hearSignIn(credentialBy('web-session'))
    await oauth.hearSignIn(Promise.reject(new Error('the code has expired')))
    expect(isRefused()).toBe(true)

    for (const change of [{ oauthSecret: 'another' }, { gazelleUrl: 'https://gazelle.example' }]) {
      let issue = (_credential: Credential) => {}
      const hearing = oauth.hearSignIn(
        new Promise((resolve) => {
          issue = resolve
        }),
      )
      chosen.change(change)
      issue(credentialBy('oauth'))
      await hearing
      expect(isRefused()).toBe(true)
    }

    await oauth.hearSignIn(Promise.resolve(credentialBy('oauth')))
    expect(isRefused()).toBe(false)
    // The keeper is still busy with it, and has not taken back what it knew.
    keeper.state.set({ ...known, activity: 'trying' })
    expect(isRefused()).toBe(false)
    keeper.state.set({ ...known, problem: null })
    keeper.state.set(known)
    expect(isRefused()).toBe(true)
  })
})
