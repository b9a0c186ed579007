import { conditionOf } from '../../core/keeper/condition.ts'
import type { LoggedEvent } from '../../core/keeper/events.ts'
import { historyOf } from '../../core/keeper/history.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import { Observed } from '../../core/observed.ts'
import type { Setup } from '../../shared/setup.ts'
import type { Language, SecretKeeping, SignInDetail, SignInPhase, Snapshot } from '../../shared/snapshot.ts'
import type { Connection } from '../connection.ts'

export interface SnapshotSources {
  readonly secrets: SecretKeeping
  readonly language: () => Language
  readonly connection: Observed<Connection | null>
  readonly keeper: Observed<KeeperState>
  readonly events: Observed<readonly LoggedEvent[]>
  readonly signIn: { readonly phase: Observed<SignInPhase>; readonly detail: SignInDetail | null }
  readonly setup: Observed<Setup>
  /** Milliseconds by the trusted clock. */
  readonly now: () => number
}

/**
 * The snapshot every face reads: made anew from its sources whenever one of them changes.
 * `refresh` makes it anew because time has passed.
 */
export function observeSnapshot(sources: SnapshotSources): { snapshot: Observed<Snapshot>; refresh: () => void } {
  const { connection, keeper, events, signIn, setup, now } = sources
  const compose = (): Snapshot => ({
    language: sources.language(),
    secrets: sources.secrets,
    isConnected: connection.value !== null,
    isSandbox: connection.value?.isSandbox ?? false,
    condition: conditionOf(keeper.value, now()),
    keeper: keeper.value,
    signIn: signIn.phase.value,
    signInDetail: signIn.detail,
    history: historyOf(events.value, now()),
    setup: setup.value,
  })
  const snapshot = new Observed(compose())
  const refresh = () => snapshot.set(compose())
  connection.subscribe(refresh)
  keeper.subscribe(refresh)
  events.subscribe(refresh)
  signIn.phase.subscribe(refresh)
  setup.subscribe(refresh)
  return { snapshot, refresh }
}
