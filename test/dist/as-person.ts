import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { withVirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import { signInTo } from '../../scripts/driver/windows.ts'
import { TrayHost } from '../desktop/tray-host.ts'
import type { TrayItem } from '../desktop/tray-item.ts'

// Run by test/dist/main.ts as somebody who is not root, on a desktop of their own: starts the app that its first argument names, with
// Chromium's sandbox on. With "job" behind it, does the main job on the demo; otherwise looks that the icon is there.

const [program = '', task = ''] = process.argv.slice(2)
const patience = { timeout: 240_000 }
const minute = { timeout: 60_000 }

await withVirtualDesktop({}, async (desktop) => {
  const tray = await TrayHost.start(desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
  const before = performance.now()
  const app = spawn(program, ['--remote-debugging-port=0', ...desktop.switches], {
    env: desktop.env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = once(app, 'exit')
  try {
    expect(await (await iconIn(tray)).toolTip()).toContain('Gazelle Keeper')
    console.log(`its icon is there after ${((performance.now() - before) / 1000).toFixed(1)} s`)
    const port = await portOf(desktop.env['XDG_CONFIG_HOME'] ?? '')
    const pages = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    await pageAt(pages, 'keeper://app/settings')
    expect(lockedIn(app.pid ?? 0)).toBe(true)
    console.log('its pages are locked in by Chromium’s sandbox')
    if (task === 'job') await doMainJob(pages, desktop.env)
    await pages.close()
    app.kill('SIGTERM')
    await ended
    await tray.waitForNoItem()
    console.log(`it leaves in the home: ${leftIn(desktop.home).join(', ')}`)
  } finally {
    app.kill('SIGKILL')
    tray.stop()
  }
})

/** Tries the demo, signs in to its Gazelle and sees the token saved, as somebody does who looks at the app for the first time. */
async function doMainJob(pages: Browser, env: Record<string, string>): Promise<void> {
  const settings = await pageAt(pages, 'keeper://app/settings')
  await settings.locator('[data-step="try-sandbox"], button:has-text("Try the demo")').first().click()
  await expect
    .poll(() => settings.evaluate(async () => (await window.keeper.snapshot()).isSandbox), patience)
    .toBe(true)
  const connection = JSON.parse(
    readFileSync(join(profileBelow(env['XDG_CONFIG_HOME'] ?? ''), 'sandbox/connection.json'), 'utf8'),
  )
  // Started again, as from the menu, the app shows its popover.
  const again = spawn(program, ['--popover'], { env, stdio: 'ignore' })
  expect((await once(again, 'exit'))[0]).toBe(0)
  const popover = await pageAt(pages, 'keeper://app/popover.html')
  await popover.locator('button.main[data-verb="sign-in"]').click(minute)
  const gazelle = await pageAt(pages, connection.gazelleUrl)
  await signInTo(gazelle, connection.gazelleEmail, connection.gazellePassword)
  await expect(popover.locator('.popover')).toHaveAttribute('data-condition', 'valid', minute)
  console.log('a token is signed in for, and saved in the row')
}

async function pageAt(pages: Browser, url: string): Promise<Page> {
  const find = () =>
    pages
      .contexts()
      .flatMap((context) => context.pages())
      .find((page) => page.url().startsWith(url))
  await expect.poll(() => find() !== undefined, minute).toBe(true)
  return find() as Page
}

async function portOf(settings: string): Promise<string> {
  for (;;) {
    const file = join(profileBelow(settings), 'DevToolsActivePort')
    const [port = ''] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    if (port !== '') return port
    await pause(100)
  }
}

function profileBelow(settings: string): string {
  const [name = 'Gazelle Keeper'] = readdirSync(settings).filter((each) => each.startsWith('Gazelle Keeper'))
  return join(settings, name)
}

/** The icon. A program that has just been installed is read from the disk for the first time. */
async function iconIn(tray: TrayHost, tries = 12): Promise<TrayItem> {
  return await tray.waitForItem().catch((error: unknown) => {
    if (tries === 1) throw error
    return iconIn(tray, tries - 1)
  })
}

/** The folders that programs have left in a home: two floors of them. */
function leftIn(home: string): string[] {
  return readdirSync(home, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .map((each) => relative(home, join(each.parentPath, each.name)))
    .filter((path) => path.split('/').length === 2 && !path.includes('keyring'))
    .sort()
}

/** Whether each page's process has seccomp's filter, and none was started without the sandbox. */
function lockedIn(main: number): boolean {
  const own = realpathSync(`/proc/${main}/exe`)
  const pages = readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=renderer')
    } catch {
      return false
    }
  })
  const ofApp = pages.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(own))
  const isLocked = (pid: string) => /^Seccomp:\s*2$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  const isOn = (pid: string) => !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--no-sandbox')
  return ofApp.length > 0 && ofApp.every((pid) => isLocked(pid) && isOn(pid))
}
