import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { standBetween } from '../cli/between.ts'
import { cliFixture } from '../cli/cli-fixture.ts'
import { program } from '../cli/cli-process.ts'
import { validated } from '../cli/schemas.ts'
import { badDay, heard, severalTries } from './bad-day.ts'

const on = cliFixture()
const supabase = badDay(on)
const { deadToken, grants, issued, leaseHolder } = supabase

/** Where nothing can be kept, as on a runner or in a container without a volume: a file is in the way. */
const nothingKept = () => ({ ...on.env, XDG_STATE_HOME: join(program, 'state') })

describe('Supabase is away for some seconds after a token was issued', () => {
  const once = `process.exit(process.env.GAZELLE_ACCESS_TOKEN ? 0 : 9)`
  it.each<[string, 'folder' | 'nothing', string[]]>([
    ['check', 'folder', ['check']],
    ['check', 'nothing', ['check']],
    ['renew', 'nothing', ['renew', '--force']],
    ['run', 'nothing', ['run', '--', process.execPath, '-e', once]],
  ])('%s stays until the token is saved; kept in: %s', async (_, keptIn, args) => {
    await deadToken()
    supabase.outage = severalTries
    const ended = await on.run(args, keptIn === 'nothing' ? { env: nothingKept() } : {})
    expect(ended).toMatchObject({ code: 0, signal: null })
    expect(supabase.refused).toBe(severalTries)
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
    let refused = 0
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
    supabase.outage = Number.POSITIVE_INFINITY
    const ended = await on.run(['watch'], {
      during: async (child) => {
        await heard(child, 'Supabase')
        expect(grants()).toBe(1)
        child.kill('SIGTERM')
        await heard(child, 'Still trying')
        supabase.outage = 0
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
    supabase.outage = Number.POSITIVE_INFINITY
    const ended = await on.run(['check', ...args, '--json'], { env: { ...on.env, ...more } })
    expect(validated('check', ended.stdout)).toMatchObject({
      exitCode: 4,
      condition: 'held',
      problem: { at: 'store', kind: 'busy' },
      held: { keptIn: 'folder', fingerprint: expect.any(String) },
    })
    expect(await leaseHolder()).not.toBeNull()
    supabase.outage = 0
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
    supabase.outage = Number.POSITIVE_INFINITY
    const ended = await on.run(['check', '--save-within', '1'], { env: nothingKept() })
    expect(ended.code).toBe(4)
    expect(ended.stderr).toContain('up to 1 s.')
    expect(ended.stderr).toContain('The token is lost')
    expect(`${ended.stdout}${ended.stderr}`).not.toContain('will be saved')
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('%s ends the waiting, and the next check saves the token', async (signal) => {
    await deadToken()
    supabase.outage = Number.POSITIVE_INFINITY
    const ended = await on.run(['check'], {
      during: async (child) => {
        await heard(child, 'Still trying')
        child.kill(signal)
      },
    })
    expect(ended).toMatchObject({ code: null, signal })
    expect(ended.stderr).not.toContain('Finishing this step')
    supabase.outage = 0
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
