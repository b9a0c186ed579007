import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { guideOf } from '../../scripts/driver/windows.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp, SignInWindow } from './keeper-app.ts'
import { answerWith, listen, openEmptyPopUp, openSignIn, runInPopUp, strangers } from './rude-pages.ts'

// Many apps, one after the other: shared out among the workers.
test.describe.configure({ mode: 'parallel' })

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
