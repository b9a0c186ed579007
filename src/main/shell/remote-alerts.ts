import { besideWork } from '../../core/alerts/beside.ts'
import { endOfCheck, wentWell } from '../../core/alerts/end-of-check.ts'
import { isCertain } from '../../core/alerts/policy.ts'
import { type OwnMemory, SharedMemory } from '../../core/alerts/shared-memory.ts'
import { SharedTeller, type SharedTellerOptions } from '../../core/alerts/shared-teller.ts'
import type { Observed } from '../../core/base/observed.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import type { AlertTargets } from '../../node/alerts/targets.ts'
import { isBeingDealtWith, type Snapshot } from '../../shared/snapshot.ts'
import type { WatchedRow } from '../connection/stores.ts'
import type { Spoken } from '../setup/alerts.ts'

export interface RemoteAlertsOptions {
  readonly snapshot: Observed<Snapshot>
  /** Milliseconds by the trusted clock. */
  readonly now: () => number
  readonly targets: Observed<AlertTargets>
  /** The row whose keeper tells its state; null until there was one. */
  readonly row: () => WatchedRow | null
  /** Opens this computer's own memory of the alerts about a row, by the row's short name. Never rejects. */
  readonly openOwn: (name: string) => Promise<OwnMemory>
  readonly words: SharedTellerOptions['words']
  readonly onSpoken: (spoken: readonly Spoken[]) => void
  /** Called with a mistake of ours, which must not stop the app. */
  readonly onMistake: (error: unknown) => void
}

/** A voice for one row and its targets. */
interface Voice {
  readonly row: WatchedRow
  readonly targets: AlertTargets
  readonly hear: (state: KeeperState) => void
  readonly stop: AbortController
}

/**
 * Tells the alerts of the watched row where people are elsewhere, each once for all keepers of the row, as `watch` of the command
 * line does: beside the keeper's work, which waits for nothing of it. Another row, and another target, have a voice of their own
 * from the moment they are chosen. Nothing is told while somebody is signing in.
 */
export function startRemoteAlerts(options: RemoteAlertsOptions): void {
  const { snapshot, targets, row: watched } = options
  const own = new Map<string, Promise<OwnMemory>>()
  let voice: Voice | null = null
  let heard: KeeperState | null = null
  const consider = () => {
    const { keeper, isConnected } = snapshot.value
    const row = isConnected ? watched() : null
    if (row !== voice?.row || targets.value !== voice?.targets) {
      voice?.stop.abort()
      voice = row === null || isEmpty(targets.value) ? null : openVoice(row, targets.value, own, options)
      heard = null
    }
    if (voice === null || keeper === heard || !isCertain(keeper) || isBeingDealtWith(snapshot.value)) return
    heard = keeper
    voice.hear(keeper)
  }
  consider()
  snapshot.subscribe(consider)
  targets.subscribe(consider)
}

const isEmpty = ({ channels, ping }: AlertTargets): boolean => channels.length === 0 && ping === null

function openVoice(
  row: WatchedRow,
  targets: AlertTargets,
  known: Map<string, Promise<OwnMemory>>,
  { snapshot, now, openOwn, words, onSpoken, onMistake }: RemoteAlertsOptions,
): Voice {
  const { channels, ping } = targets
  const stop = new AbortController()
  // One for each row: two would not know of each other's writes.
  const own = known.get(row.name) ?? openOwn(row.name)
  known.set(row.name, own)
  const clock = { now }
  const teller = own.then(
    (memory) => new SharedTeller({ channels, memory: new SharedMemory(row.alerts, memory), clock, words }),
  )
  let latest: KeeperState = snapshot.value.keeper
  let pingedFor: number | null = null
  const beside = besideWork({
    async tell() {
      const { tellings, againAt } = await (await teller).tell(latest, stop.signal)
      const told = tellings.map(({ channel, delivery }): Spoken => ({ target: channel.kind, isTest: false, delivery }))
      return { told, againAt }
    },
    onTold: (spoken) => onSpoken(spoken),
    onMistake,
    clock,
    stop: stop.signal,
  })
  /** Pings the monitor after each check, if that went well, or if the monitor wants to know that it did not. */
  async function pingAfter({ checkedAt }: KeeperState): Promise<void> {
    if (ping === null || checkedAt === pingedFor) return
    pingedFor = checkedAt
    const { keeper, condition } = snapshot.value
    const isGood = wentWell[endOfCheck(keeper, condition, now())]
    if (isGood === null || !(isGood || ping.tellsFailures)) return
    const delivery = await ping.monitor.send(isGood, stop.signal)
    if (!stop.signal.aborted) onSpoken([{ target: 'ping', isTest: false, delivery }])
  }
  return {
    row,
    targets,
    stop,
    hear(state) {
      latest = state
      beside.hear()
      pingAfter(state).catch(onMistake)
    },
  }
}
