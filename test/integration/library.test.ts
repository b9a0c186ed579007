import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { gazellesOwn, interceptedText } from '../../sandbox/gazelle/bad-answers.ts'
import { openSandbox, type Sandbox } from '../../sandbox/index.ts'
import {
  ClosedError,
  createKeeper,
  type GazelleKeeper,
  GraphqlError,
  KeeperError,
  type KeeperEvent,
  type KeeperOptions,
  OptionsError,
  RequestError,
  SignInNeededError,
  TokenUnavailableError,
} from '../../src/library/index.ts'

let folder: string
let sandbox: Sandbox
let keepers: GazelleKeeper[] = []

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'library-test-')))
  sandbox = await openSandbox({ folder })
})
afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => sandbox.reset())
afterEach(async () => {
  sandbox.gazelle.faults.clear()
  await Promise.all(keepers.map((keeper) => keeper.close()))
  keepers = []
})

let states = 0
function newKeeper(more: Partial<Extract<KeeperOptions, { supabaseUrl: string }>> = {}): GazelleKeeper {
  const { gazelleUrl, supabaseUrl, supabaseSecretKey, oauthClientId, oauthClientSecret } = sandbox.connection
  const keeper = createKeeper({
    gazelleUrl,
    supabaseUrl,
    supabaseKey: supabaseSecretKey,
    application: { clientId: oauthClientId, clientSecret: oauthClientSecret },
    stateFolder: join(folder, `state-${states++}`),
    ...more,
  })
  keepers.push(keeper)
  return keeper
}

async function putInRow(value: object): Promise<void> {
  await sandbox.supabase.sql`
    insert into system_settings (key, value) values ('gazelle_oauth_token', ${JSON.stringify(value)}::text::jsonb)
    on conflict (key) do update set value = excluded.value`
}

const hourSeconds = 3600

/** Puts a pair in the row that was issued an hour ago: Gazelle's word on it is final. Gives its access token. */
async function signIn(): Promise<string> {
  const pair = sandbox.gazelle.grantPair()
  await putInRow({ ...pair, created_at: pair.created_at - hourSeconds })
  return pair.access_token
}

const clients = 'query ($first: Int) { allClients(first: $first) { nodes { id companyName } } }'
const graphql = '/graphql/private/'
const refreshes = () => sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token')
const latestToken = () => sandbox.gazelle.tokens.at(-1)?.accessToken

/** The error of a call, which shows no token and no key, however it is printed. */
async function errorOf(work: Promise<unknown>): Promise<KeeperError> {
  const error = await work.then(
    () => expect.unreachable('did not fail'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof KeeperError)) throw error
  const everything = inspect(error, { depth: 20, showHidden: true })
  const { supabaseSecretKey, oauthClientSecret } = sandbox.connection
  const tokens = sandbox.gazelle.tokens.flatMap(({ accessToken, refreshToken }) => [
    accessToken,
    refreshToken ?? accessToken,
  ])
  for (const secret of [supabaseSecretKey, oauthClientSecret, ...tokens]) expect(everything).not.toContain(secret)
  return error
}

describe('token()', () => {
  it('gives the row’s token, and from memory while nothing is due', async () => {
    const token = await signIn()
    const keeper = newKeeper()
    expect(await keeper.token()).toEqual({ accessToken: token, headerKind: 'bearer' })
    const asked = sandbox.gazelle.requests.all.length
    for (let count = 0; count < 100; count++) await keeper.token()
    expect(sandbox.gazelle.requests.all.length).toBe(asked)
    expect(keeper.state).toMatchObject({ works: true, row: 'token' })
    expect(keeper.keeping).toMatchObject({ in: 'folder' })
  })

  it('renews one that is over, once for everybody', async () => {
    sandbox.gazelle.expire(await signIn())
    const keeper = newKeeper()
    const tokens = await Promise.all(Array.from({ length: 1000 }, () => keeper.token()))
    expect(new Set(tokens.map(({ accessToken }) => accessToken))).toEqual(new Set([latestToken()]))
    expect(refreshes()).toHaveLength(1)
  })

  it('waits while another keeper renews', async () => {
    sandbox.gazelle.expire(await signIn())
    const grant = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
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
    sandbox.gazelle.expire(await signIn())
    const grant = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
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
    sandbox.gazelle.revoke(token)
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

describe('fetch()', () => {
  it('gives the data of a query with variables', async () => {
    await signIn()
    const data = await newKeeper().fetch<{ allClients: { nodes: { companyName: string }[] } }>(clients, { first: 2 })
    expect(data.allClients.nodes).toHaveLength(2)
  })

  it('carries an API key in its own header', async () => {
    await putInRow({ access_token: sandbox.gazelle.apiKey, refresh_token: 'manual_override', expires_at: 1999999999 })
    const keeper = newKeeper()
    expect(await keeper.fetch(clients)).toHaveProperty('allClients')
    expect(await keeper.token()).toMatchObject({ headerKind: 'api-key' })
  })

  it('renews a refused token once, for everybody, and sends each query again', async () => {
    const keeper = newKeeper()
    const old = await signIn()
    await keeper.token()
    sandbox.gazelle.expire(old)
    const answers = await Promise.all(Array.from({ length: 200 }, () => keeper.fetch(clients, { first: 1 })))
    expect(answers.filter((data) => 'allClients' in data)).toHaveLength(200)
    expect(refreshes()).toHaveLength(1)
    expect(await keeper.token()).toMatchObject({ accessToken: latestToken() })
  })

  it('renews a token that is refused within a 200', async () => {
    const keeper = newKeeper()
    await signIn()
    await keeper.token()
    const action = { kind: 'answer', ...gazellesOwn['unauthenticated-graphql'] } as const
    // For the query, and for the keeper that asks for itself.
    sandbox.gazelle.faults.add({ action, path: graphql, times: 2 })
    expect(await keeper.fetch(clients)).toHaveProperty('allClients')
    expect(refreshes()).toHaveLength(1)
  })

  it('takes the token that somebody else has put there, and spends nothing', async () => {
    const keeper = newKeeper()
    const old = await signIn()
    await keeper.token()
    const theirs = await signIn()
    sandbox.gazelle.revoke(old)
    expect(await keeper.fetch(clients)).toHaveProperty('allClients')
    expect(await keeper.token()).toMatchObject({ accessToken: theirs })
    expect(refreshes()).toEqual([])
  })

  it('says that somebody has to sign in where a refused token cannot be renewed', async () => {
    const keeper = newKeeper()
    const token = await signIn()
    await keeper.token()
    sandbox.gazelle.revoke(token)
    expect(await errorOf(keeper.fetch(clients))).toBeInstanceOf(SignInNeededError)
  })

  it('gives Gazelle’s GraphQL errors', async () => {
    await signIn()
    const error = await errorOf(newKeeper().fetch('query { nothingOfTheKind }'))
    expect(error).toBeInstanceOf(GraphqlError)
    expect(error).toMatchObject({ problem: null, errors: [{ message: expect.stringContaining('nothingOfTheKind') }] })
  })

  it.each([
    [
      { kind: 'status', status: 429, retryAfter: '7' },
      { kind: 'rate-limited', httpStatus: 429, retryAfterSeconds: 7 },
    ],
    [
      { kind: 'status', status: 403 },
      { kind: 'forbidden', httpStatus: 403 },
    ],
    [
      { kind: 'status', status: 502 },
      { kind: 'unavailable', httpStatus: 502 },
    ],
    [{ kind: 'not-json' }, { kind: 'intercepted', httpStatus: 200 }],
    [
      { kind: 'answer', ...interceptedText['cloudflare-challenge'] },
      { kind: 'intercepted', httpStatus: 403 },
    ],
    [
      { kind: 'answer', ...interceptedText['basic-challenge'] },
      { kind: 'intercepted', httpStatus: 401 },
    ],
    [
      { kind: 'answer', ...gazellesOwn['unavailable-seconds'] },
      { kind: 'unavailable', httpStatus: 503, retryAfterSeconds: 120 },
    ],
    [{ kind: 'drop' }, { kind: 'unavailable', httpStatus: null }],
  ] as const)('tells %j as %j, and asks once', async (action, expected) => {
    const keeper = newKeeper()
    await signIn()
    await keeper.token()
    const before = sandbox.gazelle.requests.all.length
    sandbox.gazelle.faults.add({ action, path: graphql })
    const error = await errorOf(keeper.fetch(clients))
    expect(error).toBeInstanceOf(RequestError)
    expect(error).toMatchObject({ ...expected, problem: { at: 'gazelle', kind: expected.kind } })
    expect(sandbox.gazelle.requests.all.length - before).toBe(1)
    expect(await keeper.fetch(clients)).toHaveProperty('allClients')
  })

  it('gives up a query that takes too long', async () => {
    const keeper = newKeeper({ timeoutMilliseconds: 50 })
    await signIn()
    await keeper.token()
    const query = sandbox.gazelle.faults.holdNext({ path: graphql })
    expect(await errorOf(keeper.fetch(clients))).toMatchObject({ kind: 'unavailable' })
    query.release()
  })

  it('ends with its signal, alone', async () => {
    const keeper = newKeeper()
    await signIn()
    await keeper.token()
    const query = sandbox.gazelle.faults.holdNext({ path: graphql })
    const asked = keeper.fetch(clients, {}, { signal: AbortSignal.timeout(100) })
    await query.reached
    const other = keeper.fetch(clients)
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' })
    query.release()
    expect(await other).toHaveProperty('allClients')
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
    sandbox.gazelle.expire(await signIn())
    await keeper.token()
    expect(events).toEqual([{ what: 'renewed', by: 'refresh-token', fingerprint: keeper.state.token?.fingerprint }])
    expect(unheard).toEqual([])
  })

  it('when closed calls off what is asked, lets a renewal end, and answers no more', async () => {
    sandbox.gazelle.expire(await signIn())
    const keeper = newKeeper()
    const grant = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
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
    sandbox.gazelle.expire(await signIn())
    const stateFolder = join(folder, `state-${states++}`)
    const keeper = newKeeper({ stateFolder })
    const grant = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const asked = errorOf(keeper.token())
    await grant.reached
    await sandbox.supabase.stop()
    grant.release()
    expect(await asked).toMatchObject({ isPassing: true })
    await keeper.close({ saveWithinMilliseconds: 0 })
    const files = readdirSync(stateFolder)
    expect(files.length).toBeGreaterThan(0)
    for (const name of files) {
      expect(readFileSync(join(stateFolder, name), 'latin1')).not.toContain(latestToken())
    }
    await sandbox.supabase.start()
    expect(await newKeeper({ stateFolder }).token()).toMatchObject({ accessToken: latestToken() })
    expect(refreshes()).toHaveLength(1)
  })

  it('signs a user in, and the next one goes on with the session', async () => {
    await signIn()
    const { supabaseKey, supabaseEmail: email, supabasePassword: password } = sandbox.connection
    const stateFolder = join(folder, `state-${states++}`)
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
