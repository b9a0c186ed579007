import type { GazelleErrorKind } from '../core/gazelle/errors.ts'
import { isPassing, type Problem } from '../core/keeper/state.ts'

/** The base of every error of the library. None holds a token, a key or an address. */
export abstract class KeeperError extends Error {
  abstract override readonly name: string
  /** The problem behind the error; null if the error itself says all. */
  readonly problem: Problem | null

  constructor(message: string, problem: Problem | null = null) {
    super(message)
    this.problem = problem
  }
}

/** The options of `createKeeper` cannot work. */
export class OptionsError extends KeeperError {
  override readonly name = 'OptionsError'
}

/** The keeper was closed before the call, or during it. */
export class ClosedError extends KeeperError {
  override readonly name = 'ClosedError'

  constructor() {
    super('The keeper is closed.')
  }
}

/** No token works, and only a person can get one, by signing in to Gazelle. */
export class SignInNeededError extends KeeperError {
  override readonly name = 'SignInNeededError'

  constructor(problem: Problem | null) {
    super('No token works, and none can be had without a human: somebody has to sign in to Gazelle.', problem)
  }
}

/** No working token is available now; `problem` says why. */
export class TokenUnavailableError extends KeeperError {
  override readonly name = 'TokenUnavailableError'
  /** Whether the problem passes without help: then ask again later. Otherwise a person has to fix something first. */
  readonly isPassing: boolean

  constructor(problem: Problem | null) {
    super(`No token that works can be had now${problem === null ? '' : ` (${inShort(problem)})`}.`, problem)
    this.isPassing = problem === null || isPassing(problem)
  }
}

/** Gazelle did not answer the query, or rejected it. */
export class RequestError extends KeeperError {
  override readonly name = 'RequestError'
  readonly kind: GazelleErrorKind
  readonly httpStatus: number | null
  /** The wait that Gazelle asks for, if any. */
  readonly retryAfterSeconds: number | null

  constructor(kind: GazelleErrorKind, httpStatus: number | null, retryAfterSeconds: number | null) {
    super(`${texts[kind]}${httpStatus === null ? '' : ` (HTTP ${httpStatus})`}.`, {
      at: 'gazelle',
      kind,
      retryAfterSeconds,
    })
    this.kind = kind
    this.httpStatus = httpStatus
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** One of the errors in a GraphQL answer, as Gazelle wrote it. */
export interface GraphqlErrorEntry {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly [field: string]: unknown
}

/** Gazelle answered with GraphQL errors. Its message is the first one's. */
export class GraphqlError extends KeeperError {
  override readonly name = 'GraphqlError'
  readonly errors: readonly GraphqlErrorEntry[]
  /** The part of the answer that could be given, or null. */
  readonly data: unknown

  constructor(errors: readonly GraphqlErrorEntry[], data: unknown) {
    super(errors[0]?.message ?? 'Gazelle answered with an error.')
    this.errors = errors
    this.data = data
  }
}

const texts: Record<GazelleErrorKind, string> = {
  unauthorized: 'Gazelle does not accept the token, not even after it was renewed',
  forbidden: 'Gazelle knows the token, but its user may not do this',
  'rate-limited': 'Gazelle has had too many requests',
  unavailable: 'Gazelle was not reached, did not answer in time or has a problem of its own',
  intercepted: 'Something between this computer and Gazelle answers in its place',
  'unexpected-answer': 'What answered did not answer as Gazelle’s API does',
}

function inShort(problem: Problem): string {
  if ('kind' in problem) return `${problem.at}: ${problem.kind}`
  return problem.at === 'row' ? `row: ${problem.field ?? 'not understood'}` : `keeper: ${problem.what}`
}
