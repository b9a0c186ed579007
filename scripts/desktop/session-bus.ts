import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type MessageBus, sessionBus } from 'dbus-next'
import { firstLine, type Service, startService } from './service.ts'

/**
 * Starts a D-Bus daemon that listens on a socket in `folder`. It activates no services, so that an application meets exactly
 * those of this desktop: no locked keyring with a prompt, no second notification daemon. `answer` is the bus's address. Errors:
 * as `startService`.
 */
export async function startSessionBus(
  folder: string,
  env: Record<string, string>,
): Promise<Service & { answer: string }> {
  const config = join(folder, 'session-bus.conf')
  await writeFile(config, busConfig(join(folder, 'bus')))
  return await startService(
    ['dbus-daemon', `--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=1'],
    env,
    ['ignore', 'pipe', 'pipe'],
    (child) => firstLine(child.stdout),
  )
}

function busConfig(socket: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`
}

/** Resolves once some program owns `name` on the bus at `busAddress`. Error: the bus refuses this process. */
export async function nameIsOwned(busAddress: string, name: string): Promise<void> {
  const bus = sessionBus({ busAddress })
  const refused = new Promise<never>((_, reject) => {
    bus.on('error', (cause) => reject(new Error('the D-Bus session refused the connection', { cause })))
  })
  try {
    await Promise.race([refused, nameAppears(bus, name)])
  } finally {
    bus.disconnect()
  }
}

async function nameAppears(bus: MessageBus, name: string): Promise<void> {
  const daemon = await bus.getProxyObject('org.freedesktop.DBus', '/org/freedesktop/DBus')
  const names = daemon.getInterface('org.freedesktop.DBus')
  const owned = new Promise<void>((resolve) => {
    names.on('NameOwnerChanged', (changed: string, _old: string, owner: string) => {
      if (changed === name && owner !== '') resolve()
    })
  })
  if (!(await names['NameHasOwner']?.(name))) await owned
}
