import type { Buffer } from 'node:buffer'
import { createHash, timingSafeEqual } from 'node:crypto'
import type { CheckReport } from './check-once.ts'

/** The header that a call carries the secret in: gateways leave it alone, other than `Authorization`. */
export const secretHeader = 'x-gazelle-keeper-secret'

export interface HandlerOptions {
  /** Who has it may call. */
  readonly secret: string
  readonly check: () => Promise<CheckReport>
  /** Told of the work of each check: the host then lives until it has ended, though the caller may have gone. */
  readonly keepAlive?: (work: Promise<unknown>) => void
}

/**
 * Answers calls from outside: one check for each POST that has the secret. Calls that come while a check runs get its answer, so
 * that none runs beside it in this process; in others the lease sees to it. Says nothing of a token, and to who lacks the secret,
 * nothing at all.
 */
export function createHandler({ secret, check, keepAlive = () => undefined }: HandlerOptions) {
  const expected = digestOf(secret)
  let running: Promise<CheckReport> | null = null

  function run(): Promise<CheckReport> {
    if (running !== null) return running
    running = check().finally(() => {
      running = null
    })
    keepAlive(running)
    return running
  }

  return async (request: Request): Promise<Response> => {
    // Both are hashed first: then the comparison takes the same time for any text of any length.
    const isKnown = timingSafeEqual(digestOf(request.headers.get(secretHeader) ?? ''), expected)
    if (!isKnown) return answer(401, { error: 'unauthorized' })
    if (request.method !== 'POST') return answer(405, { error: 'method-not-allowed' }, { allow: 'POST' })
    const report = await run()
    const isWell = report.result !== 'trouble' && report.result !== 'sign-in-needed'
    return answer(isWell ? 200 : 503, report)
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
