import type { FaultAction } from '../../sandbox/gazelle/faults.ts'
import { writeRow } from '../e2e/row.ts'
import { killProcesses } from './app-main.ts'
import type { Kind } from './plan.ts'
import type { Known } from './truths.ts'
import { day, hour, second, type World } from './world.ts'

export interface Fault {
  /** Begins the fault; gives a function that ends it, unless it is over at once. */
  begin(world: World): Promise<(() => Promise<void>) | void>
  /** How it changes the servers' answers while it lasts. */
  readonly changes?: Partial<Pick<Known, 'gazelle' | 'supabase'>>
  /** A person may have to sign in because of it. */
  readonly needsPerson?: true
}

const always = Number.POSITIVE_INFINITY
const api = '/graphql/*'

function gazelle(action: FaultAction, change: Known['gazelle'], path?: string): Fault {
  return {
    begin: async ({ sandbox }) => {
      const end = sandbox.gazelle.faults.add({ action, times: always, ...(path === undefined ? {} : { path }) })
      return async () => end()
    },
    changes: { gazelle: change },
  }
}

function supabase(action: FaultAction): Fault {
  return {
    begin: async ({ sandbox }) => {
      const end = sandbox.supabase.faults.add({ action, times: always })
      return async () => end()
    },
    changes: { supabase: 'not' },
  }
}

const timezones = ['Pacific/Auckland', 'America/St_Johns', 'Asia/Kolkata', 'America/Vancouver', 'UTC']

/** The effect of each kind. */
export const faults: Readonly<Record<Kind, Fault>> = {
  'network-process-killed': {
    begin: async (world) => {
      await killProcesses(world.app, ({ serviceName }) => serviceName === 'network.mojom.NetworkService')
    },
  },
  'renderers-killed': {
    begin: async (world) => {
      await world.popover.look({ asked: false })
      await killProcesses(world.app, ({ type }) => type === 'Tab')
    },
  },
  'app-killed': {
    begin: async (world) => {
      await world.kill()
      await world.launch()
    },
  },
  'app-restarted': {
    begin: async (world) => {
      await world.quit()
      await world.launch()
    },
  },

  'keyring-stopped': {
    begin: async ({ keyring }) => {
      await keyring.stop()
      return () => keyring.start()
    },
  },
  'keyring-locked': {
    begin: async ({ keyring }) => {
      await keyring.lock()
      return () => keyring.unlock()
    },
  },
  'keyring-frozen': {
    begin: async ({ keyring }) => {
      keyring.freeze()
      return async () => keyring.thaw()
    },
  },

  'notifications-stopped': {
    begin: async ({ notifications }) => {
      await notifications.stop()
      return () => notifications.start()
    },
  },
  'notifications-frozen': {
    begin: async ({ notifications }) => {
      notifications.freeze()
      return async () => notifications.thaw()
    },
  },
  'notifications-replaced': {
    begin: async ({ notifications }) => {
      await notifications.stop()
      await notifications.start()
    },
  },
  'panel-stopped': {
    begin: async (world) => {
      world.hasPanel = false
      await world.panel.stop()
      return async () => {
        await world.panel.start()
        world.hasPanel = true
      }
    },
  },
  'panel-frozen': {
    begin: async (world) => {
      world.hasPanel = false
      world.panel.freeze()
      return async () => {
        world.panel.thaw()
        world.hasPanel = true
      }
    },
  },
  'panel-replaced': {
    begin: async ({ panel }) => {
      await panel.stop()
      await panel.start()
    },
  },

  'supabase-down': {
    begin: async ({ sandbox }) => {
      await sandbox.supabase.stop()
      return () => sandbox.supabase.start()
    },
    changes: { supabase: 'not' },
  },
  'supabase-frozen': supabase({ kind: 'delay', milliseconds: 120 * second }),
  'supabase-busy': supabase({ kind: 'status', status: 503 }),

  'gazelle-down': {
    begin: async ({ sandbox }) => {
      await sandbox.gazelle.stop()
      return () => sandbox.gazelle.start()
    },
    changes: { gazelle: 'not' },
  },
  'gazelle-rejects': { ...gazelle({ kind: 'status', status: 401 }, 'rejects', api), needsPerson: true },
  'gazelle-denies': { ...gazelle({ kind: 'status', status: 403 }, 'denies', api), needsPerson: true },
  'gazelle-html': gazelle({ kind: 'not-json' }, 'not', api),
  'gazelle-slow': gazelle({ kind: 'delay', milliseconds: 2 * second }, 'well'),
  'gazelle-busy': gazelle({ kind: 'status', status: 503 }, 'not'),
  'token-revoked': {
    begin: async (world) => {
      const token = await world.tokenOfRow()
      if (token !== null) world.sandbox.gazelle.revoke(token)
    },
    needsPerson: true,
  },
  'tokens-revoked': {
    begin: async ({ sandbox }) => {
      sandbox.gazelle.revokeAll()
    },
    needsPerson: true,
  },
  'sessions-ended': {
    begin: async ({ sandbox }) => {
      sandbox.gazelle.revokeAll()
      sandbox.gazelle.endSessions()
    },
    needsPerson: true,
  },
  'grant-answer-lost': {
    begin: async (world) => {
      const { gazelle } = world.sandbox
      const end = gazelle.faults.add({ action: { kind: 'accept-and-drop' }, path: '/developer/oauth/token' })
      const token = await world.tokenOfRow()
      if (token !== null) gazelle.expire(token)
      return async () => end()
    },
    needsPerson: true,
  },
  'row-overwritten': {
    begin: async (world) => {
      const value = { access_token: 'x'.repeat(60), expires_in: 30 * (day / second), created_at: world.nowSeconds() }
      await writeRow(world.sandbox, value)
    },
    needsPerson: true,
  },

  'disk-full': {
    begin: async ({ disk }) => await disk?.fill(),
  },
  sleep: { begin: (world) => world.advance(2 * day + 5 * hour) },
  'clock-wrong': {
    begin: async (world) => {
      await world.misset(2 * day)
      return () => world.misset(0)
    },
  },
  'timezone-changed': {
    begin: async (world) => {
      const at = timezones.indexOf(world.desktop.env['TZ'] ?? '')
      await world.moveTo(timezones[(at + 1) % timezones.length] ?? 'UTC')
    },
  },
}
