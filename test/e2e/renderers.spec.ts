import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { askFrom } from './asking.ts'
import { expect, test, withDesktop } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'

// The processes that draw the app's own pages die: killed, out of memory, crashed (mullvad#3710).

type OwnPage = 'popover' | 'settings' | 'guide'

/** The process that draws one of the app's own pages; 0: none does. */
async function processOf(electron: ElectronApplication, page: OwnPage): Promise<number> {
  return await electron.evaluate(({ BrowserWindow }, page) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(`/${page}.html`))
    return window === undefined || window.webContents.isCrashed() ? 0 : window.webContents.getOSProcessId()
  }, page)
}

/** Kills that process, as the system does when memory runs out, and waits until the app knows. */
async function kill(electron: ElectronApplication, page: OwnPage): Promise<void> {
  const pid = await processOf(electron, page)
  if (pid === 0) throw new Error(`No process draws ${page}.`)
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => processOf(electron, page)).not.toBe(pid)
}

/** What the page shows now; '' where it is white or not there. Not by Playwright, which gives a crashed page up. */
async function textOf(electron: ElectronApplication, page: OwnPage): Promise<string> {
  return await electron.evaluate(async ({ BrowserWindow }, page) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(`/${page}.html`))
    if (window === undefined || !window.isVisible() || window.webContents.isCrashed()) return ''
    const shown = `document.querySelector('#root[inert]') ? '' : document.body.innerText`
    // A page that dies meanwhile never answers.
    const text = await Promise.race([
      window.webContents.mainFrame.executeJavaScript(shown).catch(() => ''),
      new Promise((resolve) => setTimeout(resolve, 1000, '')),
    ])
    return String(text)
  }, page)
}

async function noteBoxes(electron: ElectronApplication) {
  await electron.evaluate(({ dialog }) => {
    const boxes: { options: Electron.MessageBoxOptions; answer: (button: number) => void }[] = []
    Object.assign(globalThis, { boxes })
    dialog.showMessageBox = ((options: Electron.MessageBoxOptions) =>
      new Promise((resolve) => {
        const answer = (response: number) => resolve({ response, checkboxChecked: false })
        options.signal?.addEventListener('abort', () => answer(-1))
        boxes.push({ options, answer })
      })) as typeof dialog.showMessageBox
  })
  type Boxes = { boxes: { options: Electron.MessageBoxOptions; answer: (button: number) => void }[] }
  return {
    buttons: () =>
      electron.evaluate(() => (globalThis as unknown as Boxes).boxes.map(({ options }) => options.buttons?.join())),
    press: (button: number) =>
      electron.evaluate((_, button) => (globalThis as unknown as Boxes).boxes.at(-1)?.answer(button), button),
  }
}

async function openAll(app: KeeperApp): Promise<void> {
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'supabase' }))
  await askFrom(popover.page, 'sign-in')
  await (await app.signInWindow()).expectPhase('waiting')
}

const texts = { settings: /Supabase/, guide: /Sign in as usual/, popover: /Gazelle/ } as const

for (const page of ['settings', 'guide'] as const) {
  test(`${page}: loaded anew once; the second time a box says so, and its buttons work`, async ({ launch }) => {
    const app = await launch()
    await openAll(app)
    const boxes = await noteBoxes(app.electron)
    const read = () => textOf(app.electron, page)
    await expect.poll(read).toMatch(texts[page])
    await kill(app.electron, page)
    await expect.poll(read).toMatch(texts[page])
    expect(await boxes.buttons()).toEqual([])

    await kill(app.electron, page)
    await expect.poll(boxes.buttons).toEqual(['Try again,Close'])
    expect(await read()).toBe('')
    await boxes.press(0)
    await expect.poll(read).toMatch(texts[page])

    await kill(app.electron, page)
    await expect.poll(boxes.buttons).toHaveLength(2)
    await boxes.press(1)
    await expect.poll(() => app.electron.windows().filter((each) => each.url().includes(`${page}.html`)).length).toBe(0)
    if (page === 'settings') return
    // The sign-in ended with its window, and begins again.
    const popover = await app.signIn()
    await popover.expectCondition('valid')
  })
}

test('a page that is not loaded is loaded anew; the second time a box says so', async ({ launch, profile }) => {
  const app = await launch({ switches: ['-r', join(import.meta.dirname, 'failing-pages.cjs')] })
  const popover = await app.openPopover()
  const boxes = await noteBoxes(app.electron)
  const fail = (times: number) =>
    app.electron.evaluate((_, times) => {
      ;(globalThis as unknown as { failingPages: number }).failingPages = times
    }, times)
  await fail(1)
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'supabase' }))
  await expect.poll(() => textOf(app.electron, 'settings')).toMatch(texts.settings)
  expect(await boxes.buttons()).toEqual([])
  expect(readFileSync(join(profile, 'logs/keeper.log'), 'utf8')).toContain('page not loaded: ERR_')

  await fail(1)
  await app.electron.evaluate(({ BrowserWindow }) => {
    const settings = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/settings.html'))
    settings?.webContents.reload()
  })
  await expect.poll(boxes.buttons).toEqual(['Try again,Close'])
  await boxes.press(0)
  await expect.poll(() => textOf(app.electron, 'settings')).toMatch(texts.settings)
})

test('the guide bar that comes back tells the phase of now, and its buttons work', async ({ launch }) => {
  const app = await launch()
  await openAll(app)
  await kill(app.electron, 'guide')
  await expect.poll(() => textOf(app.electron, 'guide')).toMatch(texts.guide)
  await app.electron.evaluate(({ BrowserWindow }) => {
    const guide = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('guide.html'))
    // What comes back is pressed as what was there before.
    guide?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'F9' })
    const press = `[...document.querySelectorAll('button')].find((each) => each.textContent === 'Cancel').click()`
    return guide?.webContents.executeJavaScript(press)
  })
  await expect
    .poll(() =>
      app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().map((each) => each.getURL())),
    )
    .not.toContainEqual(expect.stringContaining('guide.html'))
  await (await app.popover()).expectText('closed before a token arrived')
})

test('the popover beside the tray is there again, and opens and closes as before @linux', async ({ launch }) => {
  const app = await launch()
  await (await app.openPopover()).expectCondition('missing')
  const read = () => textOf(app.electron, 'popover')
  await kill(app.electron, 'popover')
  await expect.poll(read).toMatch(texts.popover)
  await (await app.tray()).activate()
  await expect.poll(read).toBe('')
  // Hidden, it is only made anew when it is opened.
  await kill(app.electron, 'popover')
  await expect.poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  await (await app.tray()).activate()
  await expect.poll(read).toMatch(texts.popover)
})

test('the popover without a tray: once, a second time, and a second start @linux', async ({ launch }) => {
  await withDesktop(true, async (desktop) => {
    desktop.tray?.stop()
    const app = await launch({ desktop: { ...desktop, tray: null }, switches: ['--popover'] })
    await (await app.popover()).expectCondition('missing')
    const boxes = await noteBoxes(app.electron)
    const read = () => textOf(app.electron, 'popover')
    await kill(app.electron, 'popover')
    await expect.poll(read).toMatch(texts.popover)
    await kill(app.electron, 'popover')
    await expect.poll(boxes.buttons).toEqual(['Try again,Quit'])
    await app.startAgain()
    await expect.poll(read).toMatch(texts.popover)
    await kill(app.electron, 'popover')
    await expect.poll(boxes.buttons).toHaveLength(2)
    const closed = app.electron.waitForEvent('close')
    await boxes.press(1)
    await closed
  })
})
