import { app } from 'electron'
import { xdgAutostart } from './xdg-autostart.ts'

/** Whether the system starts the app when the person logs in, as the system itself has it. */
export interface Autostart {
  isOn(): Promise<boolean>
  /** Rejects where the system does not take it. */
  turn(on: boolean): Promise<void>
}

/** The autostart of this system: a login item on macOS and Windows, a desktop entry on Linux. */
export function systemAutostart(): Autostart {
  if (process.platform === 'linux') {
    return xdgAutostart({ id: 'gazelle-keeper', name: app.getName(), command: ownCommand() })
  }
  const [path, ...args] = ownCommand()
  const item = process.platform === 'win32' ? { path: path ?? process.execPath, args } : {}
  return {
    isOn: async () => app.getLoginItemSettings(item).openAtLogin,
    turn: async (on) => app.setLoginItemSettings({ ...item, openAtLogin: on }),
  }
}

/** What starts this app again: an AppImage is mounted somewhere else each time, and in development Electron needs the folder. */
function ownCommand(): string[] {
  const program = process.env['APPIMAGE'] ?? process.execPath
  return app.isPackaged ? [program] : [process.execPath, app.getAppPath()]
}
