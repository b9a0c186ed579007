import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKeeper } from '../../src/library/index.ts'
import { createNodeKeeper } from '../../src/node/keeper.ts'
import { cliFixture } from '../cli/cli-fixture.ts'
import { program } from '../cli/cli-process.ts'
import { badDay, heard, severalTries } from './bad-day.ts'

// A token that was issued while Supabase has a bad day, and whoever comes after the keeper that holds it.

const on = cliFixture()
const supabase = badDay(on)
const { deadToken, grants, issued, leaseHolder } = supabase

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
    supabase.outage = Number.POSITIVE_INFINITY
    const ended = await on.run(['check'], {
      during: async (child) => {
        await heard(child, 'Still trying')
        child.kill('SIGKILL')
      },
    })
    expect(ended.signal).toBe('SIGKILL')
    supabase.outage = 0
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
    const before = supabase.writes
    await expect.poll(() => supabase.writes - before, { timeout: 30_000 }).toBeGreaterThan(2)
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
      supabaseUrl: supabase.url,
      supabaseKey: supabaseSecretKey,
      application: { clientId: oauthClientId, clientSecret: oauthClientSecret },
      stateFolder,
    }
  }
  const open = (stateFolder: string | null) => createKeeper(options(stateFolder))

  it.each(['folder', null])('stays until the token is saved, and gives the lease back; kept in: %s', async (keptIn) => {
    await deadToken()
    supabase.outage = severalTries
    const keeper = open(keptIn && join(folder, 'stays'))
    await expect(keeper.token()).rejects.toMatchObject({ isPassing: true })
    await keeper.close()
    expect(supabase.refused).toBe(severalTries)
    expect(await on.tokenInRow()).toBe(issued())
    expect(grants()).toBe(1)
    expect(await leaseHolder()).toBeNull()
  })

  it('gives back a lease that could not be given back before, also where it does not stay', async () => {
    await deadToken()
    supabase.outage = Number.POSITIVE_INFINITY
    const keeper = open(null)
    await expect(keeper.token()).rejects.toMatchObject({ isPassing: true })
    expect(await leaseHolder()).not.toBeNull()
    supabase.outage = 0
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
      supabase.isDown = false
      supabase.outage = Number.POSITIVE_INFINITY
      const stateFolder = join(folder, name)
      const keeper = open(stateFolder)
      await expect(keeper.token()).rejects.toMatchObject({ isPassing: true })
      await keeper.close(until)
      expect(await leaseHolder()).not.toBeNull()
      supabase.outage = 0
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
