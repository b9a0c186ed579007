import { askFrom, askFromSettings } from './asking.ts'
import { expect, test } from './fixtures.ts'
import { ageRow, rowOf } from './row.ts'
import { answerWith, expectEnded, listen, openEmptyPopUp, openSignIn, runInPage, runInPopUp } from './rude-pages.ts'

// Many apps, one after the other: shared out among the workers.
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
    await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).not.toBe(before)
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
