import type { Buffer } from 'node:buffer'
import { createHash, timingSafeEqual } from 'node:crypto'
import type { AlertSettings } from './alert-settings.ts'
import { type Answer, answerOf, complaintsOf } from './answer.ts'
import type { CheckAnswer } from './check-once.ts'

/** The header that a call carries the secret in: gateways leave it alone, other than `Authorization`. */
export const secretHeader = 'x-gazelle-keeper-secret'

export interface HandlerOptions {
  /** Who has it may call. */
  readonly secret: string
  readonly check: () => Promise<CheckAnswer>
  /** Null if no channel is set up. */
  readonly alerts?: AlertSettings | null
  /** Gets what is in the way, one sentence at a time. */
  readonly complain?: (sentence: string) => void
  /** Told of the work of each check: the host then lives until it has ended, though the caller may have gone. */
  readonly keepAlive?: (work: Promise<unknown>) => void
}

/**
 * Answers calls from outside: one check for each POST that has the secret. Calls that come while a check runs get its answer, so
 * that none runs beside it in this process; in others the lease sees to it. What is told after a check holds up that answer, and
 * no other check. Says nothing of a token, and to who lacks the secret, nothing at all.
 */
export function createHandler({
  secret,
  check,
  alerts = null,
  complain = () => undefined,
  keepAlive = () => undefined,
}: HandlerOptions) {
  const expected = digestOf(secret)
  let running: Promise<{ readonly told: Promise<Answer> }> | null = null

  function run() {
    if (running !== null) return running
    const checked = check().finally(() => {
      running = null
    })
    // In an object: a promise would be waited for with the check.
    running = checked.then((each) => ({ told: tell(each) }))
    keepAlive(running.then(({ told }) => told))
    return running
  }

  async function tell(checked: CheckAnswer): Promise<Answer> {
    const told = await answerOf(checked, alerts, 'function')
    complaintsOf(told).forEach(complain)
    return told
  }

  return async (request: Request): Promise<Response> => {
    // Both are hashed first: then the comparison takes the same time for any text of any length.
    const isKnown = timingSafeEqual(digestOf(request.headers.get(secretHeader) ?? ''), expected)
    if (!isKnown) return answer(401, { error: 'unauthorized' })
    if (request.method !== 'POST') return answer(405, { error: 'method-not-allowed' }, { allow: 'POST' })
    const { told: telling } = await run()
    const told = await telling
    const isWell = told.result !== 'trouble' && told.result !== 'sign-in-needed'
    return answer(isWell ? 200 : 503, told)
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function answer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })
}
