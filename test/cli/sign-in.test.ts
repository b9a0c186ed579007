import type { ChildProcess } from 'node:child_process'
import { beforeEach, describe, expect, it } from 'vitest'
import { cliFixture } from './cli-fixture.ts'
import { validated } from './schemas.ts'

const on = cliFixture()

beforeEach(() => {
  const { SUPABASE_PASSWORD: _, ...withoutPassword } = on.env
  on.env = withoutPassword
})

/** Signs in; `codeFor` makes what is typed of the code in the message. */
async function signIn(codeFor: (code: string) => string) {
  const before = on.sandbox.supabase.mails().length
  const during = async ({ stdin }: ChildProcess) => {
    await expect.poll(() => on.sandbox.supabase.mails().length, { timeout: 20_000 }).toBeGreaterThan(before)
    stdin?.end(codeFor(codeInLastMail()))
  }
  const { code, stdout } = await on.run(['sign-in', '--json'], { input: null, during })
  expect(stdout.includes(codeInLastMail())).toBe(false)
  return { code, answer: validated('sign-in', stdout) }
}

const codeInLastMail = () => /\b\d{6}\b/.exec(on.sandbox.supabase.mails().at(-1)?.text ?? '')?.[0] ?? ''

async function sessions(): Promise<number> {
  return (await on.sandbox.supabase.sql`select 1 from auth.sessions`).length
}

describe('a Supabase user without a password', () => {
  it('signs in by a code, and the session is the command line’s own', async () => {
    await on.issued(3)
    const { stdout } = await on.run(['status', '--json'])
    expect(validated('status', stdout)).toMatchObject({
      exitCode: 5,
      problem: { at: 'store', kind: 'session-lost' },
    })
    const asked = await on.run(['check'])
    expect(asked.stderr).toContain('gazelle-keeper sign-in')
    expect((await on.run(['doctor'])).stdout).toContain('→ sign in with a code: gazelle-keeper sign-in')

    const before = await sessions()
    expect(await signIn((code) => `${code}\n`)).toMatchObject({ code: 0, answer: { exitCode: 0 } })
    expect(await on.answer('status')).toMatchObject({ exitCode: 0, condition: 'valid' })
    expect(await on.answer('check')).toMatchObject({ exitCode: 0 })
    expect(await sessions()).toBe(before + 1)
  })

  it.each<[string, (code: string) => string, number, string]>([
    ['another code', (code) => String((Number(code) + 1) % 1_000_000).padStart(6, '0'), 3, 'code.code-refused'],
    ['anything else', () => 'hello', 64, 'code.not-a-code'],
    ['nothing', () => '', 64, 'code.not-a-code'],
  ])('does not by %s', async (_what, codeFor, exitCode, kind) => {
    expect(await signIn(codeFor)).toMatchObject({ code: exitCode, answer: { failure: { kind } } })
    expect((await on.run(['status'])).code).toBe(5)
  })

  it('is told where the project has no such user, or the configuration names none', async () => {
    on.env = { ...on.env, SUPABASE_EMAIL: 'nobody@example.com' }
    expect(await on.run(['sign-in'])).toMatchObject({ code: 5, stdout: '' })
    const { SUPABASE_EMAIL: _, ...withoutUser } = on.env
    on.env = { ...withoutUser, SUPABASE_KEY: on.sandbox.connection.supabaseSecretKey }
    const { stdout } = await on.run(['sign-in', '--json'])
    expect(validated('sign-in', stdout)).toMatchObject({ exitCode: 5, failure: { kind: 'nobody' } })
  })

  it('is told where no session could be kept', async () => {
    on.env = { ...on.env, XDG_STATE_HOME: '/dev/null/state' }
    const mails = on.sandbox.supabase.mails().length
    const { stdout } = await on.run(['sign-in', '--json'])
    expect(validated('sign-in', stdout)).toMatchObject({ exitCode: 5, failure: { kind: 'not-kept' } })
    expect(on.sandbox.supabase.mails().length).toBe(mails)
  })
})
