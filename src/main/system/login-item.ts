import type { Autostart } from './autostart.ts'

/** The part of Electron's `app` that deals with login items; its members depend on the system. */
export interface LoginItems {
  getLoginItemSettings(options: { path?: string; args?: string[] }): {
    readonly openAtLogin: boolean
    /** macOS 13 and newer: the status in the system's service management. */
    readonly status?: string
    /** Windows: the values of the registry's Run keys that start this program. */
    readonly launchItems?: readonly LaunchItem[]
  }
  setLoginItemSettings(settings: { openAtLogin: boolean; path?: string; args?: string[]; enabled?: boolean }): void
}

interface LaunchItem {
  readonly args: readonly string[]
  /** "user" or "machine". */
  readonly scope: string
  /** False if it is switched off in the Task Manager or in Windows' settings. */
  readonly enabled: boolean
}

/** The login item of macOS: the app itself. The system identifies the app, so it may be moved. */
export function macAutostart(app: LoginItems, program: string): Autostart {
  // A quarantined app that was not moved by hand runs from a temporary place, which is gone at the next login.
  const isElsewhere = program.includes('/AppTranslocation/')
  return {
    async look() {
      const { openAtLogin, status } = app.getLoginItemSettings({})
      const isOn = status === undefined ? openAtLogin : status === 'enabled'
      const obstacle = isElsewhere ? 'move' : status === 'requires-approval' ? 'approval' : null
      return { isOn, obstacle }
    },
    async turn(on) {
      if (!on || !isElsewhere) app.setLoginItemSettings({ openAtLogin: on })
    },
    async repair() {},
  }
}

/**
 * The login item of Windows: a value of the user's Run key, which the Task Manager switches off by another value beside it.
 * Windows finds only the items of a given program: `told` keeps the last one that it was told to start.
 */
export function windowsAutostart(options: {
  readonly app: LoginItems
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]]
  readonly told: { get(): string | null; set(program: string | null): void }
  readonly exists: (path: string) => boolean
}): Autostart {
  const { app, command, told, exists } = options
  const [path, ...args] = command
  const itemsOf = (program: string) =>
    (app.getLoginItemSettings({ path: program, args }).launchItems ?? []).filter((item) =>
      args.every((each) => item.args.includes(each)),
    )
  const isSame = (program: string) => program.toLowerCase() === path.toLowerCase()
  return {
    async look() {
      const other = told.get()
      const programs = other === null || isSame(other) || !exists(other) ? [path] : [path, other]
      return { isOn: programs.flatMap(itemsOf).some(({ enabled }) => enabled), obstacle: null }
    },
    async turn(on) {
      app.setLoginItemSettings({ openAtLogin: on, enabled: true, path, args })
      told.set(on ? path : null)
    },
    async repair() {
      const other = told.get()
      if (other === null || isSame(other)) {
        told.set(itemsOf(path).some(({ scope }) => scope === 'user') ? path : null)
        return
      }
      if (exists(other)) return
      const stale = itemsOf(other).find(({ scope }) => scope === 'user')
      // An item that was switched off in the Task Manager stays off.
      if (stale !== undefined) app.setLoginItemSettings({ openAtLogin: true, enabled: stale.enabled, path, args })
      told.set(stale === undefined ? null : path)
    },
  }
}
