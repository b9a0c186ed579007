import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Sandbox } from '../../sandbox/index.ts'
import { guideOf } from '../../scripts/driver/windows.ts'
import { askFrom, askFromSettings } from './asking.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp, Popover, SignInWindow } from './keeper-app.ts'
import { ageRow, rowOf } from './row.ts'

// What other people's pages do to the window they are shown in.

async function openSignIn(app: KeeperApp): Promise<{ popover: Popover; guided: SignInWindow }> {
  const popover = await app.openPopover()
  await popover.press('Sign in to Gazelle')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  await guided.gazelle.waitForLoadState()
  return { popover, guided }
}

/** Gives Gazelle's next sign-in page a body of the test's own. */
function answerWith(sandbox: Sandbox, body: string, path = '/users/sign_in', times = 1): void {
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  sandbox.gazelle.faults.add({ action: { kind: 'answer', status: 200, headers, body }, path, times })
}

/** Runs it in Gazelle's page as the page itself would; the page may be gone afterwards. */
async function runInPage(app: KeeperApp, sandbox: Sandbox, script: string): Promise<void> {
  await app.electron.evaluate(
    ({ webContents }, [url = '', script = '']) => {
      const page = webContents.getAllWebContents().find((each) => each.getURL().startsWith(url))
      void page?.executeJavaScript(script, true).catch(() => undefined)
    },
    [sandbox.connection.gazelleUrl, script],
  )
}

/** What nobody has caught in main from now on, and the phases of the sign-in as the popover is told them. */
async function listen(app: KeeperApp, popover: Popover) {
  await app.electron.evaluate(() => {
    const uncaught: string[] = []
    Object.assign(globalThis, { uncaught })
    for (const event of ['uncaughtException', 'unhandledRejection']) {
      process.on(event, (error: Error) => uncaught.push(`${error.stack ?? error}`))
    }
  })
  await popover.page.evaluate(() => {
    const phases: string[] = []
    Object.assign(globalThis, { phases })
    window.keeper.onChange(({ signIn }) => signIn !== phases.at(-1) && phases.push(signIn))
  })
  return {
    uncaught: () => app.electron.evaluate(() => (globalThis as unknown as { uncaught: string[] }).uncaught),
    phases: () => popover.page.evaluate(() => (globalThis as unknown as { phases: string[] }).phases),
  }
}

type Heard = Awaited<ReturnType<typeof listen>>

/** Nothing of the sign-in is left, it has ended once, and nothing was thrown; then the person can sign in again. */
async function expectEnded(app: KeeperApp, sandbox: Sandbox, heard: Heard): Promise<Popover> {
  await expect.poll(heard.phases).toContain('cancelled')
  await expect.poll(() => strangers(app)).toBe(0)
  expect((await heard.phases()).filter((each) => each === 'cancelled')).toHaveLength(1)
  const popover = await app.signIn()
  await popover.expectCondition('valid')
  expect((await rowOf(sandbox))?.['access_token']).toBe(sandbox.gazelle.tokens.at(-1)?.accessToken)
  expect(await heard.uncaught()).toEqual([])
  return popover
}

/** How many pages there are that are neither the popover nor the settings. */
async function strangers(app: KeeperApp): Promise<number> {
  return await app.electron.evaluate(
    ({ webContents }) =>
      webContents.getAllWebContents().filter((each) => !/popover|settings/.test(each.getURL())).length,
  )
}

async function openEmptyPopUp(app: KeeperApp, sandbox: Sandbox): Promise<void> {
  const popUp = app.electron.waitForEvent('window')
  await app.electron.evaluate(({ webContents }, url) => {
    const page = webContents.getAllWebContents().find((each) => each.getURL().startsWith(url))
    page?.focus()
    page?.sendInputEvent({ type: 'keyDown', keyCode: 'A' })
    void page?.executeJavaScript(`void window.open('about:blank', 'empty', 'width=400,height=400')`, true)
  }, sandbox.connection.gazelleUrl)
  await popUp
}

/** Runs it in the empty pop-up. */
async function runInPopUp(app: KeeperApp, script: string): Promise<void> {
  await app.electron.evaluate(({ webContents }, script) => {
    const opened = webContents.getAllWebContents().find((each) => ['', 'about:blank'].includes(each.getURL()))
    void opened?.executeJavaScript(script, true).catch(() => undefined)
  }, script)
}

// The longest file by far: shared out among the workers.
test.describe.configure({ mode: 'parallel' })

test.describe('whatever ends, the sign-in ends, once, and the next one is a fresh window', () => {
  // electron#47933, #31337
  test('the page closes itself', async ({ launch, sandbox }) => {
    const app = await launch()
    const { popover } = await openSignIn(app)
    const heard = await listen(app, popover)
    await runInPage(app, sandbox, 'window.close()')
    await expectEnded(app, sandbox, heard)
  })

  test('the page closes itself while it loads', async ({ launch, sandbox }) => {
    const app = await launch()
    answerWith(sandbox, '<title>Gazelle</title><script>window.close()</script>')
    const popover = await app.openPopover()
    await popover.expectCondition('missing')
    const heard = await listen(app, popover)
    await popover.press('Sign in to Gazelle')
    await popover.expectText('closed before a token arrived')
    await expectEnded(app, sandbox, heard)
  })

  for (const script of [
    'opener.close(); close()',
    'close(); opener.close()',
    'opener.close()',
    'opener.setTimeout(opener.close.bind(opener)); close()',
  ]) {
    test(`a pop-up: ${script}`, async ({ launch, sandbox }) => {
      const app = await launch()
      const { popover } = await openSignIn(app)
      const heard = await listen(app, popover)
      await openEmptyPopUp(app, sandbox)
      await runInPopUp(app, script)
      await expectEnded(app, sandbox, heard)
    })
  }

  test('a pop-up that closes itself at once leaves the page as it is', async ({ launch, sandbox }) => {
    const app = await launch()
    const { popover, guided } = await openSignIn(app)
    const heard = await listen(app, popover)
    for (let times = 0; times < 3; times++) {
      await app.electron.evaluate(({ webContents }, url) => {
        const page = webContents.getAllWebContents().find((each) => each.getURL().startsWith(url))
        page?.sendInputEvent({ type: 'keyDown', keyCode: 'A' })
        return page?.executeJavaScript(`void window.open('about:blank').close()`, true)
      }, sandbox.connection.gazelleUrl)
    }
    await guided.press('Cancel')
    await expectEnded(app, sandbox, heard)
  })

  /** What ends things from elsewhere, in an order of its own. */
  const orders = [
    ['page'],
    ['window'],
    ['page', 'window'],
    ['window', 'page'],
    ['crash', 'window'],
    ['crash', 'page'],
    ['crash', 'x'],
    ['page', 'x'],
    ['x', 'page'],
    ['pop-up', 'page'],
    ['page', 'pop-up'],
    ['window', 'pop-up'],
    ['pop-up crash', 'page', 'x'],
    ['x'],
  ] as const
  for (const order of orders) {
    test(order.join(', then '), async ({ launch, sandbox }) => {
      const app = await launch()
      const { popover } = await openSignIn(app)
      const heard = await listen(app, popover)
      if (order.some((each) => each.startsWith('pop-up'))) await openEmptyPopUp(app, sandbox)
      await app.electron.evaluate(
        ({ webContents, BrowserWindow }, [url, order]) => {
          const pages = webContents.getAllWebContents()
          const page = pages.find((each) => each.getURL().startsWith(url))
          const popUp = pages.find((each) => ['', 'about:blank'].includes(each.getURL()))
          const guide = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('guide.html'))
          const ends = {
            page: () => page?.close(),
            crash: () => page?.forcefullyCrashRenderer(),
            'pop-up': () => popUp?.close(),
            'pop-up crash': () => popUp?.forcefullyCrashRenderer(),
            window: () => guide?.destroy(),
            x: () => guide?.close(),
          }
          for (const end of order) if (end in ends && !guide?.isDestroyed() && !page?.isDestroyed()) ends[end]()
        },
        [sandbox.connection.gazelleUrl, order] as const,
      )
      await expectEnded(app, sandbox, heard)
    })
  }

  test('“Forget Gazelle session” and “Quit” while the page is gone', async ({ launch, sandbox }) => {
    const app = await launch()
    const { popover, guided } = await openSignIn(app)
    const heard = await listen(app, popover)
    await Promise.allSettled([
      askFromSettings(app, 'sign-in.forget'),
      guided.press('Cancel'),
      runInPage(app, sandbox, 'window.close()'),
    ])
    await expectEnded(app, sandbox, heard)
    await askFrom(popover.page, 'sign-in')
    const closed = app.electron.waitForEvent('close')
    await app.electron.evaluate(({ webContents, app }, url) => {
      webContents
        .getAllWebContents()
        .find((each) => each.getURL().startsWith(url))
        ?.close()
      app.quit()
    }, sandbox.connection.gazelleUrl)
    await closed
    expect(app.output).not.toMatch(/TypeError|Uncaught|Unhandled|A JavaScript error/)
  })

  test('afterwards unseen renewals go on', async ({ launch, sandbox }) => {
    const app = await launch()
    const { popover } = await openSignIn(app)
    const heard = await listen(app, popover)
    await runInPage(app, sandbox, 'window.close()')
    await expectEnded(app, sandbox, heard)
    const before = (await rowOf(sandbox))?.['access_token']
    await ageRow(sandbox)
    sandbox.gazelle.revoke(String(before))
    await askFrom(popover.page, 'check')
    await expect.poll(async () => (await rowOf(sandbox))?.['access_token'], { timeout: 30_000 }).not.toBe(before)
    expect(await heard.uncaught()).toEqual([])
  })

  test('the page of an unseen visit closes itself: a person is asked, at once @linux', async ({ launch, sandbox }) => {
    const app = await launch()
    const popover = await app.signIn()
    await popover.expectCondition('valid')
    answerWith(sandbox, '<title>Gazelle</title><script>window.close()</script>', '/', 9)
    await ageRow(sandbox)
    sandbox.gazelle.revokeAll()
    await askFrom(popover.page, 'check')
    await expect.poll(() => app.notifications().at(-1)?.body).toContain('Sign in')
  })
})

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

/** What a page that is not there, or nobody's, is called in the bar; within the seconds that a person would wait. */
test.describe('a page that shows nothing of Gazelle is named within seconds', () => {
  const named = 12_000
  const sentence = (guided: SignInWindow) => guided.guide.locator('.guide > p')

  async function openOn(app: KeeperApp): Promise<SignInWindow> {
    const popover = await app.openPopover()
    await popover.press('Sign in to Gazelle')
    return await app.signInWindow()
  }

  /** The bar's "Reload" still leads to the real page, and that is not held against anybody. */
  async function expectReloads(guided: SignInWindow): Promise<void> {
    await guided.press('Reload')
    await guided.expectPhase('waiting')
  }

  test('an empty pop-up is at nobody’s address', async ({ launch, sandbox }) => {
    const app = await launch()
    const { popover, guided } = await openSignIn(app)
    const heard = await listen(app, popover)
    await openEmptyPopUp(app, sandbox)
    await runInPopUp(app, 'close()')
    await expect.poll(() => strangers(app)).toBe(2)
    await guided.expectPhase('waiting')
    expect(await heard.phases()).not.toContain('at-provider')
  })

  const circles = {
    'by its script': `<script>location.href = location.pathname + '?' + Math.random()</script>`,
    'by a form': `<form method="post" action="/users/sign_in"></form><script>document.forms[0].submit()</script>`,
    'by its head': `<meta http-equiv="refresh" content="0"><p>Gazelle`,
    'by its head, each second': `<meta http-equiv="refresh" content="1"><p>Gazelle`,
    'in a hurry': `<script>setInterval(() => { location.href = '/users/sign_in?' + Math.random() }, 10)</script>`,
  }
  for (const [how, body] of Object.entries(circles)) {
    test(`it redirects for ever, ${how}`, async ({ launch, sandbox }) => {
      const app = await launch()
      answerWith(sandbox, body, '/users/sign_in', Number.POSITIVE_INFINITY)
      const guided = await openOn(app)
      await guided.expectPhase('in-circles', named)
      await expect(sentence(guided)).toContainText('leading back to itself')
      const asked = () => sandbox.gazelle.requests.all.length
      const before = asked()
      sandbox.gazelle.faults.clear()
      await expectReloads(guided)
      expect(asked() - before).toBeLessThan(6)
    })
  }

  test('it redirects for ever, by its server', async ({ launch, sandbox }) => {
    const app = await launch()
    sandbox.gazelle.faults.add({
      action: { kind: 'answer', status: 302, headers: { location: '/users/sign_in' }, body: '' },
      path: '/users/sign_in',
      times: Number.POSITIVE_INFINITY,
    })
    const guided = await openOn(app)
    await guided.expectPhase('in-circles', named)
    sandbox.gazelle.faults.clear()
    await expectReloads(guided)
  })

  const blanks = {
    'is white': '<title>Gazelle</title><body></body>',
    'is empty': '',
    'waits for its script': '<title>Gazelle</title><div id="root"></div><script>void 0</script>',
    'is held by its script': '<script>for (;;);</script><p>Gazelle',
    'goes from one white page to the next': `<script>setTimeout(() => { location.href = '/users/sign_in?' + Math.random() }, 3000)</script>`,
  }
  for (const [what, body] of Object.entries(blanks)) {
    test(`it never paints: ${what}`, async ({ launch, sandbox }) => {
      const app = await launch()
      answerWith(sandbox, body, '/users/sign_in', Number.POSITIVE_INFINITY)
      const guided = await openOn(app)
      await guided.expectPhase('blank', named)
      await expect(sentence(guided)).toContainText('Nothing has appeared')
      sandbox.gazelle.faults.clear()
      await expectReloads(guided)
    })
  }

  test('its answer never comes, and then it does', async ({ launch, sandbox }) => {
    const app = await launch()
    const held = sandbox.gazelle.faults.holdNext({ path: '/users/sign_in' })
    await (await app.openPopover()).press('Sign in to Gazelle')
    const guide = await guideOf(app.electron)
    await expect(guide.locator('.guide')).toHaveAttribute('data-phase', 'blank', { timeout: named })
    held.release()
    await (await app.signInWindow()).expectPhase('waiting')
  })

  for (const [what, begun] of [
    ['before its text', '<!doctype html><title>Gazelle</title>'],
    ['behind a style that never comes', '<!doctype html><link rel="stylesheet" href="/never"><p>Gazelle</p>'],
  ] as const) {
    test(`its answer never ends, ${what}`, async ({ launch, sandbox }) => {
      const server = createServer((asked, answered) => {
        if (asked.url === '/never') return
        answered.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        answered.write(begun)
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      try {
        const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
        sandbox.gazelle.faults.add({
          action: { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '' },
          path: '/users/sign_in',
        })
        const app = await launch()
        const guided = await openOn(app)
        // From this process: the window itself goes nowhere but to Gazelle.
        await app.electron.evaluate(
          ({ webContents }, [from = '', to = '']) => {
            const page = webContents.getAllWebContents().find((each) => each.getURL().startsWith(from))
            void page?.loadURL(to).catch(() => undefined)
          },
          [sandbox.connection.gazelleUrl, address],
        )
        await guided.expectPhase('blank', named)
        await expectReloads(guided)
      } finally {
        server.closeAllConnections()
        server.close()
      }
    })
  }

  const portals = {
    'a block page':
      '<title>Blocked</title><h1>Access denied</h1><p>Your company blocks gazelle.example. <a href="mailto:it@example.com">Ask</a>',
    'a network’s own sign-in': `<title>Hotel</title><h1>Welcome</h1><form method="post" action="http://portal.example/go"><input name="room"><input type="password"><button>Go</button></form><p>You wanted: gazelle`,
    'one that takes Gazelle’s address': `<title>Hotel</title><h1>Welcome</h1><form method="post" action="/users/sign_in"><input name="room"><button>Go</button></form>`,
    'one with a script': `<title>Wi-Fi</title><script>document.write('<h1>Accept our terms</h1><button>Accept</button>')</script>`,
  }
  for (const [what, body] of Object.entries(portals)) {
    test(`somebody else answers: ${what}`, async ({ launch, sandbox }) => {
      const app = await launch()
      answerWith(sandbox, body)
      const guided = await openOn(app)
      await guided.expectPhase('not-gazelle', named)
      await expect(sentence(guided)).toContainText('does not look like Gazelle’s page')
      await expectReloads(guided)
      // The real one is not held to be another's, however long it is looked at.
      await guided.gazelle.getByRole('button', { name: 'Sign in' }).waitFor()
    })
  }
})
