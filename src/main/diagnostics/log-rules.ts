import type { Observed } from '../../core/base/observed.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import type { Log } from './log.ts'

/** Writes the name of the keeper's rule to the detailed log whenever it changes. */
export function logRules(keeper: Observed<KeeperState>, log: Pick<Log, 'debug'>): void {
  let latest = keeper.value.rule
  keeper.subscribe(({ rule }) => {
    if (rule === latest) return
    latest = rule
    if (rule !== null) log.debug(`rule: ${rule}`)
  })
}
