import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { Sandbox } from '../../sandbox/index.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import type { VirtualDesktop } from '../desktop/virtual-desktop.ts'
import { type Launch, launchAgain, launchApp } from '../driver/launch.ts'
import { gazellePageOf, popoverOf, signInTo } from '../driver/windows.ts'
import type { ElectronRuntime } from '../runtime/resolve-electron.ts'
import { appSwitches } from './switches.ts'
import { words } from './words.ts'

const patience = { timeout: 60_000 }

/**
 * Does the main job on the real app as a person would, and says each step: open the popover, sign in to Gazelle, see the token
 * saved. Leaves a screenshot of the popover in `screenshots`. Rejects if any step does not happen.
 */
export async function showMainJob(options: {
  runtime: ElectronRuntime
  sandbox: Sandbox
  desktop: VirtualDesktop
  root: string
  screenshots: string
  say: (line: string) => void
}): Promise<void> {
  const { runtime, sandbox, desktop, root, screenshots, say } = options
  const { gazelleUrl, gazelleEmail, gazellePassword } = sandbox.connection
  let count = 0
  const step = (text: string) => say(`${++count}. ${text}`)

  const launch: Launch = {
    executablePath: runtime.executablePath,
    root,
    env: desktop.env,
    switches: [...appSwitches(sandbox), ...desktop.switches, '--popover'],
  }
  const app = await launchApp(launch)
  try {
    const popover = await popoverOf(app)
    await popover.locator('.popover:not([data-condition="starting"])').waitFor(patience)
    step(words('demo.job.runs', { words: await wordsOf(popover) }))

    await askToSignIn(popover)
    const page = await gazellePageOf(app, gazelleUrl)
    await page.waitForLoadState()
    step(words('demo.job.window', { url: page.url() }))
    const closed = page.waitForEvent('close', patience)
    if (await page.locator('input[type="password"]').isVisible()) {
      await signInTo(page, gazelleEmail, gazellePassword)
      step(words('demo.job.signed-in', { email: gazelleEmail }))
    } else step(words('demo.job.known'))
    await closed
    step(words('demo.job.saved'))

    const [row] = await sandbox.supabase.sql<{ value: Record<string, unknown> }[]>`
      select value from system_settings where key = 'gazelle_oauth_token'`
    if (row === undefined) throw new Error(words('demo.job.no-row'))
    step(words('demo.job.row', { row: JSON.stringify(masked(row.value)) }))

    await expect(popover.locator('.popover')).toHaveAttribute('data-condition', 'valid', patience)
    step(words('demo.job.popover', { words: await wordsOf(popover) }))
    await launchAgain(launch)
    const picture = join(screenshots, 'popover.png')
    await mkdir(screenshots, { recursive: true })
    await popover.screenshot({ path: picture })
    step(words('demo.job.picture', { path: picture }))
  } finally {
    await app.close()
  }
}

/**
 * Presses the main button, or the menu's if nothing has to be done; finds it by its verb, since the app speaks the computer's
 * language.
 */
async function askToSignIn(popover: Page): Promise<void> {
  const main = popover.locator('button.main[data-verb="sign-in"]')
  if (await main.isVisible()) return await main.click()
  await popover.locator('button[aria-haspopup="menu"]').click()
  await popover.locator('[role="menuitem"][data-verb="sign-in"]').click()
}

async function wordsOf(popover: Page): Promise<string> {
  const [days, state] = await Promise.all([
    popover.locator('.ring p:not(.unseen)').allInnerTexts(),
    popover.getByRole('heading').textContent(),
  ])
  return [state, days.join(' ').replace(/\s+/g, ' ')].filter((part) => part !== '').join(', ')
}

function masked(row: Record<string, unknown>): Record<string, unknown> {
  const mask = (name: string, value: unknown) =>
    name.endsWith('_token') && typeof value === 'string'
      ? words('demo.job.masked', { count: value.length, fingerprint: fingerprint(value) })
      : value
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, mask(name, value)]))
}
