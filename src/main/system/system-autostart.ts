import { existsSync } from 'node:fs'
import { sep } from 'node:path'
import { app } from 'electron'
import type { Autostart } from './autostart.ts'
import { macAutostart, windowsAutostart } from './login-item.ts'
import { xdgAutostart } from './xdg-autostart.ts'

/** The autostart of this system: a login item on macOS and Windows, a desktop entry on Linux. */
export function systemAutostart(told: { get(): string | null; set(program: string | null): void }): Autostart {
  const command = ownCommand()
  switch (process.platform) {
    case 'linux':
      return xdgAutostart({ id: 'gazelle-keeper', name: app.getName(), command })
    case 'win32':
      return windowsAutostart({ app, command, told, exists: existsSync })
    default:
      return macAutostart(app, process.execPath)
  }
}

/**
 * The command that starts this app again: an AppImage is mounted elsewhere each time, and in development Electron needs the
 * folder.
 */
export function ownCommand(): [string, ...string[]] {
  if (!app.isPackaged) return [process.execPath, app.getAppPath()]
  const { APPIMAGE: image, APPDIR: mount } = process.env
  // A program started by another AppImage has that one's name among its variables.
  const isImage = image !== undefined && mount !== undefined && process.execPath.startsWith(mount + sep)
  return [isImage ? image : process.execPath]
}
