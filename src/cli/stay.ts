import { defaultSaveWithinMilliseconds } from '../node/save-held.ts'
import type { CommandContext } from './command-context.ts'
import type { Work } from './work.ts'

/** How long to stay, the first that is said, in seconds: by the option, by a variable. */
export interface Patience {
  readonly option: number | null
  readonly variable: number | null
}

/**
 * Stays while a new token is in no row, and says so once: see `saveHeld`. `stop` ends it at once; where it came before, what is
 * kept on this computer is not waited for, and what would be lost is. Null: nothing but a second signal ends it. Never rejects.
 */
export async function stay(
  { output, say, whileWaiting }: CommandContext,
  { node, inspection }: Work,
  { option, variable }: Patience,
  stop: AbortSignal | null,
): Promise<void> {
  const saidSeconds = option ?? variable
  const withinMilliseconds = saidSeconds === null ? defaultSaveWithinMilliseconds : saidSeconds * 1000
  const isKept = () => inspection().held?.keptIn === 'folder'
  const signal = stop === null || (stop.aborted && !isKept()) ? undefined : stop
  const onWait = () => {
    const where = isKept() ? 'folder' : 'memory'
    output.complaint(say(`waiting.${where}`, { seconds: withinMilliseconds / 1000 }))
  }
  await whileWaiting(node.saveHeld({ withinMilliseconds, signal, onWait }))
}
