import { setTimeout as pause } from 'node:timers/promises'
import { conditionOf, needsSignIn } from '../core/keeper/condition.ts'
import type { KeeperEvent } from '../core/keeper/events.ts'
import type { Connection } from '../core/supabase/connection.ts'
import { createNodeKeeper, type NodeKeeper } from '../node/keeper.ts'
import { changesOf } from './changes.ts'
import type { CommandContext } from './command-context.ts'
import { type Inspection, inVainOf } from './inspect.ts'
import type { Memory } from './memory.ts'
import { userAgent } from './version.ts'

/** A keeper at work for one command, and what it has done. */
export interface Work {
  readonly node: NodeKeeper
  readonly events: readonly KeeperEvent[]
  /** How things stand now. */
  inspection(): Inspection
  /** Lets it end in order, without waiting for what it holds; gives how things stand then. Never rejects. */
  finish(): Promise<Inspection>
}

/** A fresh token that Gazelle rejects is asked about again after growing pauses: from this one on, that is told. Milliseconds. */
const tellsFromMilliseconds = 2_000

/** Between two looks while another program renews, in milliseconds; spread, because all of them began at once. */
const lookAgainMilliseconds = 300

/**
 * Puts a keeper together. Asks no server yet; `onEvent` is told of everything that happens to the token. Once `stop` is aborted
 * it waits for nothing any more. Tells a person what is waited for.
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
    rowFiles: memory,
    onDiskTrouble: (trouble) => memory.tellDisk(trouble),
    stop,
    async pause(milliseconds) {
      // A server that lags by a second is nothing to tell.
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
    return { state, condition: conditionOf(state, now), now, writtenAt: null, held, inVain: null }
  }
  return {
    node,
    events,
    inspection,
    async finish() {
      await node.close({ withinMilliseconds: 0 })
      await Promise.all(remembering)
      const last = inspection()
      // Supabase is not asked for a detail where it was silent a moment ago.
      const row = last.state.problem?.at !== 'store' ? await node.stores.token.read().catch(() => null) : null
      return { ...last, writtenAt: row?.updatedAt ?? null, inVain: await inVainOf(last.state, last.now, memory) }
    },
  }
}

/**
 * Lets the keeper do what there is to do. Where a token is needed and another program is renewing it, waits for that
 * program's, `patienceMilliseconds` at most or until the signal. Never rejects.
 */
export async function work(
  { node: { keeper }, inspection, events }: Work,
  wish: { asked?: boolean; forced?: boolean },
  stop: AbortSignal,
  patienceMilliseconds = 30_000,
): Promise<void> {
  await keeper.check(wish)
  const giveUpAt = Date.now() + patienceMilliseconds
  while (isAwaitingAnother() && Date.now() < giveUpAt && !stop.aborted) {
    await pause(lookAgainMilliseconds * (0.5 + Math.random()), undefined, { signal: stop }).catch(() => undefined)
    if (!stop.aborted) await keeper.check({ ...wish, refreshed: true })
  }

  function isAwaitingAnother(): boolean {
    const { state, condition } = inspection()
    const isDead = needsSignIn(condition) && state.row === 'token'
    const isUnmet = wish.forced === true && changesOf(events).length === 0
    return (isDead || isUnmet) && state.problem === null && !state.asksHuman && state.renewsByItself
  }
}
