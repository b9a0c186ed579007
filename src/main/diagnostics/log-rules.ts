import type { Observed } from '../../core/base/observed.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import type { Log } from './log.ts'

/** Writes down, in the detailed log, which rule the keeper goes by, whenever it is another. */
export function logRules(keeper: Observed<KeeperState>, log: Pick<Log, 'debug'>): void {
  let latest = keeper.value.rule
  keeper.subscribe(({ rule }) => {
    if (rule === latest) return
    latest = rule
    if (rule !== null) log.debug(`rule: ${rule}`)
  })
}
