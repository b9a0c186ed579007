import type { Sandbox } from '../../sandbox/index.ts'
import { expect } from './fixtures.ts'
import type { KeeperApp, Popover, SignInWindow } from './keeper-app.ts'
import { rowOf } from './row.ts'

// What other people's pages do to the window they are shown in.

/** The sign-in window on Gazelle's page. */
export async function openSignIn(app: KeeperApp): Promise<{ popover: Popover; guided: SignInWindow }> {
  const popover = await app.openPopover()
  await popover.press('Sign in to Gazelle')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  await guided.gazelle.waitForLoadState()
  return { popover, guided }
}

/** Gives Gazelle's next sign-in page a body of the test's own. */
export function answerWith(sandbox: Sandbox, body: string, path = '/users/sign_in', times = 1): void {
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  sandbox.gazelle.faults.add({ action: { kind: 'answer', status: 200, headers, body }, path, times })
}

/** Runs it in Gazelle's page as the page itself would; the page may be gone afterwards. */
export async function runInPage(app: KeeperApp, sandbox: Sandbox, script: string): Promise<void> {
  await app.electron.evaluate(
    ({ webContents }, [url = '', script = '']) => {
      const page = webContents.getAllWebContents().find((each) => each.getURL().startsWith(url))
      void page?.executeJavaScript(script, true).catch(() => undefined)
    },
    [sandbox.connection.gazelleUrl, script],
  )
}

/** What nobody has caught in main from now on, and the phases of the sign-in as the popover is told them. */
export async function listen(app: KeeperApp, popover: Popover) {
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

export type Heard = Awaited<ReturnType<typeof listen>>

/** Nothing of the sign-in is left, it has ended once, and nothing was thrown; then the person can sign in again. */
export async function expectEnded(app: KeeperApp, sandbox: Sandbox, heard: Heard): Promise<Popover> {
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
export async function strangers(app: KeeperApp): Promise<number> {
  return await app.electron.evaluate(
    ({ webContents }) =>
      webContents.getAllWebContents().filter((each) => !/popover|settings/.test(each.getURL())).length,
  )
}

export async function openEmptyPopUp(app: KeeperApp, sandbox: Sandbox): Promise<void> {
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
export async function runInPopUp(app: KeeperApp, script: string): Promise<void> {
  await app.electron.evaluate(({ webContents }, script) => {
    const opened = webContents.getAllWebContents().find((each) => ['', 'about:blank'].includes(each.getURL()))
    void opened?.executeJavaScript(script, true).catch(() => undefined)
  }, script)
}
