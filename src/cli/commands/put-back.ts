import type { LogbookPage, RowWrite } from '../../core/keeper/logbook.ts'
import { problemOf } from '../../core/keeper/problem.ts'
import { credentialOf } from '../../core/keeper/row-credential.ts'
import { readRow } from '../../core/keeper/row-reading.ts'
import { StoreError } from '../../core/keeper/store-error.ts'
import type { SupabaseStores } from '../../core/supabase/stores.ts'
import type { Credential } from '../../core/token/credential.ts'
import type { Json, TokenRecord } from '../../core/token/record.ts'
import type { CommandContext } from '../command-context.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { answerFailure, answerProblem } from '../failure.ts'
import { offerToken } from '../offer-token.ts'
import type { Invocation } from '../program.ts'

/**
 * Puts back the token that a change of the row has replaced: offers it to a keeper, which tries it on Gazelle first, and leaves a row
 * whose token is the better one.
 */
export async function putBack(
  call: CommandContext,
  configuration: Configuration,
  { logbook, token }: Pick<SupabaseStores, 'logbook' | 'token'>,
  { writes }: LogbookPage,
  id: number,
  invocation: Invocation,
): Promise<ExitCode> {
  const { output, say } = call
  const write = writes.find((each) => each.id === id)
  if (!write?.isKept) return answerFailure(call, exitCodes.usage, say('put-back.not-kept', { id }), failure('not-kept'))
  let found: { readonly value: unknown; readonly present: TokenRecord | null }
  try {
    found = await output.during(look())
  } catch (error) {
    const why = whyNotTold(error)
    if (why === null) return answerProblem(call, problemOf(error))
    return answerFailure(call, exitCodes.configuration, say(`put-back.${why}`), failure(why))
  }
  const credential = keptCredential(found.value, found.present, write, writes)
  if (credential === null) {
    return answerFailure(call, exitCodes.humanNeeded, say('put-back.no-token', { id }), failure('no-token'))
  }
  return offerToken(call, configuration, credential, invocation, { putBack: id })

  /** The kept value, and the row's present token. */
  async function look() {
    const [value, row] = [await logbook.kept(id), await token.read()]
    return { value, present: readRow(row, seconds(Date.now())).record }
  }
}

type Why = 'not-kept' | 'no-token' | 'old-logbook' | 'secret-key-needed'

const failure = (why: Why) => ({ kind: `put-back.${why}` })

/** Why the logbook does not tell a kept value, where that is for a person to change; else null. */
function whyNotTold(error: unknown): Extract<Why, 'old-logbook' | 'secret-key-needed'> | null {
  if (!(error instanceof StoreError)) throw error
  if (error.kind === 'function-missing') return 'old-logbook'
  return error.code === '42501' ? 'secret-key-needed' : null
}

/** The token in a kept value, to be offered; null if it holds none that is understood. */
function keptCredential(
  value: unknown,
  present: TokenRecord | null,
  { id, at, before }: RowWrite,
  writes: readonly RowWrite[],
): Credential | null {
  // When the row was written that way, if the logbook knows; at the latest when it was replaced.
  const written = writes.find((each) => each.id < id && each.after === before && before !== null)?.at ?? at
  const { record } = readRow({ value: value as Json, updatedAt: null }, seconds(written))
  if (record === null) return null
  const credential = credentialOf(record)
  // A keeper has probably spent it since, or somebody else, whose token is the younger one: the row's own stays then.
  const isSpent = writes.some((each) => each.id >= id && each.byKeeper) || isYounger(present, record)
  return { ...credential, refreshToken: isSpent ? null : credential.refreshToken }
}

function isYounger(present: TokenRecord | null, { issuedAt }: TokenRecord): boolean {
  if (present === null || present.refreshToken === null) return false
  return present.issuedAt !== null && issuedAt !== null && present.issuedAt > issuedAt
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)
