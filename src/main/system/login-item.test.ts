import { describe, expect, it } from 'vitest'
import { type LoginItems, macAutostart, windowsAutostart } from './login-item.ts'

const before = String.raw`C:\Users\Anne\Downloads\Gazelle Keeper.exe`
const now = String.raw`C:\Users\Anne\Apps\Gazelle Keeper.exe`

/** Windows as Electron shows it: one value of the user's Run key, the Task Manager's switch beside it, and the machine's. */
class FakeWindows implements LoginItems {
  run: { path: string; args: string[] } | null = null
  isEnabled = true
  machine: string | null = null
  refuses = false
  files = [before, now]
  told: string | null = null

  getLoginItemSettings({ path = '' }: { path?: string }) {
    const isIt = (program: string | undefined) => program?.toLowerCase() === path.toLowerCase()
    const launchItems = [
      ...(isIt(this.run?.path) ? [{ args: this.run?.args ?? [], scope: 'user', enabled: this.isEnabled }] : []),
      ...(isIt(this.machine ?? undefined) ? [{ args: [], scope: 'machine', enabled: true }] : []),
    ]
    return { openAtLogin: launchItems.length > 0, launchItems }
  }

  setLoginItemSettings(item: { openAtLogin: boolean; path?: string; args?: string[]; enabled?: boolean }): void {
    if (this.refuses) return
    this.run = item.openAtLogin ? { path: item.path ?? '', args: item.args ?? [] } : null
    this.isEnabled = item.enabled ?? true
  }

  autostart(...command: [string, ...string[]]) {
    const autostart = windowsAutostart({
      app: this,
      command,
      told: {
        get: () => this.told,
        set: (program) => {
          this.told = program
        },
      },
      exists: (path) => this.files.includes(path),
    })
    return { ...autostart, isOn: async () => (await autostart.look()).isOn }
  }
}

describe('windowsAutostart', () => {
  it('is switched on and off', async () => {
    const windows = new FakeWindows()
    const autostart = windows.autostart(now)
    expect(await autostart.isOn()).toBe(false)
    await autostart.turn(true)
    expect(await autostart.isOn()).toBe(true)
    await autostart.turn(false)
    expect(await autostart.isOn()).toBe(false)
    expect(windows.run).toBeNull()
  })

  it('is off where the Task Manager has switched it off, and is switched on again', async () => {
    const windows = new FakeWindows()
    const autostart = windows.autostart(now)
    await autostart.turn(true)
    windows.isEnabled = false
    expect(await autostart.isOn()).toBe(false)
    await autostart.repair()
    expect(await autostart.isOn()).toBe(false)
    await autostart.turn(true)
    expect(await autostart.isOn()).toBe(true)
  })

  it.each([
    ['is repaired', true],
    ['stays switched off in the Task Manager', false],
  ])('a folder that was moved: %s', async (_what, isEnabled) => {
    const windows = new FakeWindows()
    await windows.autostart(before).turn(true)
    windows.isEnabled = isEnabled
    windows.files = [now]
    const moved = windows.autostart(now)
    expect(await moved.isOn()).toBe(false)
    await moved.repair()
    expect(windows.run?.path).toBe(now)
    expect(await moved.isOn()).toBe(isEnabled)
  })

  it('is on while another copy is started that is still there, and is not taken over', async () => {
    const windows = new FakeWindows()
    await windows.autostart(before).turn(true)
    const copy = windows.autostart(now)
    await copy.repair()
    expect(windows.run?.path).toBe(before)
    expect(await copy.isOn()).toBe(true)
    await copy.turn(false)
    expect(await copy.isOn()).toBe(false)
  })

  it('stays off where somebody has removed it, also after a move', async () => {
    const windows = new FakeWindows()
    await windows.autostart(before).turn(true)
    windows.run = null
    windows.files = [now]
    await windows.autostart(now).repair()
    expect(windows.run).toBeNull()
  })

  it('is repaired after a move also where an earlier version has switched it on', async () => {
    const windows = new FakeWindows()
    await windows.autostart(before).turn(true)
    windows.told = null
    await windows.autostart(before).repair()
    windows.files = [now]
    await windows.autostart(now).repair()
    expect(windows.run?.path).toBe(now)
  })

  it('is on where it is started for everybody on this computer, whatever is asked', async () => {
    const windows = new FakeWindows()
    windows.machine = now
    const autostart = windows.autostart(now)
    await autostart.turn(false)
    expect(await autostart.isOn()).toBe(true)
  })

  it('is off where Windows takes nothing', async () => {
    const windows = new FakeWindows()
    windows.refuses = true
    const autostart = windows.autostart(now)
    await autostart.turn(true)
    expect(await autostart.isOn()).toBe(false)
  })

  it('is not another app that the same Electron starts', async () => {
    const windows = new FakeWindows()
    windows.run = { path: now, args: ['another app'] }
    expect(await windows.autostart(now, 'this app').isOn()).toBe(false)
    windows.run = { path: now, args: ['this app'] }
    expect(await windows.autostart(now, 'this app').isOn()).toBe(true)
  })
})

/** macOS as Electron shows it. */
function fakeMac(status: string | undefined, openAtLogin = status === 'enabled') {
  const asked: boolean[] = []
  const app: LoginItems = {
    getLoginItemSettings: () => ({ openAtLogin, ...(status === undefined ? {} : { status }) }),
    setLoginItemSettings: (item) => void asked.push(item.openAtLogin),
  }
  return { app, asked }
}

const inApplications = '/Applications/Gazelle Keeper.app/Contents/MacOS/Gazelle Keeper'
const translocated = '/private/var/folders/x/d/AppTranslocation/0A/d/Gazelle Keeper.app/Contents/MacOS/Gazelle Keeper'

describe('macAutostart', () => {
  it.each([
    ['enabled', true, null],
    ['requires-approval', false, 'approval'],
    ['not-registered', false, null],
    ['not-found', false, null],
  ])('is as the system has it: %s', async (status, isOn, obstacle) => {
    expect(await macAutostart(fakeMac(status).app, inApplications).look()).toEqual({ isOn, obstacle })
  })

  it('believes the older answer where there is no other', async () => {
    expect((await macAutostart(fakeMac(undefined, true).app, inApplications).look()).isOn).toBe(true)
  })

  it('asks for nothing from a place that is gone at the next login, and says so', async () => {
    const { app, asked } = fakeMac('not-registered')
    const autostart = macAutostart(app, translocated)
    await autostart.turn(true)
    expect(asked).toEqual([])
    expect(await autostart.look()).toEqual({ isOn: false, obstacle: 'move' })
    await autostart.turn(false)
    expect(asked).toEqual([false])
  })
})
