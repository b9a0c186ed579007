import { type Condition, conditionOf } from '../../core/keeper/condition.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import { Observed } from '../../core/observed.ts'
import type { SignInPhase, Snapshot } from '../../shared/snapshot.ts'

/**
 * The snapshot every face reads: made anew from its sources whenever one of them changes.
 * `refresh` makes it anew because time has passed.
 */
export function observeSnapshot(
  fixed: Pick<Snapshot, 'language' | 'isConnected' | 'isSandbox' | 'secrets'>,
  keeper: Observed<KeeperState>,
  signIn: Observed<SignInPhase>,
): { snapshot: Observed<Snapshot>; refresh: () => void } {
  const compose = (): Snapshot => ({ ...fixed, condition: condition(), keeper: keeper.value, signIn: signIn.value })
  const condition = (): Condition => conditionOf(keeper.value, Date.now())
  const snapshot = new Observed(compose())
  const refresh = () => snapshot.set(compose())
  keeper.subscribe(refresh)
  signIn.subscribe(refresh)
  return { snapshot, refresh }
}
