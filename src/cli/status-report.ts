import type { ForbiddenBecause } from '../core/gazelle/errors.ts'
import type { Condition } from '../core/keeper/condition.ts'
import type { SeenKeeper } from '../core/keeper/logbook.ts'
import type { KeeperState, Problem, TokenFacts } from '../core/keeper/state.ts'
import type { Account } from '../core/token/account.ts'
import { endOf } from '../core/token/expiry.ts'
import type { Inspection } from './inspect.ts'

/** Who wrote the row last, as far as this computer can tell. */
export type Writer = 'this-computer' | 'another'

/** The token in a JSON answer. Points in time are ISO 8601, by the servers' clock if ours is wrong. */
export interface TokenReport {
  readonly fingerprint: string
  readonly header: 'bearer' | 'api-key' | null
  readonly issuedAt: string | null
  readonly ageSeconds: number | null
  readonly expiry: 'stated' | 'assumed' | 'never'
  readonly expiresAt: string | null
  /** 0 once it has expired; null if it never does. */
  readonly secondsLeft: number | null
  readonly renewAt: string | null
}

export interface StatusReport {
  readonly condition: Condition
  readonly token: TokenReport | null
  /** Gazelle's word; null if there is none. */
  readonly works: boolean | null
  readonly renewsByItself: boolean
  readonly written: { readonly at: string | null; readonly by: Writer | null }
  readonly problem: ProblemReport | null
  readonly clockErrorSeconds: number
  /** The account of the row's token, as Gazelle last told; null if it never has. */
  readonly account: Account | null
  /** The row's account before another program put another company's token in the row; null if none did. */
  readonly previousAccount: Account | null
  /** A token of another company that waits for a person's word; null if there is none. */
  readonly unconfirmed: KeeperState['unconfirmed']
  /** A token that is in no row yet, and where it is kept. */
  readonly held: Inspection['held']
  /** Who looks after the row, the latest first. */
  readonly keepers: readonly SeenKeeper[]
}

export interface ProblemReport {
  readonly at: Problem['at']
  readonly kind: string | null
  readonly retryAfterSeconds: number | null
  /** Why Gazelle denies access to a token that it knows; null if it does not say, and for every other problem. */
  readonly because: ForbiddenBecause | null
  /** Supabase's own code, the network's or the status; null if there is none. */
  readonly code: string | null
}

/** The status in a JSON answer. `savedHere`: the fingerprint of the token that this computer saved last. */
export function inspectionReport(inspection: Inspection, savedHere: string | null): StatusReport {
  const { state, condition, now, writtenAt, held, keepers } = inspection
  return {
    condition,
    token: state.token && tokenReport(state.token, now),
    works: state.works,
    renewsByItself: state.token !== null && state.renewsByItself,
    written: {
      at: isoOf(writtenAt === null ? Number.NaN : Date.parse(writtenAt)),
      by: writerOf(inspection, savedHere),
    },
    problem: state.problem && problemReport(state.problem),
    clockErrorSeconds: Math.round(state.clockErrorMilliseconds / 1000),
    account: state.account,
    previousAccount: state.takenFrom?.account ?? null,
    unconfirmed: state.unconfirmed,
    held,
    keepers,
  }
}

export function problemReport(problem: Problem): ProblemReport {
  const kind = 'kind' in problem ? problem.kind : problem.at === 'row' ? problem.field : problem.what
  const retryAfterSeconds = 'retryAfterSeconds' in problem ? (problem.retryAfterSeconds ?? null) : null
  const because = problem.at === 'gazelle' ? (problem.because ?? null) : null
  const code = 'code' in problem ? (problem.code ?? null) : null
  return { at: problem.at, kind, retryAfterSeconds, because, code }
}

/** Who wrote the row last; null if this computer has never saved a token, and so cannot tell. */
export function writerOf({ state }: Inspection, savedHere: string | null): Writer | null {
  if (state.token === null || savedHere === null) return null
  return state.token.fingerprint === savedHere ? 'this-computer' : 'another'
}

function tokenReport({ fingerprint, headerKind, issuedAt, expiry, renewAt }: TokenFacts, now: number): TokenReport {
  const end = endOf(expiry)
  const seconds = Math.floor(now / 1000)
  return {
    fingerprint,
    header: headerKind,
    issuedAt: issuedAt === null ? null : isoOf(issuedAt * 1000),
    ageSeconds: issuedAt === null ? null : Math.max(0, seconds - issuedAt),
    expiry: expiry.certainty,
    expiresAt: end === null ? null : isoOf(end * 1000),
    secondsLeft: end === null ? null : Math.max(0, end - seconds),
    renewAt: renewAt === null ? null : isoOf(renewAt * 1000),
  }
}

/** Takes milliseconds since 1970; null if that is no valid point in time. */
function isoOf(at: number): string | null {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
