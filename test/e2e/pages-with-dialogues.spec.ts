import { execFileSync } from 'node:child_process'
import type { Sandbox } from '../../sandbox/index.ts'
import { askFromSettings } from './asking.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'
import { ageRow, rowOf } from './row.ts'
import {
  answerWith,
  expectEnded,
  listen,
  openEmptyPopUp,
  openSignIn,
  runInPage,
  runInPopUp,
  strangers,
} from './rude-pages.ts'

// Many apps, one after the other: shared out among the workers.
test.describe.configure({ mode: 'parallel' })

interface Box {
  readonly owner: string
  readonly message: string
  readonly detail: string
  readonly buttons: string[]
}

/** Notes every box instead of showing it, and answers with its first button, or never; Playwright answers none by itself. */
async function noteBoxes(app: KeeperApp, answers = true): Promise<() => Promise<Box[]>> {
  app.electron.context().on('dialog', () => undefined)
  await app.electron.evaluate(({ dialog, BrowserWindow }, answers) => {
    const boxes: Box[] = []
    Object.assign(globalThis, { boxes })
    dialog.showMessageBox = ((...given: unknown[]) => {
      const options = given.at(-1) as Box & { signal?: AbortSignal }
      const owner = given.length > 1 ? (given[0] as Electron.BrowserWindow).getTitle() : ''
      const { message, detail, buttons } = options
      boxes.push({ owner, message, detail, buttons })
      return new Promise((resolve) => {
        const end = (response: number) => resolve({ response, checkboxChecked: false })
        options.signal?.addEventListener('abort', () => end(-1))
        if (answers) end(0)
      })
    }) as typeof dialog.showMessageBox
    return BrowserWindow.getAllWindows().length
  }, answers)
  return () => app.electron.evaluate(() => (globalThis as unknown as { boxes: Box[] }).boxes)
}

/** The titles of all windows on the screen, the system's own too. */
function titlesOnScreen(env: Record<string, string>): string[] {
  const tree = execFileSync('xwininfo', ['-root', '-tree'], { env: { ...process.env, ...env } }).toString()
  return [...tree.matchAll(/0x[0-9a-f]+ "(.*?)": /g)].map(([, title = '']) => title)
}

function hostOfPage(sandbox: Sandbox): string {
  return new URL(sandbox.connection.gazelleUrl).host
}

test.describe('dialogues of other people’s pages', () => {
  // electron#5458, #32925
  for (const [what, script] of [
    ['boxes', `alert('a'); confirm('b'); try { prompt('c') } catch {}`],
    [
      'boxes of a frame',
      `const { contentWindow: w } = document.body.appendChild(document.createElement('iframe')); w.alert('a'); w.confirm('b')`,
    ],
    ['the print dialog', 'print()'],
    [
      'the print dialog of a frame',
      `document.body.appendChild(document.createElement('iframe')).contentWindow.print()`,
    ],
    ['a page that does not want to be left', `addEventListener('beforeunload', (event) => event.preventDefault())`],
    ['all, again and again', `for (let i = 0; i < 20; i++) { alert(i); print() }`],
  ] as const) {
    test(`unseen, none is shown: ${what} @linux`, async ({ launch, sandbox, desktop }) => {
      const app = await launch()
      const popover = await app.signIn()
      await popover.expectCondition('valid')
      const boxes = await noteBoxes(app, false)
      const before = (await rowOf(sandbox))?.['access_token']
      answerWith(
        sandbox,
        `<body><script>addEventListener('load', () => setTimeout(async () => {
          ${script}
          const { credential } = await (await fetch('/web/credential')).json()
          const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + credential }
          await fetch('/graphql/private/', { method: 'POST', headers, body: '{"query":"{ company { name } }"}' })
        }))</script>`,
        '/',
      )
      await ageRow(sandbox)
      sandbox.gazelle.revoke(String(before))
      await app.openPopover()
      await popover.press('Check now')
      await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).not.toBe(before)
      await popover.expectCondition('valid')
      expect(await boxes()).toEqual([])
      expect(titlesOnScreen(desktop.env)).not.toContain('Print')
      await expect.poll(() => strangers(app)).toBe(0)
    })
  }

  test('seen, they name the page, and end', async ({ launch, sandbox }) => {
    const app = await launch()
    const { guided } = await openSignIn(app)
    const boxes = await noteBoxes(app)
    const host = hostOfPage(sandbox)
    await runInPage(app, sandbox, `alert('Hello'); document.title = String(confirm('Sure?'))`)
    await expect.poll(() => guided.gazelle.title()).toBe('true')
    const named = { owner: 'Sign in to Gazelle', message: `Message from ${host}` }
    expect(await boxes()).toEqual([
      { ...named, detail: 'Hello', buttons: ['OK'] },
      { ...named, detail: 'Sure?', buttons: ['OK', 'Cancel'] },
    ])
    // Nothing was pressed in the page since.
    await runInPage(app, sandbox, `for (let i = 0; i < 50; i++) alert(i); document.title = 'went on'`)
    await expect.poll(() => guided.gazelle.title()).toBe('went on')
    expect(await boxes()).toHaveLength(2)
    await guided.gazelle.getByRole('textbox').first().click()
    await runInPage(app, sandbox, `alert('x'.repeat(9999)); try { prompt('Name?') } catch {} document.title = 'asked'`)
    await expect.poll(() => guided.gazelle.title()).toBe('asked')
    const last = (await boxes()).at(-1)
    expect(last?.detail).toHaveLength(500)
    expect(await boxes()).toHaveLength(3)
  })

  test('seen, those of a frame and of a pop-up name theirs', async ({ launch, sandbox }) => {
    const app = await launch()
    const { guided } = await openSignIn(app)
    const boxes = await noteBoxes(app)
    const message = `Message from ${hostOfPage(sandbox)}`
    await runInPage(
      app,
      sandbox,
      `document.body.appendChild(document.createElement('iframe')).contentWindow.alert('frame'); document.title = 'went on'`,
    )
    await expect.poll(() => guided.gazelle.title()).toBe('went on')
    await openEmptyPopUp(app, sandbox)
    await runInPopUp(app, `alert('pop-up')`)
    await expect.poll(boxes).toMatchObject([
      { message, detail: 'frame' },
      { message, detail: 'pop-up' },
    ])
  })

  // electron#8737
  const holds = {
    'a page that does not want to be left': `addEventListener('beforeunload', (event) => event.preventDefault()); document.title = 'held'`,
    'a box that nobody answers': `document.title = 'held'; alert('Stay')`,
    'the print dialog': `document.title = 'held'; print()`,
    'a script that never ends': `document.title = 'held'; for (;;);`,
  }
  for (const [what, script] of Object.entries(holds)) {
    for (const wish of ['Reload', 'Cancel', 'Forget', 'Quit'] as const) {
      test(`“${wish}” wins over ${what} @linux`, async ({ launch, sandbox, desktop }) => {
        const app = await launch()
        const { popover, guided } = await openSignIn(app)
        await noteBoxes(app, false)
        const heard = await listen(app, popover)
        await runInPage(app, sandbox, script)
        const titles = () =>
          app.electron.evaluate(
            ({ webContents }, url) =>
              webContents
                .getAllWebContents()
                .filter((each) => each.getURL().startsWith(url))
                .map((each) => each.getTitle()),
            sandbox.connection.gazelleUrl,
          )
        await expect.poll(titles).toEqual(['held'])
        if (script.includes('print')) await expect.poll(() => titlesOnScreen(desktop.env)).toContain('Print')
        if (wish === 'Quit') {
          const closed = app.electron.waitForEvent('close')
          await app.electron.evaluate(({ app }) => app.quit())
          return await closed
        }
        if (wish === 'Forget') await askFromSettings(app, 'sign-in.forget')
        else await guided.press(wish)
        if (wish === 'Cancel') await expectEnded(app, sandbox, heard)
        else {
          await expect.poll(titles).toEqual([expect.stringContaining('Sign in')])
          await guided.expectPhase('waiting')
        }
        expect(await heard.uncaught()).toEqual([])
      })
    }
  }
})
