import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { BadAnswer } from '../../sandbox/gazelle/bad-answers.ts'
import { authSays } from '../../sandbox/supabase/bad-answers.ts'
import type { StoreErrorKind } from '../../src/core/keeper/store-error.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

// Supabase Auth's published list of error codes: what each is, whether it passes, and what it leaves alone.

const on = cliFixture()
const tokenWords = { method: 'POST', path: '/auth/v1/token' }

const always = (answer: BadAnswer, match: { method: string; path: string } = tokenWords) =>
  on.sandbox.supabase.faults.add({
    ...match,
    action: { kind: 'answer', ...answer },
    times: Number.POSITIVE_INFINITY,
  })

/** As newer versions of Auth write it, behind a gateway that keeps no header of theirs. */
const inNewForm = (status: number, code: string): BadAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ code, message: 'Something about it' }),
})

type Line = { outcome: string; kind: string; message: string; remedy: string | null }

const cases: readonly (readonly [code: string, status: number, kind: StoreErrorKind, exitCode: number])[] = [
  ['email_not_confirmed', 400, 'email-not-confirmed', 5],
  ['phone_not_confirmed', 400, 'email-not-confirmed', 5],
  ['invalid_credentials', 400, 'bad-password', 5],
  ['captcha_failed', 400, 'captcha-needed', 5],
  ['email_provider_disabled', 422, 'email-sign-in-off', 5],
  ['otp_disabled', 422, 'email-sign-in-off', 5],
  ['signup_disabled', 422, 'email-sign-in-off', 5],
  ['hook_timeout', 422, 'busy', 4],
  ['hook_timeout_after_retry', 422, 'busy', 4],
  ['hook_timeout', 500, 'busy', 4],
  ['over_email_send_rate_limit', 429, 'busy', 4],
  ['over_request_rate_limit', 429, 'busy', 4],
  ['request_timeout', 504, 'busy', 4],
  ['request_timeout', 408, 'busy', 4],
  ['conflict', 409, 'busy', 4],
  ['unexpected_failure', 500, 'busy', 4],
  ['otp_expired', 403, 'sign-in-refused', 5],
  ['user_sso_managed', 422, 'sign-in-refused', 5],
  ['insufficient_aal', 403, 'sign-in-refused', 5],
  ['mfa_verification_rejected', 403, 'sign-in-refused', 5],
  ['hook_payload_over_size_limit', 422, 'sign-in-refused', 5],
  ['a_code_of_next_year', 400, 'sign-in-refused', 5],
  ['bad_jwt', 403, 'wrong-key', 5],
]

describe('a sign-in by password that Supabase Auth does not take', () => {
  it.each(cases)(
    '%s with %i is told as %s, exit code %i, by check and doctor',
    async (code, status, kind, exitCode) => {
      await on.issued(3)
      for (const answer of [authSays(status, code, 'Something about it'), inNewForm(status, code)]) {
        const end = always(answer)
        const check = await on.answer('check')
        expect(check).toMatchObject({ exitCode, problem: { at: 'store', kind } })
        if (status < 500) {
          expect(check).toMatchObject({ problem: { code } })
          expect(check['message']).toContain(`Code: ${code}.`)
        }
        const doctor = await on.answer('doctor')
        const [failed] = (doctor['checks'] as Line[]).filter(({ outcome }) => outcome === 'failed')
        expect([doctor['exitCode'], failed?.kind]).toEqual([exitCode, kind])
        expect(failed?.remedy).not.toBeNull()
        end()
      }
    },
  )
})

describe('the session of a user who signed in by a code', () => {
  it.each(cases)('outlives %s with %i', async (code, status, kind, exitCode) => {
    const { SUPABASE_PASSWORD: _, ...withoutPassword } = on.env
    on.env = withoutPassword
    await on.issued(3)
    await signIn()
    // A refusal of the database asks for a refresh, as an hour later.
    const refused = { status: 401, body: JSON.stringify({ code: 'PGRST303', message: 'JWT expired' }) }
    const ends = [
      always(authSays(status, code, 'Something about it')),
      always(refused, { method: 'POST', path: '/rest/v1/*' }),
    ]
    expect(await on.answer('check')).toMatchObject({ exitCode, problem: { at: 'store', kind } })
    for (const end of ends) end()
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, condition: 'valid' })
  })
})

describe('sign-in by a code', () => {
  it.each([
    ['captcha_failed', 400, 'code.captcha-needed', 5],
    ['over_email_send_rate_limit', 429, 'code.too-soon', 4],
    ['otp_disabled', 422, 'code.no-such-user', 5],
    ['hook_timeout', 422, 'code.busy', 4],
    ['conflict', 409, 'code.busy', 4],
    ['user_sso_managed', 422, 'code.sign-in-refused', 5],
  ] as const)('%s with %i is %s, exit code %i', async (code, status, kind, exitCode) => {
    for (const answer of [authSays(status, code, 'Something about it'), inNewForm(status, code)]) {
      const end = always(answer, { method: 'POST', path: '/auth/v1/otp' })
      expect(await on.answer('sign-in')).toMatchObject({ exitCode, failure: { kind } })
      end()
    }
  })
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
