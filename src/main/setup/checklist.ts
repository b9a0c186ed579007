import { Observed } from '../../core/base/observed.ts'
import { isPassing, type KeeperState } from '../../core/keeper/state.ts'
import { passes } from '../../core/supabase/setup/store-failure.ts'
import type { CheckResult, Setup } from '../../shared/setup.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import type { ConnectionParts } from '../connection/connection.ts'

/** The parts that the results depend on: when one of them changes, the results no longer hold. */
const triedParts = [
  'supabaseUrl',
  'supabaseKey',
  'supabaseEmail',
  'supabasePassword',
  'supabaseTable',
  'supabaseRowKey',
] as const satisfies readonly (keyof ConnectionParts)[]

/** Tests the project that the parts name, step by step, until the signal aborts; null if they name none. */
export type TrySupabase = (parts: ConnectionParts, signal: AbortSignal) => AsyncIterable<CheckResult> | null

/**
 * The live checklist of the Supabase side: each result is shown as soon as it is known. It runs automatically whenever the
 * project, its key, its names or its user changes, and again after a passing failure once Supabase can be reached.
 */
export class ChecklistControl {
  readonly state = new Observed<Setup['checklist']>({ isRunning: false, results: [] })
  readonly #chosen: Pick<ChosenConnection, 'parts' | 'change'>
  readonly #trySupabase: TrySupabase
  #running: AbortController | null = null
  /** A passing failure that the current run has met may be over by now. */
  #mayHavePassed = false

  constructor(
    chosen: Pick<ChosenConnection, 'parts' | 'change'>,
    keeper: { readonly state: Observed<KeeperState> },
    trySupabase: TrySupabase,
  ) {
    this.#chosen = chosen
    this.#trySupabase = trySupabase
    let last = chosen.parts.value
    chosen.parts.subscribe((parts) => {
      const isOther = triedParts.some((name) => parts[name] !== last[name])
      last = parts
      if (isOther) void this.run()
    })
    let { activity } = keeper.state.value
    keeper.state.subscribe((state) => {
      const isOver = activity !== 'idle' && state.activity === 'idle'
      activity = state.activity
      if (isOver && hasReachedSupabase(state)) void this.lookAgain()
    })
  }

  /** Runs if no run has begun yet, or if the last one met a passing failure. Otherwise like `run`. */
  async look(): Promise<void> {
    if (this.#running === null || this.#hasMetPassingTrouble()) await this.run()
  }

  /**
   * Runs again if the last run met a passing failure, which may be over: the network is back, or Supabase has answered another
   * request. While a run goes on, this is decided at its end. Otherwise like `run`.
   */
  async lookAgain(): Promise<void> {
    if (this.state.value.isRunning) this.#mayHavePassed = true
    else if (this.#hasMetPassingTrouble()) await this.run()
  }

  /**
   * Tests what is set up, and aborts an earlier run; one that began in the same turn has sent nothing yet. Resolves at the end of
   * the run; never rejects.
   */
  async run(): Promise<void> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    this.#mayHavePassed = false
    const { value: parts } = this.#chosen.parts
    const found = this.#trySupabase(parts, running.signal)
    if (found === null) {
      this.state.set({ isRunning: false, results: [] })
      return
    }
    const results: CheckResult[] = []
    this.state.set({ isRunning: true, results: [] })
    await null
    if (running.signal.aborted) return
    for await (const result of found) {
      if (running.signal.aborted) return
      results.push(result)
      this.state.set({ isRunning: true, results: [...results] })
    }
    if (running.signal.aborted) return
    this.state.set({ isRunning: false, results })
    this.#learnWhetherOpen(results)
    if (this.#mayHavePassed) await this.lookAgain()
  }

  #hasMetPassingTrouble(): boolean {
    const { isRunning, results } = this.state.value
    return (
      !isRunning && results.some(({ outcome, kind }) => outcome === 'failed' && kind !== 'certificate' && passes(kind))
    )
  }

  /** A project that shows the row to its publishable key alone needs no user. */
  #learnWhetherOpen(results: readonly CheckResult[]): void {
    const { supabaseEmail, supabaseIsOpen } = this.#chosen.parts.value
    const kind = results.find(({ step }) => step === 'signed-in')?.kind
    if (supabaseEmail !== null || (kind !== 'no-user-needed' && kind !== 'sign-in-needed')) return
    const isOpen = kind === 'no-user-needed'
    if (isOpen !== supabaseIsOpen) this.#chosen.change({ supabaseIsOpen: isOpen })
  }
}

/** Expects the state of a keeper that has just become idle. */
function hasReachedSupabase({ row, problem }: KeeperState): boolean {
  return row !== 'unread' && !(problem?.at === 'store' && isPassing(problem))
}
