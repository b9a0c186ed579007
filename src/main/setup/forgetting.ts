import { isIssued } from '../../core/gazelle/revocation.ts'
import type { RevokedAll } from '../../core/gazelle/revoke-all.ts'
import type { Credential } from '../../core/token/credential.ts'
import { unpackJournal } from '../../node/journal-content.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import { type AppConnection, nameOfRow } from '../connection/connection.ts'
import type { Vault } from '../connection/vault.ts'
import { hostOf } from '../ipc/question-before.ts'
import type { CurrentKeeper } from '../keeper/current-keeper.ts'
import { type Forgotten, forGood } from './forgotten.ts'
import type { SupabaseControl } from './supabase.ts'

/** A connection with an OAuth application: without one, no token can be revoked. */
export type RevokingConnection = AppConnection & { readonly application: NonNullable<AppConnection['application']> }

export interface ForgettingOptions {
  readonly chosen: Pick<ChosenConnection, 'connection' | 'isSandbox'>
  readonly keeper: Pick<CurrentKeeper, 'pauseFor' | 'check'>
  readonly vault: Pick<Vault, 'get'>
  readonly supabase: Pick<SupabaseControl, 'forget' | 'whileBusy'>
  /** Revokes the row's token and the kept ones at Gazelle. Never rejects. */
  readonly revoke: (connection: RevokingConnection, kept: readonly Credential[]) => Promise<RevokedAll>
  /** Tells the person how revoking went, and so whether the project is forgotten. Does not wait for the person. */
  readonly tell: (outcome: RevokedAll, project: string) => void
}

/** "Forget this project": Gazelle revokes its tokens too, if the person wants that. */
export class Forgetting {
  readonly #options: ForgettingOptions

  constructor(options: ForgettingOptions) {
    this.#options = options
  }

  /** Whether there is an OAuth application, and this computer keeps a token that seems to have been issued to one. */
  get canRevoke(): boolean {
    const connection = this.#revoking()
    return connection !== null && this.#keptOf(connection).some(isIssued)
  }

  /**
   * Forgets the project. With `alsoRevokes` Gazelle revokes the tokens first, and the project is forgotten for good; if that
   * fails, nothing is forgotten, because a forgotten token can no longer be revoked. The outcome of revoking is told. Gives null
   * where nothing was forgotten. Rejects if another connection was chosen meanwhile.
   */
  async forget(alsoRevokes: boolean): Promise<Forgotten | null> {
    const { chosen, keeper, supabase, revoke, tell } = this.#options
    const connection = this.#revoking()
    if (!alsoRevokes || connection === null) return await supabase.forget()
    const project = hostOf(connection.supabaseUrl)
    const outcome = await supabase.whileBusy(() =>
      // The paused keeper renews nothing that is being revoked, and the journal holds all that was under way.
      keeper.pauseFor(() => revoke(connection, this.#keptOf(connection))),
    )
    if (chosen.connection.value !== connection) throw new Error('Another connection was chosen meanwhile.')
    const forgotten = outcome === 'revoked' ? await supabase.forget() : null
    // Some tokens may have been revoked.
    if (outcome !== 'revoked') void keeper.check({ asked: true })
    tell(outcome, project)
    return forgotten && forGood(forgotten)
  }

  #revoking(): RevokingConnection | null {
    const { connection, isSandbox } = this.#options.chosen
    const { value } = connection
    return value === null || value.application === null || isSandbox ? null : (value as RevokingConnection)
  }

  #keptOf(connection: AppConnection): readonly Credential[] {
    const journal = this.#options.vault.get(`journal.${nameOfRow(connection)}`)
    const { held, fallbacks } = (journal === null ? null : unpackJournal(journal)?.content) ?? {
      held: [],
      fallbacks: [],
    }
    return [...held.map(({ credential }) => credential), ...fallbacks]
  }
}
