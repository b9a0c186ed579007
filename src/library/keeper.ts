import manifest from '../../package.json' with { type: 'json' }
import { Observed } from '../core/base/observed.ts'
import { NoTokenError } from '../core/keeper/errors.ts'
import type { KeeperEvent } from '../core/keeper/events.ts'
import type { UsableToken } from '../core/keeper/keeper.ts'
import type { KeeperName } from '../core/keeper/logbook.ts'
import type { KeeperState } from '../core/keeper/state.ts'
import { createNodeKeeper, type NodeKeeper, type NodeKeeperOptions, type ProgramsOptions } from '../node/keeper.ts'
import type { RowOptions } from '../node/row-options.ts'
import { defaultSaveWithinMilliseconds } from '../node/save-held.ts'
import type { JournalKeeping } from '../node/state-folder.ts'
import { unlessAborted } from '../node/unless-aborted.ts'
import { waitForToken } from '../node/wait-for-token.ts'
import {
  ClosedError,
  KeeperError,
  OptionsError,
  RequestError,
  SignInNeededError,
  TokenUnavailableError,
} from './errors.ts'
import { ask, type GraphqlOptions } from './graphql.ts'
import { checkOptions } from './options.ts'

/** The options of a keeper, wherever its row is. */
export interface CommonOptions extends Omit<ProgramsOptions, 'as'> {
  /** How long one query may take, its answer included, in milliseconds; 60 seconds by default. */
  readonly timeoutMilliseconds?: number
  /** How long `close` stays while an issued token is in no row, in milliseconds; two minutes by default. */
  readonly saveWithinMilliseconds?: number
  /**
   * What the project's logbook calls this program, where the project has one; the host's name by default. Null: the keeper leaves no
   * word there.
   */
  readonly name?: string | null
}

/** The options of a keeper: the common ones, and either Supabase's or a `store` of the program's own. */
export type KeeperOptions = CommonOptions & RowOptions

/** The options of `close`. */
export interface CloseOptions {
  /** Replaces the keeper's own value; with 0 it does not stay. */
  readonly saveWithinMilliseconds?: number
  /** Ends the stay; an attempt that has begun is finished. */
  readonly signal?: AbortSignal | undefined
}

/** The options of a single call. */
export interface CallOptions {
  /** Cancels the call, which rejects with the signal's reason. A renewal that has begun goes on: others need it too. */
  readonly signal?: AbortSignal | undefined
}

/** The event of a name; see `KeeperEvent`. */
export type EventOf<What extends KeeperEvent['what']> = Extract<KeeperEvent, { what: What }>

/** A keeper for one row. It has no timers: it checks the row when a token is asked for. */
export interface GazelleKeeper {
  /**
   * A token that works, and the header it goes in (`bearer`: `Authorization: Bearer …`; `api-key`: `x-gazelle-api-key: …`). From
   * memory while nothing is due, else after a check and, if needed, a renewal, which all callers in the meantime share. Ask again
   * for each request instead of keeping it. A token whose user Gazelle denies the clients (403) is given too, and
   * `state.isForbidden` says so: your request may still be allowed. Rejects with a `SignInNeededError`, a
   * `TokenUnavailableError`, a `ClosedError`, or the signal's reason.
   */
  token(options?: CallOptions): Promise<UsableToken>
  /**
   * Sends a GraphQL query to Gazelle and gives the answer's `data`. If Gazelle rejects the token (401), the keeper renews it once
   * and sends the query once more. Rejects as `token` does, or with a `GraphqlError` or a `RequestError`.
   */
  fetch<Data = Record<string, unknown>>(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<Data>
  /** Calls the listener at every event of this name, until the returned function is called. */
  on<What extends KeeperEvent['what']>(what: What, listener: (event: EventOf<What>) => void): () => void
  /** The present knowledge of the row and its token; holds no secret. */
  readonly state: KeeperState
  /** Where the data that must survive a crash is kept; if only in memory, why. */
  readonly keeping: JournalKeeping
  /**
   * Cancels the calls, and waits for a renewal that has begun, so that its token is saved; if Supabase does not take it, tries
   * again for two minutes, or as the options say, and then leaves it to the next keeper. Afterwards nothing of the keeper keeps
   * the process alive. Calling it again changes nothing. Never rejects.
   */
  close(options?: CloseOptions): Promise<void>
}

/** Makes a keeper. Asks no server yet. Throws an `OptionsError`. */
export function createKeeper(options: KeeperOptions): GazelleKeeper {
  const { timeoutMilliseconds = 60_000, saveWithinMilliseconds: within = defaultSaveWithinMilliseconds } = options
  checkOptions(options)
  const events = new Observed<KeeperEvent | null>(null)
  const closing = new AbortController()
  const node = open({ ...options, ...named(options.name), log: (event) => events.set(event), stop: closing.signal })
  const { keeper, keeping } = node
  const graphql: GraphqlOptions = { ...node.gazelle, timeoutMilliseconds }
  const renewals = new Map<string, Promise<void>>()
  let closed: Promise<void> | undefined

  /** Runs a call until the caller's signal or the closing ends it. */
  async function call<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const either = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal])
    try {
      either.throwIfAborted()
      return await work(either)
    } catch (error) {
      throw either.aborted ? either.reason : toKeeperError(error)
    }
  }

  /** Checks the row again after Gazelle rejected this token; calls that fail at the same time share one check. */
  function lookAgain(refused: string): Promise<void> {
    const looking = renewals.get(refused) ?? keeper.check({ asked: true }).finally(() => renewals.delete(refused))
    renewals.set(refused, looking)
    return looking
  }

  async function tokenAfter(refused: UsableToken, signal: AbortSignal): Promise<UsableToken> {
    const known = await waitForToken(keeper, signal)
    if (known.accessToken !== refused.accessToken) return known
    await unlessAborted(lookAgain(refused.accessToken), signal)
    return waitForToken(keeper, signal)
  }

  return {
    keeping,
    get state() {
      return keeper.state.value
    },
    token: ({ signal } = {}) => call(signal, (either) => waitForToken(keeper, either)),
    fetch: <Data>(query: string, variables?: Readonly<Record<string, unknown>>, { signal }: CallOptions = {}) =>
      call(signal, async (either) => {
        const token = await waitForToken(keeper, either)
        const send = (using: UsableToken) => ask(query, variables, using, graphql, either) as Promise<Data>
        try {
          return await send(token)
        } catch (error) {
          if (!(error instanceof RequestError) || error.kind !== 'unauthorized') throw error
          return await send(await tokenAfter(token, either))
        }
      }),
    on: <What extends KeeperEvent['what']>(what: What, listener: (event: EventOf<What>) => void) =>
      events.subscribe((event) => {
        if (event?.what === what) listener(event as EventOf<What>)
      }),
    close({ saveWithinMilliseconds: withinMilliseconds = within, signal } = {}) {
      closing.abort(new ClosedError())
      closed ??= node.close({ withinMilliseconds, signal })
      return closed
    },
  }
}

/** What the logbook is told of a keeper with this name; nothing where it is null. */
function named(name: string | null | undefined): { as?: Omit<KeeperName, 'name'> & Partial<KeeperName> } {
  if (name === null) return {}
  return { as: { kind: 'library', version: manifest.version, ...(name !== undefined && { name: name.trim() }) } }
}

function open(options: NodeKeeperOptions): NodeKeeper {
  try {
    return createNodeKeeper(options)
  } catch (error) {
    throw new OptionsError(error instanceof RangeError ? error.message : 'The options do not make a keeper.')
  }
}

function toKeeperError(error: unknown): KeeperError {
  if (error instanceof KeeperError) return error
  if (error instanceof NoTokenError) {
    return error.asksHuman ? new SignInNeededError(error.problem) : new TokenUnavailableError(error.problem)
  }
  return new TokenUnavailableError({ at: 'keeper', what: error instanceof Error ? error.name : typeof error })
}
