import { Observed } from '../../core/base/observed.ts'
import { isPassing, type KeeperState } from '../../core/keeper/state.ts'
import { passes } from '../../core/supabase/setup/store-failure.ts'
import type { CheckResult, Setup } from '../../shared/setup.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import type { ConnectionParts } from '../connection/connection.ts'

/** What the results depend on: when one of these is changed, they say nothing any more. */
const triedParts = [
  'supabaseUrl',
  'supabaseKey',
  'supabaseEmail',
  'supabasePassword',
  'supabaseTable',
  'supabaseRowKey',
] as const satisfies readonly (keyof ConnectionParts)[]

/** Tries the project that the parts name, step by step, until the signal ends it; null: they name none. */
export type TrySupabase = (parts: ConnectionParts, signal: AbortSignal) => AsyncIterable<CheckResult> | null

/**
 * The live checklist of the Supabase side: each result is told as soon as it is known. It runs by itself whenever the
 * project, its key, its names or its user has changed, and once what made it fail has passed.
 */
export class ChecklistControl {
  readonly state = new Observed<Setup['checklist']>({ isRunning: false, results: [] })
  readonly #chosen: Pick<ChosenConnection, 'parts' | 'change'>
  readonly #trySupabase: TrySupabase
  #running: AbortController | null = null
  /** What the run that goes on has met may have passed since. */
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

  /**
   * Runs, unless what is set up is being tried, or has been tried before without meeting what passes by itself. As `run` in
   * all else.
   */
  async look(): Promise<void> {
    if (this.#running === null || this.#hasMetPassingTrouble()) await this.run()
  }

  /**
   * What passes by itself may just have done so, because the network has come back or Supabase has answered somebody else:
   * runs again where the last run met such a thing. As `run` in all else.
   */
  async lookAgain(): Promise<void> {
    if (this.state.value.isRunning) this.#mayHavePassed = true
    else if (this.#hasMetPassingTrouble()) await this.run()
  }

  /**
   * Tries what is set up, and ends an earlier run; one that was asked for in the same turn has asked nobody yet. Resolves
   * when all is known; never rejects.
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

/** Takes what a keeper knows that has just done what there was to do. */
function hasReachedSupabase({ row, problem }: KeeperState): boolean {
  return row !== 'unread' && !(problem?.at === 'store' && isPassing(problem))
}
