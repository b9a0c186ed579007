import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ElectronApplication, expect, type Page } from '@playwright/test'
import { Resvg } from '@resvg/resvg-js'
import { openSandbox, type Sandbox } from '../sandbox/index.ts'
import { build } from './build.ts'
import { startVirtualDesktop, type VirtualDesktop } from './desktop/virtual-desktop.ts'
import { type Launch, launchAgain, launchApp } from './driver/launch.ts'
import { smallPng } from './driver/small-png.ts'
import { gazellePageOf, guideOf, popoverOf, settingsOf, signInTo } from './driver/windows.ts'
import { resolveElectron } from './runtime/resolve-electron.ts'
import { appSwitches } from './start/switches.ts'
import { ensureSystem } from './system/ensure-system.ts'

// `npm run screenshots`: takes the pictures of README.md and README.fr.md from the built app, on a sandbox of its own and on an
// invisible desktop. From one run to the next only dates, ports and fingerprints differ. Linux only.

const root = resolve(import.meta.dirname, '..')
const folder = join(root, 'docs/pictures')
const languages = ['en', 'fr'] as const
const daySeconds = 86_400
/** The rejection of a token just issued is believed only after a minute. */
const patience = { timeout: 120_000 }
/** Sharp on every screen. */
const scale = 2

/** Whether a page shows all its content without scrollbars. */
const fits =
  'document.documentElement.scrollHeight <= innerHeight && document.documentElement.clientWidth === innerWidth'

type Language = (typeof languages)[number]

interface Stage {
  readonly language: Language
  readonly sandbox: Sandbox
  /** Starts the app with a profile of its own, on the sandbox or, like a new computer, without one. */
  readonly play: (
    on: 'sandbox' | 'nothing',
    scene: (app: ElectronApplication, launch: Launch) => Promise<void>,
  ) => Promise<void>
}

async function takePictures(): Promise<void> {
  if (process.platform !== 'linux')
    throw new Error('The pictures are taken on a virtual desktop, which is for Linux only.')
  const runtime = await resolveElectron({ say: console.log })
  ensureSystem('test', runtime.executablePath, console.log)
  await build(root)
  await mkdir(folder, { recursive: true })
  const home = await mkdtemp(join(tmpdir(), 'gazelle-keeper-screenshots-'))
  try {
    // Large enough for each window at this scale.
    const desktop = await startVirtualDesktop({ screen: `${1280 * scale}x${1200 * scale}x24` })
    try {
      for (const language of languages) {
        // Its pages speak the language as well.
        const sandbox = await openSandbox({ folder: join(home, `sandbox-${language}`), language })
        try {
          await reset(sandbox)
          const stage = {
            language,
            sandbox,
            play: playOn({ language, sandbox, desktop, home, executablePath: runtime.executablePath }),
          }
          await firstRun(stage)
          await reset(sandbox)
          await everyDay(stage)
        } finally {
          await sandbox.close()
        }
      }
    } finally {
      await desktop.close()
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/** A new computer: nothing set up, the guided sign-in, everything checked. */
async function firstRun({ language, sandbox, play }: Stage): Promise<void> {
  const { gazelleUrl, gazelleEmail, gazellePassword, ...supabase } = sandbox.connection
  await play('nothing', async (app) => {
    const settings = await settingsOf(app)
    await settings.locator('.first-run').waitFor(patience)
    await showWhole(app, settings)
    await keep(windowOf(await pictureOf(settings)), `${language}-first-run`)

    const copied = `NEXT_PUBLIC_SUPABASE_URL=${supabase.supabaseUrl}\nNEXT_PUBLIC_SUPABASE_ANON_KEY=${supabase.supabaseKey}\n`
    await app.evaluate(async ({ clipboard }, text) => void (await clipboard.writeText(text)), copied)
    await press(settings, 'supabase.paste')
    await settings.locator('.choice input[type=radio]').nth(1).check(patience)
    await settings.locator('input[name=email]').fill(supabase.supabaseEmail)
    await settings.locator('input[type=password]').fill(supabase.supabasePassword)
    await settings.locator('form button[type=submit]').click()
    await settings.locator('footer button.main:not([aria-disabled])').click(patience)

    await press(settings, 'sign-in')
    const guide = await guideOf(app)
    const gazelle = await gazellePageOf(app, gazelleUrl)
    await guide.locator('.guide[data-phase=waiting]').waitFor(patience)
    await gazelle.getByRole('textbox', { name: /e-?mail|courriel/i }).fill(gazelleEmail)
    await resize(app, guide, 720)
    await keep(windowOf(await pictureOf(guide), await pictureOf(gazelle)), `${language}-sign-in`)
    const closed = guide.waitForEvent('close', patience)
    await signInTo(gazelle, gazelleEmail, gazellePassword)
    await closed

    await settings.locator('.all-set .row button.quiet').click(patience)
    await press(settings, 'checklist')
    await settings.locator('button[data-verb=checklist]:not([aria-disabled])').waitFor(patience)
    await expect(settings.locator('.check[data-tone=good]')).toHaveCount(10)
    await showWhole(app, settings)
    await keep(windowOf(await pictureOf(settings)), `${language}-settings`)
  })
}

/** Resets to a fresh start, with tokens too long to be taken for an API key, so that no warning appears. */
async function reset(sandbox: Sandbox): Promise<void> {
  await sandbox.reset()
  sandbox.gazelle.configure({ accessTokenLength: 64 })
}

/** Weeks later: a token has been renewed automatically and all is well; then Gazelle revokes its tokens. */
async function everyDay({ language, sandbox, play }: Stage): Promise<void> {
  const createdAt = Math.floor(Date.now() / 1000) - 21 * daySeconds
  const row = { ...sandbox.gazelle.grantPair(), created_at: createdAt, expires_in: 30 * daySeconds }
  await sandbox.supabase.sql`
    insert into system_settings (key, value) values ('gazelle_oauth_token', ${JSON.stringify(row)}::text::jsonb)`
  await play('sandbox', async (app, launch) => {
    const popover = await popoverOf(app)
    const isRenewed = 'window.keeper.snapshot().then(({ history }) => history.renewedAt !== null)'
    await expect.poll(() => popover.evaluate(isRenewed), patience).toBe(true)
    await becomes(popover, 'valid')
    // The answer names the company, which the popover then shows at the top.
    await popover.keyboard.press('F9')
    await popover.evaluate(`window.keeper.ask('test')`)
    await popover.locator('.company', { hasText: 'Accord' }).waitFor(patience)
    await keep(await pictureOf(popover), `${language}-popover`)
    await keep(await pictureOf(popover, 'dark'), `${language}-popover-dark`)

    // Use another program's token, of yesterday: the rejection of the one just renewed would not be believed for a minute.
    const other = { access_token: sandbox.gazelle.grantPair().access_token, created_at: createdAt + 20 * daySeconds }
    await sandbox.supabase.sql`
      update system_settings set value = ${JSON.stringify(other)}::text::jsonb where key = 'gazelle_oauth_token'`
    sandbox.gazelle.revokeAll()
    await press(popover, 'check')
    await becomes(popover, 'refused')
    await launchAgain(launch)
    // The popover checks again when it opens. Main wants a press before it believes the page.
    await popover.keyboard.press('F9')
    await popover.evaluate(`window.keeper.ask('check')`)
    await popover.locator('.checked', { hasText: /^(Checked|Vérifié)/ }).waitFor(patience)
    await keep(await pictureOf(popover), `${language}-popover-sign-in`)
  })
}

function playOn(options: {
  language: Language
  sandbox: Sandbox
  desktop: VirtualDesktop
  home: string
  executablePath: string
}): Stage['play'] {
  const { language, sandbox, desktop, home, executablePath } = options
  const locale = { en: 'en_CA.UTF-8', fr: 'fr_CA.UTF-8' }[language]
  return async (on, scene) => {
    const profile = await mkdtemp(join(home, 'profile-'))
    const { gazelleUrl } = sandbox.connection
    if (on === 'nothing') await writeFile(join(profile, 'settings.json'), JSON.stringify({ gazelleUrl }))
    const ofSandbox = appSwitches(sandbox, profile).filter(
      (each) => on === 'sandbox' || !each.startsWith('--keeper-sandbox'),
    )
    const launch: Launch = {
      executablePath,
      root,
      env: { ...desktop.env, LANGUAGE: locale, LC_ALL: locale, TZ: 'America/Toronto' },
      switches: [...ofSandbox, ...desktop.switches, `--force-device-scale-factor=${scale}`, '--popover'],
    }
    const app = await launchApp(launch)
    try {
      await scene(app, launch)
    } finally {
      await app.close()
    }
  }
}

/** Finds the button by its verb, since the app's language varies. The same verb may be in a menu. */
async function press(page: Page, verb: string): Promise<void> {
  await page.locator(`button[data-verb="${verb}"]:not([role])`).click(patience)
}

/** Waits until the popover shows this condition and is idle. */
async function becomes(popover: Page, condition: string): Promise<void> {
  await expect(popover.locator('.popover')).toHaveAttribute('data-condition', condition, patience)
  await expect(popover.locator('.turning')).toHaveCount(0, patience)
}

/** Makes a window as high as its content. */
async function showWhole(app: ElectronApplication, page: Page): Promise<void> {
  // Without its scrollbar the page is wider, and its height differs.
  await expect(async () => {
    await resize(app, page, Number(await page.evaluate('Math.ceil(document.body.getBoundingClientRect().height)')))
    expect(await page.evaluate(fits)).toBe(true)
  }).toPass(patience)
}

async function resize(app: ElectronApplication, page: Page, height: number): Promise<void> {
  const window = await app.browserWindow(page)
  await window.evaluate((it, high) => it.setContentSize(it.getContentSize()[0] ?? 0, high), height)
  await expect.poll(() => page.evaluate('innerHeight'), patience).toBe(height)
}

/** The page as it appears on the screen, without a pointer and a caret, as PNG. Error: it does not fit in its window. */
async function pictureOf(page: Page, colorScheme: 'light' | 'dark' = 'light'): Promise<Buffer> {
  await page.emulateMedia({ colorScheme })
  await page.evaluate('document.activeElement?.blur()')
  await page.mouse.move(0, 0)
  await expect.poll(() => page.evaluate(fits), { message: `${page.url()} fits in its window` }).toBe(true)
  // Playwright would hide the caret by a style, which the pages' policy forbids.
  return await page.screenshot({ animations: 'disabled', caret: 'initial' })
}

/** A window with a line around it, as PNG, of the first picture's size; each further picture is drawn at its bottom. */
function windowOf(...pictures: [Buffer, ...Buffer[]]): Buffer {
  const { width, height } = sizeOf(pictures[0])
  const images = pictures.map((png) => {
    const size = sizeOf(png)
    return `<image y="${height - size.height}" width="${size.width}" height="${size.height}" href="data:image/png;base64,${png.toString('base64')}"/>`
  })
  const line = `<rect x="1" y="1" width="${width - 2}" height="${height - 2}" fill="none" stroke="#c5c9d1" stroke-width="2"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${images.join('')}${line}</svg>`
  return new Resvg(svg).render().asPng()
}

/** A PNG's size is in its header. */
function sizeOf(png: Buffer): { width: number; height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}

async function keep(picture: Buffer, name: string): Promise<void> {
  const png = smallPng(picture, 1)
  await writeFile(join(folder, `${name}.png`), png)
  console.log(`docs/pictures/${name}.png: ${Math.round(png.length / 1024)} KiB`)
}

await takePictures()
