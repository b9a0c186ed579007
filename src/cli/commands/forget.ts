import { withDeadline } from '../../core/base/deadline.ts'
import { gazelleAddresses } from '../../core/gazelle/addresses.ts'
import { mayBeRevoked, revokeToken } from '../../core/gazelle/revocation.ts'
import type { JournalContent } from '../../core/keeper/journal.ts'
import { openAuth, sessionName } from '../../core/supabase/auth.ts'
import type { Connection } from '../../core/supabase/connection.ts'
import type { Credential } from '../../core/token/credential.ts'
import { keptOfRow } from '../../node/forget.ts'
import type { SessionStorage } from '../../node/session-file.ts'
import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { answerFailure } from '../failure.ts'
import { type Inspection, inspect } from '../inspect.ts'
import { readSecret } from '../io/read-secret.ts'
import { openMemory } from '../memory.ts'
import type { Invocation } from '../program.ts'
import { userAgent } from '../version.ts'

const patienceMilliseconds = 15_000

/**
 * Deletes everything that this computer keeps of the row: tokens, the Supabase session, fingerprints. The row and the
 * configuration stay. Asks first if a token would be lost, unless `force` is set.
 */
export async function forget(call: CommandContext, { revoke, force }: Invocation): Promise<ExitCode> {
  const { output, say, command } = call
  const { connection } = await call.configuration()
  const kept = await keptOfRow(connection)
  if (kept === null) return answer('forget.nothing', 0, 0)
  if (kept.isInUse) {
    return answerFailure(call, exitCodes.passingFault, say('forget.in-use'), { kind: 'forget.in-use' })
  }
  const journal = await kept.journal()
  const { inspection, record } = await output.during(inspect(connection, openMemory(connection, call)))
  const inRow = record?.accessToken ?? null
  if (!force && mayBeOnlyCopy(journal, inspection, inRow) && !(await isAgreed(call))) {
    return answerFailure(call, exitCodes.humanNeeded, say('forget.only-copy'), { kind: 'forget.only-copy' })
  }
  const [revoked, notRevoked] = revoke ? await output.during(revokeAll(connection, journal, inspection, inRow)) : [0, 0]
  await output.during(endSession(connection, kept.sessionStorage))
  await kept.forget()
  if (notRevoked > 0) output.complaint(say('forget.not-revoked', { count: notRevoked }))
  return answer('forget.done', revoked, notRevoked)

  function answer(key: 'forget.nothing' | 'forget.done', revoked: number, notRevoked: number): ExitCode {
    const message = say(key)
    const exitCode = notRevoked > 0 ? exitCodes.humanNeeded : exitCodes.fine
    output.line(message)
    output.report({ version: 1, command, exitCode, message, revoked, notRevoked })
    return exitCode
  }
}

/**
 * Whether a token that works, or may, would be lost: one that is in no row; or a fallback, if the row's own is not known to work.
 */
function mayBeOnlyCopy({ held, fallbacks }: JournalContent, { state }: Inspection, inRow: string | null): boolean {
  const credentials = held.map(({ credential }) => credential)
  return [...credentials, ...(state.works === true ? [] : fallbacks)].some(({ accessToken }) => accessToken !== inRow)
}

async function isAgreed({ say }: CommandContext): Promise<boolean> {
  const { stdin, stderr } = process
  if (stdin.isTTY !== true || stderr.isTTY !== true) return false
  return /^\s*(y|yes|o|oui)\s*$/i.test((await readSecret(stdin, stderr, say('forget.ask'))) ?? '')
}

/**
 * Revokes the tokens that this computer keeps, as the application that they were issued to, except the row's, which everybody
 * uses: if the row cannot be read, none is known to differ from it. Gives how many are revoked, and how many are not.
 */
async function revokeAll(
  { application, gazelleUrl }: Connection,
  { held, fallbacks }: JournalContent,
  { state }: Inspection,
  inRow: string | null,
): Promise<[number, number]> {
  const kept: readonly Credential[] = [...held.map(({ credential }) => credential), ...fallbacks]
  const issued = kept.filter((credential) => mayBeRevoked(credential) && credential.accessToken !== inRow)
  const tokens = [...new Set(issued.map(({ accessToken }) => accessToken))]
  if (application === null || state.problem?.at === 'store' || state.row === 'unreadable') return [0, tokens.length]
  const { revocationEndpoint } = gazelleAddresses(gazelleUrl)
  const options = { revocationEndpoint, application, fetch: globalThis.fetch, userAgent }
  const answers = await Promise.all(tokens.map((token) => revokeToken(token, options)))
  const done = answers.filter((answer) => answer === 'revoked').length
  return [done, tokens.length - done]
}

/** Ends the user's session at Supabase, if that is reachable; a session left behind expires unused. Never rejects. */
async function endSession(
  { supabaseUrl: url, supabaseKey: key, supabaseUser }: Connection,
  storage: SessionStorage,
): Promise<void> {
  if (supabaseUser === null || (await storage.getItem(sessionName(url, supabaseUser.email))) === null) return
  const project = { url, key, fetch: globalThis.fetch, userAgent }
  await withDeadline(patienceMilliseconds, undefined, async (stop) => {
    const auth = await openAuth(project, supabaseUser.email, storage, stop)
    await auth.signOut({ scope: 'local' })
  }).catch(() => undefined)
}
