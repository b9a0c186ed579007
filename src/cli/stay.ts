import { defaultSaveWithinMilliseconds } from '../node/save-held.ts'
import type { CommandContext } from './command-context.ts'
import type { Work } from './work.ts'

/** How long to stay, in seconds: the option takes precedence over the variable. */
export interface Patience {
  readonly option: number | null
  readonly variable: number | null
}

/**
 * Stays while a new token is in no row, and says so once: see `saveHeld`. `stop` ends the wait at once; if it was aborted before,
 * only a token that is not kept on this computer is still waited for. Null: only a second signal ends the wait. Never rejects.
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
