import { Observed } from '../../core/observed.ts'
import type { CheckResult, Setup } from '../../shared/setup.ts'
import type { ConnectionParts } from '../connection.ts'
import type { ChosenConnection } from './chosen-connection.ts'

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
 * project, its key, its names or its user has changed.
 */
export class ChecklistControl {
  readonly state = new Observed<Setup['checklist']>({ isRunning: false, results: [] })
  readonly #chosen: Pick<ChosenConnection, 'parts' | 'change'>
  readonly #trySupabase: TrySupabase
  #running: AbortController | null = null

  constructor(chosen: Pick<ChosenConnection, 'parts' | 'change'>, trySupabase: TrySupabase) {
    this.#chosen = chosen
    this.#trySupabase = trySupabase
    let last = chosen.parts.value
    chosen.parts.subscribe((parts) => {
      const isOther = triedParts.some((name) => parts[name] !== last[name])
      last = parts
      if (isOther) void this.run()
    })
  }

  /** Runs, unless what is set up has been tried before, or is being tried. As `run` in all else. */
  async look(): Promise<void> {
    if (this.#running === null) await this.run()
  }

  /**
   * Tries what is set up, and ends an earlier run; one that was asked for in the same turn has asked nobody yet. Resolves
   * when all is known; never rejects.
   */
  async run(): Promise<void> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
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
