import { NotificationDaemon } from '../desktop/notification-daemon.ts'
import { TrayHost } from '../desktop/tray-host.ts'

// A part of the desktop that remembers, as a program of its own, which can be frozen and killed like a real one: node
// test/soak/stand-in.ts tray|notifications BUS. Writes "ready", and then the title of each notification on a line.

const [part, bus = ''] = process.argv.slice(2)

if (part === 'tray') await TrayHost.start(bus)
else {
  const { shown } = await NotificationDaemon.start(bus)
  let written = 0
  setInterval(() => {
    for (; written < shown.length; written++) console.log(shown[written]?.summary)
  }, 100)
}
console.log('ready')
