import type { Problem } from '../../core/keeper/state.ts'
import type { CodeAnswer, CodeFailure } from '../../core/supabase/email-code.ts'
import type { SupabaseSetup } from '../../shared/setup.ts'

/** What is said of Supabase's answer to a one-time code: to sending one, or to a sign-in with one. */
export function saidOfCode(answer: CodeAnswer): SupabaseSetup['said'] {
  if (answer.ok) return { about: 'code', problem: null, failure: null, waitSeconds: null }
  const { kind, waitSeconds } = answer
  return { about: 'code', problem: problemOfCode(kind), failure: kind, waitSeconds }
}

/** The nearest of the problems that have a text. */
function problemOfCode(failure: CodeFailure): Problem {
  switch (failure) {
    case 'no-such-user':
    case 'bad-email':
    case 'not-a-code':
    case 'code-refused':
      return { at: 'store', kind: 'bad-password' }
    case 'too-soon':
    case 'mail-not-sent':
      return { at: 'store', kind: 'unavailable' }
    case 'mail-not-allowed':
    case 'email-sign-in-off':
    case 'captcha-needed':
      return { at: 'store', kind: 'unexpected-answer' }
    default:
      return { at: 'store', kind: failure }
  }
}
