import { globalShortcut } from 'electron'
import { ownCommand } from './system-autostart.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The keys of this system, which Electron asks for. Under Wayland nothing is asked for: Electron's answer there cannot be believed
 * (electron/electron#48669, #51875), be it through the desktop portal or XWayland. There a shortcut of the desktop's own settings
 * may start the app a second time, which opens the popover.
 */
export const systemKeys = () => ({
  register(keys: string, onPress: () => void): boolean {
    try {
      return globalShortcut.register(keys, onPress)
    } catch {
      // Keys that this system does not know.
      return false
    }
  },
  unregister: (keys: string): void => globalShortcut.unregister(keys),
  command: isWayland(process.platform, process.env) ? commandLine([...ownCommand(), '--popover']) : null,
})

/** Whether this session is drawn by Wayland. */
export function isWayland(platform: NodeJS.Platform, env: Environment): boolean {
  if (platform !== 'linux') return false
  const { XDG_SESSION_TYPE: session, WAYLAND_DISPLAY: display } = env
  return session === undefined || session === '' || session === 'tty' ? Boolean(display) : session === 'wayland'
}

/** The words as a desktop's settings and a shell take them. */
export const commandLine = (words: readonly string[]): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ')
