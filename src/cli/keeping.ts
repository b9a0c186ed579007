import { setTimeout as pause } from 'node:timers/promises'
import { conditionOf, needsSignIn } from '../core/keeper/condition.ts'
import type { KeeperEvent } from '../core/keeper/events.ts'
import { createNodeKeeper, type NodeKeeper } from '../node/keeper.ts'
import type { Connection } from './configuration/connection.ts'
import { deedsOf } from './deeds.ts'
import { namingFlaw, type Standing } from './look.ts'
import type { Memory } from './memory.ts'
import { userAgent } from './version.ts'

/** A keeper at work for one command, and what it has done. */
export interface AtWork {
  readonly node: NodeKeeper
  readonly events: readonly KeeperEvent[]
  /** How things stand now. */
  standing(): Standing
  /** Lets it end in order, without waiting for what it holds; gives how things stand then. Never rejects. */
  finish(): Promise<Standing>
}

/** Between two looks while another program renews, in milliseconds; spread, because all of them began at once. */
const lookAgainMilliseconds = 300

/**
 * Puts a keeper together. Asks no server yet; `onEvent` is told of everything that happens to the token. Once `stop` is aborted
 * it waits for nothing any more.
 */
export function startWork(
  connection: Connection,
  memory: Memory,
  stop: AbortSignal,
  onEvent: (event: KeeperEvent) => void = () => undefined,
): AtWork {
  const events: KeeperEvent[] = []
  const remembering: Promise<void>[] = []
  const { keeping } = memory
  const node = createNodeKeeper({
    ...connection,
    userAgent,
    stateFolder: keeping.in === 'folder' ? keeping.folder : null,
    stop,
    log: (event) => {
      events.push(event)
      if (event.what === 'saved') remembering.push(memory.rememberSaved(event.token.fingerprint))
      onEvent(event)
    },
  })
  const standing = () => {
    const now = node.keeper.clock.now()
    const state = node.keeper.state.value
    const { unsaved } = node.keeper
    const isKept = keeping.in === 'folder' && unsaved?.isWrittenDown === true
    const held = state.held && { ...state.held, keptIn: isKept ? ('folder' as const) : ('memory' as const) }
    return { state, condition: conditionOf(state, now), now, writtenAt: null, held }
  }
  return {
    node,
    events,
    standing,
    async finish() {
      await node.close({ withinMilliseconds: 0 })
      await Promise.all(remembering)
      const last = standing()
      // Supabase is not asked for a detail where it was silent a moment ago.
      const row = last.state.problem?.at !== 'supabase' ? await node.stores.token.read().catch(() => null) : null
      return namingFlaw({ ...last, writtenAt: row?.updatedAt ?? null }, row)
    },
  }
}

/**
 * Lets the keeper do what there is to do. Where a token is needed and another program is renewing it, waits for that
 * program's, `patienceMilliseconds` at most or until the signal. Never rejects.
 */
export async function work(
  { node: { keeper }, standing, events }: AtWork,
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
    const { state, condition } = standing()
    const isDead = needsSignIn(condition) && state.row === 'token'
    const isUnmet = wish.forced === true && deedsOf(events).length === 0
    return (isDead || isUnmet) && state.problem === null && !state.asksHuman && state.renewsByItself
  }
}
