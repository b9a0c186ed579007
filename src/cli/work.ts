import { setTimeout as pause } from 'node:timers/promises'
import { conditionOf, needsSignIn } from '../core/keeper/condition.ts'
import type { KeeperEvent } from '../core/keeper/events.ts'
import type { Connection } from '../core/supabase/connection.ts'
import { createNodeKeeper, type NodeKeeper } from '../node/keeper.ts'
import { changesOf } from './changes.ts'
import type { CommandContext } from './command-context.ts'
import { type Inspection, inVainOf } from './inspect.ts'
import type { Memory } from './memory.ts'
import { userAgent, version } from './version.ts'

/** A keeper at work for one command, and the events so far. */
export interface Work {
  readonly node: NodeKeeper
  readonly events: readonly KeeperEvent[]
  /** The token's status now. */
  inspection(): Inspection
  /** Closes the keeper without waiting to save what it holds; gives the final status. Never rejects. */
  finish(): Promise<Inspection>
}

/** The pause, in milliseconds, from which the person is told that a fresh token is rejected and tested again; the pauses grow. */
const tellsFromMilliseconds = 2_000

/**
 * The pause between two checks while another program renews, in milliseconds; spread, because those who wait all began at once.
 */
const lookAgainMilliseconds = 300

/**
 * Makes a keeper. Asks no server yet; `onEvent` gets every event of the token. Once `stop` is aborted the keeper waits for
 * nothing. Tells the person about a wait.
 */
export function startWork(
  call: Pick<CommandContext, 'output' | 'say'>,
  connection: Connection,
  memory: Memory,
  stop: AbortSignal,
  onEvent: (event: KeeperEvent) => void = () => undefined,
): Work {
  const { output, say } = call
  const events: KeeperEvent[] = []
  const remembering: Promise<void>[] = []
  const { place } = memory
  const node = createNodeKeeper({
    ...connection,
    userAgent,
    as: { kind: 'command', version },
    rowFiles: memory,
    onDiskTrouble: (trouble) => memory.tellDisk(trouble),
    stop,
    async pause(milliseconds) {
      // A server that lags by a second is not worth a message.
      if (milliseconds === tellsFromMilliseconds) output.complaint(say('waiting.fresh'))
      await pause(milliseconds, undefined, { signal: stop }).catch(() => undefined)
    },
    log: (event) => {
      events.push(event)
      if (event.what === 'saved') remembering.push(memory.rememberSaved(event.token.fingerprint))
      onEvent(event)
    },
  })
  const inspection = () => {
    const now = node.keeper.clock.now()
    const state = node.keeper.state.value
    const { unsaved } = node.keeper
    const isKept = place.in === 'folder' && unsaved?.isWrittenDown === true
    const held = state.held && { ...state.held, keptIn: isKept ? ('folder' as const) : ('memory' as const) }
    return { state, condition: conditionOf(state, now), now, writtenAt: null, held, inVain: null, keepers: [] }
  }
  return {
    node,
    events,
    inspection,
    async finish() {
      await node.close({ withinMilliseconds: 0 })
      await Promise.all(remembering)
      const last = inspection()
      return {
        ...last,
        // What was read before Supabase was the problem says nothing of now.
        writtenAt: last.state.problem?.at === 'store' ? null : node.keeper.writtenAt(),
        inVain: inVainOf(last.state, last.now, await memory.journal()),
      }
    },
  }
}

/**
 * Lets the keeper do a check. If a token is needed and another program is renewing it, waits for that program's token, for at
 * most `patienceMilliseconds` or until the signal. Never rejects.
 */
export async function work(
  { node: { keeper }, inspection, events }: Work,
  request: { asked?: boolean; forced?: boolean },
  stop: AbortSignal,
  patienceMilliseconds = 30_000,
): Promise<void> {
  await keeper.check(request)
  const giveUpAt = Date.now() + patienceMilliseconds
  while (isAwaitingAnother() && Date.now() < giveUpAt && !stop.aborted) {
    await pause(lookAgainMilliseconds * (0.5 + Math.random()), undefined, { signal: stop }).catch(() => undefined)
    if (!stop.aborted) await keeper.check({ ...request, refreshed: true })
  }

  function isAwaitingAnother(): boolean {
    const { state, condition } = inspection()
    const isDead = needsSignIn(condition) && state.row === 'token'
    const isUnmet = request.forced === true && changesOf(events).length === 0
    return (isDead || isUnmet) && state.problem === null && !state.asksHuman && state.renewsByItself
  }
}
