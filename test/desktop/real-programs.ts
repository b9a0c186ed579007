import { globSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type MessageBus, sessionBus } from 'dbus-next'
import { type Service, startService } from '../../scripts/desktop/service.ts'
import { nameIsOwned } from '../../scripts/desktop/session-bus.ts'
import { RemoteObject } from './remote-object.ts'

// The programs of a true desktop that the stand-ins stand in for.

/** A program of the desktop that can be frozen, as one that hangs is, and thawed. */
export interface DesktopProgram extends Service {
  freeze(): void
  thaw(): void
  /** Ends it at once, frozen or not. */
  kill(): Promise<void>
}

/** Xfce's panel at the upper edge, 30 pixels high, with nothing on it but the tray. */
export async function startPanel(env: Record<string, string>): Promise<DesktopProgram> {
  const folder = join(env['XDG_CONFIG_HOME'] ?? '', 'xfce4/xfconf/xfce-perchannel-xml')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'xfce4-panel.xml'), panelConfig)
  const [xfconfd] = globSync('/usr/lib/*/xfce4/xfconf/xfconfd')
  if (xfconfd === undefined) throw new Error('xfconfd is not installed')
  const bus = env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
  const settings = await startService([xfconfd], env, ['ignore', 'ignore', 'pipe'], () =>
    nameIsOwned(bus, 'org.xfce.Xfconf'),
  )
  const panel = await startService(
    ['xfce4-panel', '--disable-wm-check', '--sm-client-disable'],
    env,
    ['ignore', 'ignore', 'pipe'],
    () => nameIsOwned(bus, watcherName),
  )
  const tray = await processOfName(bus, watcherName)
  return program(panel, tray, settings)
}

/** The daemon that shows notifications, small and of its own. */
export async function startDunst(env: Record<string, string>): Promise<DesktopProgram> {
  const bus = env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
  const dunst = await startService(['dunst'], env, ['ignore', 'ignore', 'pipe'], () =>
    nameIsOwned(bus, 'org.freedesktop.Notifications'),
  )
  return program(dunst, dunst.process.pid)
}

/** What dunst tells of itself. */
export class Dunst {
  readonly #bus: MessageBus
  readonly #dunst: RemoteObject

  constructor(busAddress: string) {
    this.#bus = sessionBus({ busAddress })
    const path = '/org/freedesktop/Notifications'
    this.#dunst = new RemoteObject(this.#bus, 'org.freedesktop.Notifications', path, 'org.dunstproject.cmd0')
  }

  /** How many notifications are on the screen. */
  displayed(): Promise<number> {
    return this.#dunst.get('displayedLength')
  }

  /** Clicks the uppermost. */
  async click(): Promise<void> {
    await this.#dunst.call('NotificationAction', 'u', [0])
  }

  stop(): void {
    this.#bus.disconnect()
  }
}

/** Whether the panel's tray holds an icon of the process. */
export async function trayHolds(busAddress: string, processId: number | undefined): Promise<boolean> {
  const bus = sessionBus({ busAddress })
  try {
    const watcher = new RemoteObject(bus, watcherName, '/StatusNotifierWatcher', watcherName)
    for (const item of await watcher.get<string[]>('RegisteredStatusNotifierItems')) {
      if ((await processOf(bus, item.split('/')[0] ?? '')) === processId) return true
    }
    return false
  } finally {
    bus.disconnect()
  }
}

const watcherName = 'org.kde.StatusNotifierWatcher'

/** The panel runs its parts as programs of their own, so that the tray's is another than the panel's. */
async function processOfName(busAddress: string, name: string): Promise<number> {
  const bus = sessionBus({ busAddress })
  try {
    return await processOf(bus, name)
  } finally {
    bus.disconnect()
  }
}

async function processOf(bus: MessageBus, name: string): Promise<number> {
  const daemon = new RemoteObject(bus, 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus')
  const [id] = await daemon.call('GetConnectionUnixProcessID', 's', [name])
  return id
}

/** `pid` is the process that speaks, which need not be `main`'s own. */
function program(main: Service, pid: number | undefined, ...others: Service[]): DesktopProgram {
  const isRunning = () => main.process.exitCode === null && main.process.signalCode === null
  const signal = (name: NodeJS.Signals) => {
    if (pid !== undefined && isRunning()) process.kill(pid, name)
  }
  const stop = async () => {
    for (const service of [main, ...others]) await service.stop()
  }
  return {
    process: main.process,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    kill: async () => {
      signal('SIGKILL')
      main.process.kill('SIGKILL')
      await stop()
    },
    stop: async () => {
      signal('SIGCONT')
      await stop()
    },
  }
}

const panelConfig = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="30"/>
      <property name="length" type="uint" value="100"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="known-legacy-items" type="array"/>
    </property>
  </property>
</channel>
`
