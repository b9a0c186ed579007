import type { ChildProcess } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { BadAnswer } from '../../sandbox/gazelle/bad-answers.ts'
import { beforeTheProject, ofTheDatabase, ofTheKey, ofTheSession } from '../../sandbox/supabase/bad-answers.ts'
import { createSeal, type Seal } from '../../src/node/sealed.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

// A session ends by Supabase Auth's own word alone. Sources: supabase/supabase-js#1684 and #2145 and
// supabase-community/supabase-kt#724 (an outage ended sessions), supabase/supabase#45491 (402), supabase/supabase#50651
// and #49655 (a clock skew within Supabase), dyad-sh/dyad#4173 (the keys of the older kind were switched off).

const on = cliFixture()
const refreshText = { method: 'POST', path: '/auth/v1/token' }
const databaseText = { path: '/rest/v1/*' }

beforeEach(async () => {
  const { SUPABASE_PASSWORD: _, ...withoutPassword } = on.env
  on.env = withoutPassword
  await on.issued(3)
  await signIn()
})

async function signIn() {
  const { supabase } = on.sandbox
  const before = supabase.mails().length
  const during = async ({ stdin }: ChildProcess) => {
    await expect.poll(() => supabase.mails().length, { timeout: 20_000 }).toBeGreaterThan(before)
    stdin?.end(`${/\b\d{6}\b/.exec(supabase.mails().at(-1)?.text ?? '')?.[0]}\n`)
  }
  expect((await on.run(['sign-in'], { input: null, during })).code).toBe(0)
}

/** The stored session's file and what seals it. */
async function stored(): Promise<{ file: string; seal: Seal }> {
  const folder = join(on.home, 'state', 'gazelle-keeper')
  const { supabaseKey, supabaseUrl } = on.sandbox.connection
  const seal = createSeal(supabaseKey, [supabaseUrl, 'system_settings', 'gazelle_oauth_token'])
  const name = (await readdir(folder)).find((one) => one.endsWith('.session'))
  return { file: join(folder, name ?? 'none'), seal }
}

async function session(): Promise<Record<string, unknown>> {
  const { file, seal } = await stored()
  return JSON.parse(seal.open(await readFile(file)))
}

async function storeSession(changed: Record<string, unknown>) {
  const { file, seal } = await stored()
  await writeFile(file, seal.close(JSON.stringify(changed)))
}

/** As an hour later: the session is over, and its refresh token is good. */
const letItBeDue = async () => storeSession({ ...(await session()), expires_at: Math.floor(Date.now() / 1000) - 10 })

const always = (answer: BadAnswer, match: { method?: string; path?: string } = refreshText) =>
  on.sandbox.supabase.faults.add({
    ...match,
    action: { kind: 'answer', ...answer },
    times: Number.POSITIVE_INFINITY,
  })

describe('the session of a user who signed in by a code, when it is due', () => {
  it.each(Object.entries({ ...beforeTheProject, ...ofTheKey }))('outlives %s', async (_, answer) => {
    await letItBeDue()
    const before = await session()
    const end = always(answer)
    const { problem, exitCode } = await on.answer('check')
    expect([problem, exitCode]).toEqual([expect.objectContaining({ at: 'store' }), expect.any(Number)])
    expect((problem as { kind: string }).kind).not.toBe('session-lost')
    expect(await session()).toEqual(before)

    end()
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, condition: 'valid' })
    expect((await session())['refresh_token']).not.toBe(before['refresh_token'])
  })

  it.each(['drop', 'accept-and-drop'] as const)('outlives a connection that is cut: %s', async (kind) => {
    await letItBeDue()
    const before = await session()
    on.sandbox.supabase.faults.add({ ...refreshText, action: { kind } })
    expect(await on.answer('check')).toMatchObject({ exitCode: 4, problem: { kind: 'unavailable' } })
    expect(await session()).toEqual(before)
  })

  it.each(Object.entries(ofTheSession))('ends by Auth’s own word: %s', async (_, answer) => {
    await letItBeDue()
    const end = always(answer)
    const { problem } = await on.answer('check')
    expect(['session-lost', 'user-banned']).toContain((problem as { kind: string }).kind)
    end()
    expect(await on.answer('check')).toMatchObject({ exitCode: 5, problem: { kind: 'session-lost' } })
  })

  it('is another process’s newer one where that spent the refresh token first', async () => {
    await letItBeDue()
    const old = await session()
    const hold = on.sandbox.supabase.faults.holdNext(refreshText)
    const slow = on.answer('check')
    await hold.reached
    expect(await on.answer('check')).toMatchObject({ exitCode: 0 })
    const newer = await session()
    expect(newer['refresh_token']).not.toBe(old['refresh_token'])
    always(ofTheSession['refresh-token-used'])
    hold.release()
    expect(await slow).toMatchObject({ exitCode: 0 })
    expect((await session())['refresh_token']).not.toBe(old['refresh_token'])
  })
})

describe('a session that the database refuses', () => {
  it.each([
    ['jwt-in-the-future', 'clock-skew', 4],
    ['jwt-expired', 'clock-skew', 4],
    ['jwt-expired-old', 'clock-skew', 4],
    ['no-suitable-key', 'wrong-key', 5],
    ['jws-error', 'wrong-key', 5],
  ] as const)('is refreshed first, then told apart: %s', async (name, kind, exitCode) => {
    const before = await session()
    const end = always(ofTheDatabase[name], databaseText)
    expect(await on.answer('check')).toMatchObject({ exitCode, problem: { kind } })
    expect((await session())['refresh_token']).not.toBe(before['refresh_token'])
    expect((await on.run(['doctor'])).code).toBe(exitCode)
    end()
    expect(await on.answer('check')).toMatchObject({ exitCode: 0 })
  })

  it.each(['jwt-in-the-future', 'jwt-expired', 'no-suitable-key'] as const)(
    'works again at once where the refreshed one is taken: %s',
    async (name) => {
      on.sandbox.supabase.faults.add({ ...databaseText, action: { kind: 'answer', ...ofTheDatabase[name] } })
      expect(await on.answer('check')).toMatchObject({ exitCode: 0 })
    },
  )
})
