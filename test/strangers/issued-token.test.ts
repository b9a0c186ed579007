import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createKeeper } from '../../src/library/index.ts'
import { createNodeKeeper } from '../../src/node/keeper.ts'
import { type Between, standBetween } from '../cli/between.ts'
import { cliFixture } from '../cli/cli-fixture.ts'
import { program } from '../cli/cli-process.ts'
import { validated } from '../cli/schemas.ts'

// A token is issued while Supabase has a bad day: supabase/supabase#32689, supabase/supabase#50385, gitpod-io/memo#1240;
// clients that throw away what they hold in an outage: supabase/supabase-js#1684, supabase-community/supabase-kt#724.

const on = cliFixture()
let between: Between
/** How many requests Supabase still leaves without an answer of its own once Gazelle has been asked for a token. */
let outage = 0
let isDown = false
let refused = 0
/** The save, what became of it, the lease, the row; and then some of the tries that follow. */
const severalTries = 6
/** How often somebody has tried to write: the lease, or the token. */
let writes = 0

beforeAll(async () => {
  between = await standBetween(on.sandbox.connection.supabaseUrl, ({ url }) => {
    if (url?.endsWith('/rpc/swap_system_setting')) writes++
    isDown ||= outage > 0 && grants() > 0
    if (!isDown || outage <= 0) return undefined
    outage--
    refused++
    return {
      status: 503,
      headers: { 'content-type': 'application/json' },
      body: '{"message":"busy","code":"PGRST000"}',
    }
  })
})
afterAll(() => between?.close())
beforeEach(() => {
  on.env = { ...on.env, SUPABASE_URL: between.url }
  outage = 0
  isDown = false
  refused = 0
})

const grants = () =>
  on.sandbox.gazelle.requests.all.filter(({ grantType, status }) => grantType === 'refresh_token' && status === 200)
    .length
const issued = () => on.sandbox.gazelle.tokens.at(-1)?.accessToken ?? ''

async function leaseHolder(): Promise<string | null> {
  const [row] = await on.sandbox.supabase.sql`
    select value->>'holder' as holder from system_settings where key = 'gazelle_oauth_token.lease'`
  return row?.['holder'] ?? null
}

/** Where nothing can be kept, as on a runner or in a container without a volume: a file is in the way. */
const nothingKept = () => ({ ...on.env, XDG_STATE_HOME: join(program, 'state') })

/** Resolves when the program has said this on stderr. */
async function heard(child: ChildProcess, words: string): Promise<void> {
  let said = ''
  while (!said.includes(words)) said += (await once(child.stderr as NodeJS.ReadableStream, 'data'))[0]
}

/** A token pair whose access token is over: the next one is needed at once. */
async function deadToken(): Promise<void> {
  const { access_token } = await on.issued(25)
  on.sandbox.gazelle.expire(access_token)
}

describe('Supabase is away for some seconds after a token was issued', () => {
  const once = `process.exit(process.env.GAZELLE_ACCESS_TOKEN ? 0 : 9)`
  it.each<[string, 'folder' | 'nothing', string[]]>([
    ['check', 'folder', ['check']],
    ['check', 'nothing', ['check']],
    ['renew', 'nothing', ['renew', '--force']],
    ['run', 'nothing', ['run', '--', process.execPath, '-e', once]],
  ])('%s stays until the token is saved; kept in: %s', async (_, keptIn, args) => {
    await deadToken()
    outage = severalTries
    const ended = await on.run(args, keptIn === 'nothing' ? { env: nothingKept() } : {})
    expect(ended).toMatchObject({ code: 0, signal: null })
    expect(refused).toBe(severalTries)
    expect(ended.stderr.match(/A token is not saved to Supabase yet/g)).toHaveLength(1)
    expect(ended.stderr).toContain('up to 120 s.')
    expect(ended.stderr).toContain(
      keptIn === 'folder' ? 'is stored encrypted on this computer' : 'cannot be stored on this computer',
    )
    expect(grants()).toBe(1)
    expect(await on.tokenInRow()).toBe(issued())
    expect(await leaseHolder()).toBeNull()
  })

  it('set stays where the token would be lost with the command', async () => {
    const { access_token } = on.sandbox.gazelle.grantPair()
    const elsewhere = await standBetween(on.sandbox.connection.supabaseUrl, () =>
      ++refused > severalTries ? undefined : { status: 503, body: '' },
    )
    const env = { ...nothingKept(), SUPABASE_URL: elsewhere.url }
    const ended = await on.run(['set', '--json'], { env, input: access_token })
    await elsewhere.close()
    expect(validated('set', ended.stdout)).toMatchObject({ exitCode: 0, outcome: 'saved' })
    expect(await on.tokenInRow()).toBe(access_token)
  })

  it('watch, asked to stop, stays until the token is saved', async () => {
    await deadToken()
    outage = Number.POSITIVE_INFINITY
    const ended = await on.run(['watch'], {
      during: async (child) => {
        await heard(child, 'Supabase')
        expect(grants()).toBe(1)
        child.kill('SIGTERM')
        await heard(child, 'Still trying')
        outage = 0
      },
    })
    expect(ended).toMatchObject({ code: 0, signal: null })
    expect(await on.tokenInRow()).toBe(issued())
    expect(await leaseHolder()).toBeNull()
  })

  it('the whole computer’s way to it is cut, and comes back', async () => {
    await deadToken()
    const grant = on.sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const ended = await on.run(['check'], {
      env: { ...nothingKept(), SUPABASE_URL: on.sandbox.connection.supabaseUrl },
      during: async (child) => {
        await grant.reached
        await on.sandbox.supabase.stop()
        grant.release()
        await heard(child, 'Still trying')
        await on.sandbox.supabase.start()
      },
    })
    expect(ended).toMatchObject({ code: 0, signal: null })
    expect(grants()).toBe(1)
    expect(await on.tokenInRow()).toBe(issued())
    expect(await leaseHolder()).toBeNull()
  })
})

describe('Supabase is away for longer than the command may stay', () => {
  it.each<[string, string[], NodeJS.ProcessEnv]>([
    ['an option', ['--save-within', '1'], { GAZELLE_SAVE_WITHIN: '600' }],
    ['a variable', [], { GAZELLE_SAVE_WITHIN: '1' }],
    ['an option of none', ['--save-within', '0'], {}],
  ])('the token is kept, and the next check saves it without waiting for the lease: %s', async (_, args, more) => {
    await deadToken()
    outage = Number.POSITIVE_INFINITY
    const ended = await on.run(['check', ...args, '--json'], { env: { ...on.env, ...more } })
    expect(validated('check', ended.stdout)).toMatchObject({
      exitCode: 4,
      condition: 'held',
      problem: { at: 'store', kind: 'busy' },
      held: { keptIn: 'folder', fingerprint: expect.any(String) },
    })
    expect(await leaseHolder()).not.toBeNull()
    outage = 0
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, held: null, changes: [{ what: 'saved' }] })
    expect(await on.tokenInRow()).toBe(issued())
    expect(grants()).toBe(1)

    // Whoever renews next has no lease to wait for. So soon after a renewal only a person’s wish brings another.
    const renewed = await on.answer('renew', '--force')
    expect(renewed).toMatchObject({ exitCode: 0, changes: [{ what: 'renewed' }, { what: 'saved' }] })
    expect(await leaseHolder()).toBeNull()
  })

  it('says that the token is lost where nothing can be kept', async () => {
    await deadToken()
    outage = Number.POSITIVE_INFINITY
    const ended = await on.run(['check', '--save-within', '1'], { env: nothingKept() })
    expect(ended.code).toBe(4)
    expect(ended.stderr).toContain('up to 1 s.')
    expect(ended.stderr).toContain('The token is lost')
    expect(`${ended.stdout}${ended.stderr}`).not.toContain('will be saved')
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('%s ends the waiting, and the next check saves the token', async (signal) => {
    await deadToken()
    outage = Number.POSITIVE_INFINITY
    const ended = await on.run(['check'], {
      during: async (child) => {
        await heard(child, 'Still trying')
        child.kill(signal)
      },
    })
    expect(ended).toMatchObject({ code: null, signal })
    expect(ended.stderr).not.toContain('Finishing this step')
    outage = 0
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, changes: [{ what: 'saved' }] })
    expect(await on.tokenInRow()).toBe(issued())
    expect(grants()).toBe(1)
  })
})

describe('how long to stay', () => {
  it.each([['soon'], ['-1'], ['1.5'], ['86401'], ['']])('is not %j', async (value) => {
    const found = await on.run(['check', '--json', `--save-within=${value}`])
    expect(found.code).toBe(64)
    if (value === '') return
    on.env = { ...on.env, GAZELLE_SAVE_WITHIN: value }
    expect(await on.answer('check')).toMatchObject({
      exitCode: 5,
      failure: { kind: 'configuration.invalid', variable: 'GAZELLE_SAVE_WITHIN' },
    })
  })
})

describe('a check that was killed in the middle of a renewal', () => {
  it('is not waited for on the same computer', async () => {
    // The old refresh token lives until the new pair is used: an answer that dies with the process can be had again.
    on.sandbox.gazelle.configure({ rotation: 'revoke-on-first-use' })
    await deadToken()
    const grant = on.sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const ended = await on.run(['check'], {
      during: async (child) => {
        await grant.reached
        child.kill('SIGKILL')
      },
    })
    grant.release()
    expect(ended.signal).toBe('SIGKILL')
    const killed = await leaseHolder()
    expect(killed).not.toBeNull()
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, changes: [{ what: 'renewed' }, { what: 'saved' }] })
    expect(await on.tokenInRow()).toBe(issued())
    expect(await leaseHolder()).toBeNull()
  })

  it('has its token saved without another grant, where the answer had arrived', async () => {
    await deadToken()
    outage = Number.POSITIVE_INFINITY
    const ended = await on.run(['check'], {
      during: async (child) => {
        await heard(child, 'Still trying')
        child.kill('SIGKILL')
      },
    })
    expect(ended.signal).toBe('SIGKILL')
    outage = 0
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, changes: [{ what: 'saved' }] })
    expect(await on.tokenInRow()).toBe(issued())
    expect(grants()).toBe(1)
  })

  it('is waited for while it lives', async () => {
    await deadToken()
    const grant = on.sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const first = spawn(process.execPath, [program, 'check', '--json'], { env: on.env, cwd: '/', stdio: 'ignore' })
    const gone = once(first, 'exit')
    await grant.reached
    const holder = await leaseHolder()
    // It asks again and again for the lease of the living one.
    const second = on.answer('check')
    const before = writes
    await expect.poll(() => writes - before, { timeout: 30_000 }).toBeGreaterThan(2)
    expect(await leaseHolder()).toBe(holder)
    grant.release()
    expect(await second).toMatchObject({ exitCode: 0, changes: [{ what: 'adopted' }] })
    expect((await gone)[0]).toBe(0)
    expect(grants()).toBe(1)
    expect(await on.tokenInRow()).toBe(issued())
  })
})

describe('close() of the library', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'issued-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const options = (stateFolder: string | null) => {
    const { gazelleUrl, supabaseSecretKey, oauthClientId, oauthClientSecret } = on.sandbox.connection
    return {
      gazelleUrl,
      supabaseUrl: between.url,
      supabaseKey: supabaseSecretKey,
      application: { clientId: oauthClientId, clientSecret: oauthClientSecret },
      stateFolder,
    }
  }
  const open = (stateFolder: string | null) => createKeeper(options(stateFolder))

  it.each(['folder', null])('stays until the token is saved, and gives the lease back; kept in: %s', async (keptIn) => {
    await deadToken()
    outage = severalTries
    const keeper = open(keptIn && join(folder, 'stays'))
    await expect(keeper.token()).rejects.toMatchObject({ isPassing: true })
    await keeper.close()
    expect(refused).toBe(severalTries)
    expect(await on.tokenInRow()).toBe(issued())
    expect(grants()).toBe(1)
    expect(await leaseHolder()).toBeNull()
  })

  it('gives back a lease that could not be given back before, also where it does not stay', async () => {
    await deadToken()
    outage = Number.POSITIVE_INFINITY
    const keeper = open(null)
    await expect(keeper.token()).rejects.toMatchObject({ isPassing: true })
    expect(await leaseHolder()).not.toBeNull()
    outage = 0
    await keeper.close({ saveWithinMilliseconds: 0 })
    expect(await leaseHolder()).toBeNull()
  })

  it('leaves it to the next keeper, which waits for no lease, when its time is over or its signal says so', async () => {
    for (const [name, until] of Object.entries({
      soon: { saveWithinMilliseconds: 600 },
      'at once': { saveWithinMilliseconds: 0 },
      'by its signal': { signal: AbortSignal.timeout(600) },
    })) {
      await on.sandbox.reset()
      await deadToken()
      isDown = false
      outage = Number.POSITIVE_INFINITY
      const stateFolder = join(folder, name)
      const keeper = open(stateFolder)
      await expect(keeper.token()).rejects.toMatchObject({ isPassing: true })
      await keeper.close(until)
      expect(await leaseHolder()).not.toBeNull()
      outage = 0
      const next = open(stateFolder)
      expect(await next.token()).toMatchObject({ accessToken: issued() })
      await next.close()
      // So soon after a renewal only a person’s wish brings another.
      const third = createNodeKeeper(options(stateFolder))
      await third.keeper.check({ forced: true })
      await third.close()
      expect(grants()).toBe(2)
      expect(await leaseHolder()).toBeNull()
      expect(readdirSync(stateFolder).filter((each) => each.endsWith('.holder'))).toHaveLength(1)
    }
  })
})
