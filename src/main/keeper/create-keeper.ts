import { app, powerMonitor } from 'electron'
import { gazelleAddresses } from '../../core/gazelle/addresses.ts'
import { createGrants } from '../../core/gazelle/grant.ts'
import { createGazelle } from '../../core/gazelle/probe.ts'
import { Heart } from '../../core/keeper/heart.ts'
import { Keeper } from '../../core/keeper/keeper.ts'
import { createLease } from '../../core/keeper/lease.ts'
import type { WebSession } from '../../core/keeper/ports.ts'
import type { SupabaseStores } from '../../core/supabase/stores.ts'
import { hostName } from '../../node/host-name.ts'
import { openLeaseHolder } from '../../node/lease-holder.ts'
import { overRehearsal } from '../../node/over-rehearsal.ts'
import { systemClock } from '../../node/system-clock.ts'
import { type AppConnection, nameOfRow } from '../connection/connection.ts'
import type { Vault } from '../connection/vault.ts'
import type { Disk } from '../system/disk.ts'
import { electronFetch, fetchBySystem, userAgent } from '../system/network.ts'
import type { ActivityLog } from './activity-log.ts'
import { openJournal } from './journal.ts'
import type { KnownLogbook } from './known-logbook.ts'

/**
 * After how many milliseconds Gazelle is asked again, by the cheapest query: less than the time between two checks, so that each
 * asks, and a token that dies is noticed within a quarter of an hour; on battery within an hour.
 */
const askAgain = { usual: 12 * 60_000, onBattery: 50 * 60_000 }

/** Puts the keeper together with this computer's network, clock, keychain and web session. */
export function createAppKeeper(
  connection: AppConnection,
  stores: Pick<SupabaseStores, 'token' | 'lease' | 'logbook' | 'serverClock'>,
  vault: Vault,
  webSession: WebSession,
  activity: ActivityLog,
  disk: Disk,
  known: KnownLogbook,
): Keeper {
  const { gazelleUrl, application } = connection
  const network = { fetch: fetchBySystem, userAgent }
  const clock = systemClock
  const { token, lease, logbook, serverClock } = stores
  const holder = openLeaseHolder(app.getPath('userData'))
  const { name, isGone } = holder
  const row = nameOfRow(connection)
  activity.open(row)
  const { wants, hear } = known.open()
  const heart = new Heart(logbook, { name: hostName(), kind: 'app', version: app.getVersion() }, wants)
  heart.onAnswer(hear)
  const { graphqlEndpoint: endpoint, tokenEndpoint } = gazelleAddresses(gazelleUrl)
  const keeper: Keeper = new Keeper({
    clock,
    serverClock,
    ...overRehearsal(openJournal(vault, row, disk), token),
    lease: holder.announced(createLease({ store: lease, serverClock, clock, holder: name, isGone })),
    gazelle: createGazelle({ ...network, clock, endpoint }),
    grants: application && createGrants({ fetch: electronFetch, userAgent, clock, tokenEndpoint, application }),
    webSession,
    heart,
    askAgainMilliseconds: () => (powerMonitor.isOnBatteryPower() ? askAgain.onBattery : askAgain.usual),
    log: (event) => activity.log(event, keeper.clock.now()),
  })
  return keeper
}
