import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const watcher = 'org.kde.StatusNotifierWatcher'
const bus = 'org.freedesktop.DBus'

/** The same question for each of the tools that come with D-Bus, GLib and systemd: one of them is on every desktop. */
const questions: readonly (readonly [tool: string, ...words: string[]])[] = [
  ['dbus-send', '--session', '--print-reply', `--dest=${bus}`, '/', `${bus}.NameHasOwner`, `string:${watcher}`],
  ['gdbus', 'call', '--session', '--dest', bus, '--object-path', '/', '--method', `${bus}.NameHasOwner`, watcher],
  ['busctl', '--user', 'call', bus, '/', bus, 'NameHasOwner', 's', watcher],
]

const patienceMilliseconds = 3000

/**
 * Tells whether the desktop shows tray icons to anybody: always on macOS and Windows, on Linux where a StatusNotifierWatcher
 * is on the session bus. Electron does not tell, and keeps an icon that nobody sees. No answer counts as no. Never rejects.
 */
export async function hasTrayHost(): Promise<boolean> {
  if (process.platform !== 'linux') return true
  for (const [tool, ...words] of questions) {
    try {
      const { stdout } = await promisify(execFile)(tool, words, { timeout: patienceMilliseconds })
      return /\btrue\b/.test(stdout)
    } catch (error) {
      // Only a tool that is not there leaves the question open; one that failed found no bus.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return false
    }
  }
  return false
}
