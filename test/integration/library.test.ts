import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  ClosedError,
  type KeeperEvent,
  OptionsError,
  SignInNeededError,
  TokenUnavailableError,
} from '../../src/library/index.ts'
import { clients, libraryFixture } from './library-fixture.ts'

const on = libraryFixture()
const { errorOf, latestToken, newKeeper, newStateFolder, refreshes, signIn } = on

describe('token()', () => {
  it('gives the row’s token, and from memory while nothing is due', async () => {
    const token = await signIn()
    const keeper = newKeeper()
    expect(await keeper.token()).toEqual({ accessToken: token, headerKind: 'bearer' })
    const asked = on.sandbox.gazelle.requests.all.length
    for (let count = 0; count < 100; count++) await keeper.token()
    expect(on.sandbox.gazelle.requests.all.length).toBe(asked)
    expect(keeper.state).toMatchObject({ works: true, row: 'token' })
    expect(keeper.keeping).toMatchObject({ in: 'folder' })
  })

  it('renews one that is over, once for everybody', async () => {
    on.sandbox.gazelle.expire(await signIn())
    const keeper = newKeeper()
    const tokens = await Promise.all(Array.from({ length: 1000 }, () => keeper.token()))
    expect(new Set(tokens.map(({ accessToken }) => accessToken))).toEqual(new Set([latestToken()]))
    expect(refreshes()).toHaveLength(1)
  })

  it('waits while another keeper renews', async () => {
    on.sandbox.gazelle.expire(await signIn())
    const grant = on.sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const [one, other] = [newKeeper(), newKeeper()]
    const first = one.token()
    await grant.reached
    let isGiven = false
    const second = other.token().finally(() => {
      isGiven = true
    })
    // The other one has looked: it has met the lease.
    await expect.poll(() => other.state.works, { timeout: 10_000 }).toBe(false)
    expect(isGiven).toBe(false)
    grant.release()
    expect(await second).toEqual(await first)
    expect(refreshes()).toHaveLength(1)
  })

  it('rejects with the signal’s reason, at once; the renewal goes on, and its token is saved', async () => {
    on.sandbox.gazelle.expire(await signIn())
    const grant = on.sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const keeper = newKeeper()
    const controller = new AbortController()
    const asked = keeper.token({ signal: controller.signal })
    await grant.reached
    controller.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    await expect(keeper.token({ signal: controller.signal })).rejects.toThrow('enough')
    grant.release()
    expect(await keeper.token()).toMatchObject({ accessToken: latestToken() })
  })

  it('says that somebody has to sign in where no way is left', async () => {
    const token = await signIn()
    on.sandbox.gazelle.revoke(token)
    const error = await errorOf(newKeeper().token())
    expect(error).toBeInstanceOf(SignInNeededError)
  })

  it('says what stands in the way, and whether it passes', async () => {
    await signIn()
    const refused = await errorOf(newKeeper({ supabaseKey: 'sb_secret_wrong' }).token())
    expect(refused).toBeInstanceOf(TokenUnavailableError)
    expect(refused).toMatchObject({ isPassing: false, problem: { at: 'store', kind: 'wrong-key' } })
    const silent = await errorOf(newKeeper({ supabaseUrl: 'http://127.0.0.1:1' }).token())
    expect(silent).toBeInstanceOf(TokenUnavailableError)
    expect(silent).toMatchObject({ isPassing: true, problem: { at: 'store', kind: 'unavailable' } })
  })
})

describe('the keeper', () => {
  it('tells what happens', async () => {
    const events: KeeperEvent[] = []
    const unheard: KeeperEvent[] = []
    const keeper = newKeeper()
    keeper.on('renewed', (event) => events.push(event))
    const stop = keeper.on('renewed', (event) => unheard.push(event))
    stop()
    on.sandbox.gazelle.expire(await signIn())
    await keeper.token()
    expect(events).toEqual([{ what: 'renewed', by: 'refresh-token', fingerprint: keeper.state.token?.fingerprint }])
    expect(unheard).toEqual([])
  })

  it('when closed calls off what is asked, lets a renewal end, and answers no more', async () => {
    on.sandbox.gazelle.expire(await signIn())
    const keeper = newKeeper()
    const grant = on.sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const asked = errorOf(keeper.fetch(clients))
    await grant.reached
    const closed = keeper.close()
    expect(await asked).toBeInstanceOf(ClosedError)
    grant.release()
    await closed
    await keeper.close()
    expect(await errorOf(keeper.token())).toBeInstanceOf(ClosedError)
    expect(await errorOf(keeper.fetch(clients))).toBeInstanceOf(ClosedError)
    expect(await newKeeper().token()).toMatchObject({ accessToken: latestToken() })
    expect(refreshes()).toHaveLength(1)
  })

  it('hands an unsaved token on to the next keeper, and no token lies on disk in clear', async () => {
    on.sandbox.gazelle.expire(await signIn())
    const stateFolder = newStateFolder()
    const keeper = newKeeper({ stateFolder })
    const grant = on.sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const asked = errorOf(keeper.token())
    await grant.reached
    await on.sandbox.supabase.stop()
    grant.release()
    expect(await asked).toMatchObject({ isPassing: true })
    await keeper.close({ saveWithinMilliseconds: 0 })
    const files = readdirSync(stateFolder)
    expect(files.length).toBeGreaterThan(0)
    for (const name of files) {
      expect(readFileSync(join(stateFolder, name), 'latin1')).not.toContain(latestToken())
    }
    await on.sandbox.supabase.start()
    expect(await newKeeper({ stateFolder }).token()).toMatchObject({ accessToken: latestToken() })
    expect(refreshes()).toHaveLength(1)
  })

  it('signs a user in, and the next one goes on with the session', async () => {
    await signIn()
    const { supabaseKey, supabaseEmail: email, supabasePassword: password } = on.sandbox.connection
    const stateFolder = newStateFolder()
    const options = { stateFolder, supabaseKey, supabaseUser: { email, password } }
    const first = newKeeper(options)
    await first.token()
    await first.close()
    const withoutPassword = newKeeper({ ...options, supabaseUser: { email, password: null } })
    expect(await withoutPassword.token()).toMatchObject({ accessToken: latestToken() })
  })
})

describe('createKeeper() refuses', () => {
  it.each<[string, object]>([
    ['supabaseUrl', { supabaseUrl: undefined }],
    ['supabaseUrl', { supabaseUrl: 'http://project.example' }],
    ['supabaseKey', { supabaseKey: '' }],
    ['supabaseKey', { supabaseKey: 'two words' }],
    ['gazelleUrl', { gazelleUrl: 'gazelle' }],
    ['application.clientSecret', { application: { clientId: 'id' } }],
    ['table', { table: 'no; drop table' }],
    ['row', { rowKey: '' }],
  ])('a wrong %s: %j', (name, wrong) => {
    expect(() => newKeeper(wrong)).toThrow(OptionsError)
    expect(() => newKeeper(wrong)).toThrow(name)
  })
})
