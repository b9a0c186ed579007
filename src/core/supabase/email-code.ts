import type { AuthError, SupportedStorage } from '@supabase/auth-js'
import { Interrupted, withDeadline } from '../base/deadline.ts'
import type { StoreErrorKind } from '../keeper/store-error.ts'
import { authError } from './answers.ts'
import { discreet, openAuth, type ProjectOptions } from './auth.ts'
import { type Heard, hearing } from './heard.ts'

/**
 * Why no code was sent, or why it was not taken:
 * - `no-such-user`: the project has no user with this e-mail; signing in makes none
 * - `bad-email`: not an e-mail address
 * - `too-soon`: the project sends no more messages for now
 * - `mail-not-allowed`: Supabase's own mail service only writes to the members of the project's team
 * - `mail-not-sent`: the project's mail service failed
 * - `not-a-code`: neither a code nor the link of the message
 * - `code-refused`: the code is wrong, expired or already used
 */
export type CodeFailure =
  | 'no-such-user'
  | 'bad-email'
  | 'too-soon'
  | 'mail-not-allowed'
  | 'mail-not-sent'
  | 'not-a-code'
  | 'code-refused'
  | StoreErrorKind

export type CodeAnswer =
  | { readonly ok: true }
  /** `waitSeconds`: how long the project asks to wait, if it says so. */
  | { readonly ok: false; readonly kind: CodeFailure; readonly waitSeconds: number | null }

/** Sign-in to Supabase by a one-time code. Neither method rejects. */
export interface EmailCode {
  /** Has the project send a message with a code to an existing user. */
  sendCode(email: string, signal?: AbortSignal): Promise<CodeAnswer>
  /**
   * Takes the code, or the message's link if it has one instead of a code. Leaves the session in the session storage:
   * `{ email, password: null }` signs in from there.
   */
  verifyCode(email: string, codeOrLink: string, signal?: AbortSignal): Promise<CodeAnswer>
}

export interface EmailCodeOptions extends ProjectOptions {
  readonly sessionStorage: SupportedStorage
  /** How long a request may take, in milliseconds; 15 seconds by default. */
  readonly timeoutMilliseconds?: number
}

/** Takes the project and the session's storage; sends nothing yet. */
export function createEmailCode(options: EmailCodeOptions): EmailCode {
  const { sessionStorage, timeoutMilliseconds = 15_000 } = options

  async function ask(
    email: string,
    signal: AbortSignal | undefined,
    question: (auth: Auth) => Promise<AuthError | null>,
  ): Promise<CodeAnswer> {
    try {
      let heard: Heard = { status: 0, said: null, retryAfterSeconds: null }
      const fetch = hearing(discreet(options.fetch), (one) => {
        heard = one
      })
      const error = await withDeadline(timeoutMilliseconds, signal, async (stop) =>
        question(await openAuth({ ...options, fetch }, email, sessionStorage, stop)),
      )
      return error === null ? { ok: true } : failed(kindOf(error, heard), error, heard)
    } catch (error) {
      return failed(error instanceof Interrupted ? 'unavailable' : 'unexpected-answer')
    }
  }

  return {
    sendCode: (email, signal) =>
      ask(email, signal, async (auth) => {
        const { error } = await auth.signInWithOtp({ email: email.trim(), options: { shouldCreateUser: false } })
        return error
      }),
    async verifyCode(email, codeOrLink, signal) {
      const proof = readProof(codeOrLink)
      if (proof === null) return failed('not-a-code')
      return ask(email, signal, async (auth) => {
        const who = 'token' in proof ? { email: email.trim() } : {}
        const { error } = await auth.verifyOtp({ ...who, ...proof, type: 'email' } as Verification)
        return error
      })
    },
  }
}

type Auth = Awaited<ReturnType<typeof openAuth>>
type Verification = Parameters<Auth['verifyOtp']>[0]

/** The proof that the message arrived: the code, or the secret of its link. */
function readProof(text: string): { token: string } | { token_hash: string } | null {
  const code = text.replace(/[\s-]/g, '')
  if (/^\d{6,10}$/.test(code)) return { token: code }
  const link = URL.canParse(text.trim()) ? new URL(text.trim()).searchParams : null
  const hash = link?.get('token_hash') ?? link?.get('token') ?? ''
  return /^[\w-]{20,200}$/.test(hash) ? { token_hash: hash } : null
}

function failed(kind: CodeFailure, error?: AuthError, heard?: Heard): CodeAnswer {
  const seconds = /after (\d{1,5}) seconds/.exec(error?.message ?? '')?.[1]
  const waitSeconds = seconds === undefined ? (heard?.retryAfterSeconds ?? null) : Number(seconds)
  return { ok: false, kind, waitSeconds }
}

const kinds: Readonly<Record<string, CodeFailure>> = {
  otp_disabled: 'no-such-user',
  signup_disabled: 'no-such-user',
  user_not_found: 'no-such-user',
  validation_failed: 'bad-email',
  email_address_invalid: 'bad-email',
  over_email_send_rate_limit: 'too-soon',
  over_request_rate_limit: 'too-soon',
  email_address_not_authorized: 'mail-not-allowed',
  email_provider_disabled: 'email-sign-in-off',
  captcha_failed: 'captcha-needed',
  otp_expired: 'code-refused',
}

function kindOf({ code: named, message }: AuthError, heard: Heard): CodeFailure {
  const code = named ?? heard.said?.code
  const known = typeof code === 'string' ? kinds[code] : undefined
  if (known !== undefined) return known
  if (heard.status === 429) return 'too-soon'
  // Supabase Auth answers 500 if the mail service refused the message, and auth-js drops its code.
  if (heard.status === 500 && /sending .*(mail|otp|link)/i.test(message)) return 'mail-not-sent'
  return authError({ ...heard, code, message }).kind
}
