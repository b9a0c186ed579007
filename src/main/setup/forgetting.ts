import { isIssued } from '../../core/gazelle/revocation.ts'
import type { RevokedAll } from '../../core/gazelle/revoke-all.ts'
import type { Credential } from '../../core/token/credential.ts'
import { unpackJournal } from '../../node/journal-content.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import { type AppConnection, nameOfRow } from '../connection/connection.ts'
import type { Vault } from '../connection/vault.ts'
import { hostOf } from '../ipc/question-before.ts'
import type { CurrentKeeper } from '../keeper/current-keeper.ts'
import type { SupabaseControl } from './supabase.ts'

/** A connection with an OAuth application, which alone can have its tokens revoked. */
export type RevokingConnection = AppConnection & { readonly application: NonNullable<AppConnection['application']> }

export interface ForgettingOptions {
  readonly chosen: Pick<ChosenConnection, 'connection' | 'isSandbox'>
  readonly keeper: Pick<CurrentKeeper, 'pauseFor' | 'check'>
  readonly vault: Pick<Vault, 'get'>
  readonly supabase: Pick<SupabaseControl, 'forget' | 'whileBusy'>
  /** Revokes the row's token and those that are kept, at Gazelle. Never rejects. */
  readonly revoke: (connection: RevokingConnection, kept: readonly Credential[]) => Promise<RevokedAll>
  /** Tells the person what came of revoking, and that the project is forgotten, or is not. Nobody waits for an answer. */
  readonly tell: (outcome: RevokedAll, project: string) => void
}

/** "Forget this project", and with it, where the person says so, that Gazelle revokes the tokens. */
export class Forgetting {
  readonly #options: ForgettingOptions

  constructor(options: ForgettingOptions) {
    this.#options = options
  }

  /** Whether there is an OAuth application, and a token that one has got, as far as this computer knows. */
  get canRevoke(): boolean {
    const connection = this.#revoking()
    return connection !== null && this.#keptOf(connection).some(isIssued)
  }

  /**
   * Forgets the project. With `alsoRevokes` Gazelle revokes the tokens first, and if that fails everything stays as it is: what is
   * forgotten cannot be revoked any more. What came of it is told. Rejects where another connection was chosen meanwhile.
   */
  async forget(alsoRevokes: boolean): Promise<void> {
    const { chosen, keeper, supabase, revoke, tell } = this.#options
    const connection = this.#revoking()
    if (!alsoRevokes || connection === null) return await supabase.forget()
    const project = hostOf(connection.supabaseUrl)
    const outcome = await supabase.whileBusy(() =>
      // Nobody here renews what is being revoked, and all that was under way is in the journal.
      keeper.pauseFor(() => revoke(connection, this.#keptOf(connection))),
    )
    if (chosen.connection.value !== connection) throw new Error('Another connection was chosen meanwhile.')
    if (outcome === 'revoked') await supabase.forget()
    // Some may be revoked.
    else void keeper.check({ asked: true })
    tell(outcome, project)
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
