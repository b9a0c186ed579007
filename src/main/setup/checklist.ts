import { Observed } from '../../core/observed.ts'
import { checkSupabase } from '../../core/setup/checklist.ts'
import type { CheckResult, Setup } from '../../shared/setup.ts'
import { type ConnectionParts, userOf } from '../connection.ts'
import type { Vault } from '../vault.ts'
import type { ChosenConnection } from './chosen-connection.ts'
import { projectOf } from './project.ts'
import { sessionStorageIn } from './supabase-user.ts'

const clock = { now: () => Date.now() }

/** The live checklist of the Supabase side: each result is told as soon as it is known. */
export class ChecklistControl {
  readonly state = new Observed<Setup['checklist']>({ isRunning: false, results: [] })
  readonly #chosen: ChosenConnection
  readonly #vault: Vault
  #running = new AbortController()

  constructor(chosen: ChosenConnection, vault: Vault) {
    this.#chosen = chosen
    this.#vault = vault
    let project = nameOf(chosen.parts.value)
    chosen.parts.subscribe((parts) => {
      if (nameOf(parts) === project) return
      project = nameOf(parts)
      // What was found out is about another project.
      this.#running.abort()
      this.state.set({ isRunning: false, results: [] })
    })
  }

  /** Tries what is set up, and ends an earlier run. Resolves when all is known; never rejects. */
  async run(): Promise<void> {
    this.#running.abort()
    const project = projectOf(this.#chosen.parts.value)
    if (project === null) {
      this.state.set({ isRunning: false, results: [] })
      return
    }
    const running = new AbortController()
    this.#running = running
    const { supabaseTable: table, supabaseRowKey: rowKey } = this.#chosen.parts.value
    const signIn = userOf(this.#chosen.parts.value)
    const results: CheckResult[] = []
    this.state.set({ isRunning: true, results })
    const options = { ...project, clock, table, rowKey, signIn, sessionStorage: sessionStorageIn(this.#vault) }
    for await (const result of checkSupabase(options, running.signal)) {
      results.push(result)
      if (running.signal.aborted) return
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

function nameOf({ supabaseUrl, supabaseTable, supabaseRowKey }: ConnectionParts): string {
  return [supabaseUrl, supabaseTable, supabaseRowKey].join(' ')
}
