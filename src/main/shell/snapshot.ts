import { Observed } from '../../core/base/observed.ts'
import { conditionOf } from '../../core/keeper/condition.ts'
import type { LoggedEvent } from '../../core/keeper/events.ts'
import { historyMilliseconds, historyOf } from '../../core/keeper/history.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import { hostName } from '../../node/host-name.ts'
import type { Setup } from '../../shared/setup.ts'
import type {
  Answer,
  History,
  Language,
  Mark,
  Mishaps,
  SecretKind,
  SignInDetail,
  SignInPhase,
  Snapshot,
  UnreadSecrets,
} from '../../shared/snapshot.ts'
import type { AppConnection } from '../connection/connection.ts'
import type { VaultState } from '../connection/vault.ts'
import { nothingTold, type Told } from '../keeper/known-logbook.ts'
import { withWrites } from './shared-history.ts'

export interface SnapshotSources {
  readonly secrets: Observed<VaultState>
  readonly language: () => Language
  readonly connection: Observed<AppConnection | null>
  readonly keeper: Observed<KeeperState>
  readonly events: Observed<readonly LoggedEvent[]>
  readonly logbook: Observed<Told>
  readonly signIn: { readonly phase: Observed<SignInPhase>; readonly detail: SignInDetail | null }
  readonly isSignInAttended: Observed<boolean>
  readonly setup: Observed<Setup>
  readonly mishaps: Observed<Mishaps>
  readonly answer: Observed<Answer | null>
  readonly canUndo: Observed<boolean>
  /** Milliseconds by the trusted clock. */
  readonly now: () => number
}

/** The snapshot, composed again whenever one of its sources changes. `refresh` composes it because time has passed. */
export function observeSnapshot(sources: SnapshotSources): { snapshot: Observed<Snapshot>; refresh: () => void } {
  const { secrets, connection, keeper, events, logbook, signIn, setup, mishaps, answer, canUndo, now } = sources
  /** A row that is no longer watched is not told of. */
  const shared = () => (connection.value === null ? nothingTold : logbook.value)
  const compose = (): Snapshot => ({
    language: sources.language(),
    secrets: secrets.value.keeping,
    unread: unreadOf(secrets.value),
    mishaps: mishaps.value,
    isConnected: connection.value !== null,
    isSandbox: connection.value?.isSandbox ?? false,
    condition: conditionOf(keeper.value, now()),
    keeper: keeper.value,
    signIn: signIn.phase.value,
    isSignInAttended: sources.isSignInAttended.value,
    signInDetail: signIn.detail,
    keepers: shared().keepers,
    history: withWrites(historyWithConflicts(events.value, now()), shared().writes, hostName(), now()),
    setup: setup.value,
    answer: answer.value,
    canUndo: canUndo.value,
  })
  const snapshot = new Observed(compose())
  const refresh = () => snapshot.set(compose())
  secrets.subscribe(refresh)
  connection.subscribe(refresh)
  keeper.subscribe(refresh)
  events.subscribe(refresh)
  logbook.subscribe(refresh)
  signIn.phase.subscribe(refresh)
  sources.isSignInAttended.subscribe(refresh)
  setup.subscribe(refresh)
  mishaps.subscribe(refresh)
  answer.subscribe(refresh)
  canUndo.subscribe(refresh)
  return { snapshot, refresh }
}

/** What the log tells of the last 90 days before `now` (milliseconds), with the tokens that were found but not taken. */
export function historyWithConflicts(log: readonly LoggedEvent[], now: number): History {
  const history = historyOf(log, now)
  const conflicts = log.flatMap((event): Mark[] => {
    if (event.what !== 'conflict' || event.at < now - historyMilliseconds) return []
    const { what, at, kept, other } = event
    return [{ what, at, kept, other }]
  })
  return { ...history, marks: [...history.marks, ...conflicts].sort((one, other) => one.at - other.at) }
}

function unreadOf({ unread: why, names, isAsking }: VaultState): UnreadSecrets | null {
  if (why === null) return null
  const kinds = new Set(names.map(kindOf))
  return { why, what: kinds.size === 0 ? ['supabase'] : [...kinds].sort(), isAsking }
}

function kindOf(name: string): SecretKind {
  if (name.startsWith('journal.')) return 'tokens'
  if (name.startsWith('gazelle.')) return 'oauth'
  if (name.startsWith('alerts.')) return 'alerts'
  return name.startsWith('proxy.') ? 'proxy' : 'supabase'
}
