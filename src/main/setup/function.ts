import { randomBytes } from 'node:crypto'
import { Observed } from '../../core/base/observed.ts'
import { type Logbook, type LogbookPage, personsPatienceMilliseconds } from '../../core/keeper/logbook.ts'
import { problemOf } from '../../core/keeper/problem.ts'
import { deployCommand, functionSecrets, scheduleSql } from '../../core/supabase/setup/function-setup.ts'
import { logbookSql } from '../../core/supabase/setup/logbook-migration.ts'
import { migrationSql } from '../../core/supabase/setup/migration.ts'
import { canBeScheduled, projectRefOf } from '../../core/supabase/setup/supabase-url.ts'
import type { FunctionLook, FunctionText } from '../../shared/setup.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import type { Clipboard } from '../system/clipboard.ts'

export interface FunctionControlOptions {
  readonly chosen: Pick<ChosenConnection, 'parts' | 'connection'>
  readonly clipboard: Pick<Clipboard, 'copy' | 'clearSoon'>
  /** That of the present row, by the stores of its keeper: a second session would end the first one's. Null if there is none. */
  readonly logbook: () => Pick<Logbook, 'read'> | null
  /** Saves the function's files where the person wants them; see `functionFiles`. */
  readonly save: () => Promise<string | null>
  /** Milliseconds by the trusted clock. */
  readonly now: () => number
}

/**
 * What a person copies to have the project itself keep the token, and whether the function is seen there. No secret that was given to
 * the app leaves it.
 */
export class FunctionControl {
  readonly state = new Observed<FunctionLook | null>(null)
  readonly #options: FunctionControlOptions

  constructor(options: FunctionControlOptions) {
    this.#options = options
    // What was found is about another row.
    options.chosen.connection.subscribe(() => this.state.set(null))
  }

  /** Copies a text; gives whether there is one for this project. */
  async copy(what: FunctionText): Promise<boolean> {
    const { chosen, clipboard } = this.#options
    const { supabaseUrl, supabaseTable: table, supabaseRowKey: rowKey, oauthClientId: clientId } = chosen.parts.value
    const names = { table, rowKey }
    switch (what) {
      case 'table':
        await clipboard.copy(migrationSql(names))
        return true
      case 'logbook':
        await clipboard.copy(logbookSql(names))
        return true
      case 'schedule':
        if (supabaseUrl === null || !canBeScheduled(supabaseUrl)) return false
        await clipboard.copy(scheduleSql(supabaseUrl))
        return true
      case 'secrets': {
        const text = functionSecrets({ journalSecret: randomBytes(32).toString('hex'), clientId, ...names })
        await clipboard.copy(text)
        clipboard.clearSoon(text)
        return true
      }
    }
  }

  /** Saves the function's files, and copies the command that deploys them. Gives whether that was done; null: the person chose no place. */
  async save(): Promise<boolean | null> {
    const { chosen, clipboard, save } = this.#options
    try {
      const folder = await save()
      if (folder === null) return null
      const { supabaseUrl } = chosen.parts.value
      const ref = supabaseUrl === null ? null : projectRefOf(supabaseUrl)
      await clipboard.copy(deployCommand(folder, ref, process.platform === 'win32' ? 'windows' : 'posix'))
      return true
    } catch {
      return false
    }
  }

  /** Looks in the logbook for the function; what is found appears in `state`. Never rejects. */
  async look(): Promise<void> {
    const { chosen, logbook, now } = this.#options
    const connection = chosen.connection.value
    const book = connection === null ? null : logbook()
    if (book === null) return this.state.set(null)
    this.state.set({ state: 'looking' })
    const found = await book.read(0, personsPatienceMilliseconds).then(
      (page) => foundIn(page, now()),
      (error: unknown): FunctionLook => ({ state: 'failed', problem: problemOf(error) }),
    )
    if (connection === chosen.connection.value) this.state.set(found)
  }
}

/** The function that left word last, of those in the logbook. */
function foundIn(page: LogbookPage | null, now: number): FunctionLook {
  if (page === null) return { state: 'no-logbook' }
  const [latest] = page.keepers
    .filter(({ kind }) => kind === 'function')
    .toSorted((one, other) => one.secondsAgo - other.secondsAgo)
  if (latest === undefined) return { state: 'unseen' }
  const { name, renewsBy, secondsAgo } = latest
  return { state: 'seen', name, at: now - secondsAgo * 1000, renews: renewsBy !== null }
}
