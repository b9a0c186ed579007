import type { KeeperApp, Popover, SignInWindow } from './keeper-app.ts'

// What a hostile page or pop-up in the sign-in window tries, to bring in a token of its own. Each gets nothing.

export const evil = 'https://evil.example'

/** From now on the popover's page remembers every phase of the sign-in. */
export async function recordPhases({ page }: Popover): Promise<void> {
  await page.evaluate(() => {
    const phases: string[] = []
    Object.assign(globalThis, { phases })
    window.keeper.onChange(({ signIn }) => signIn !== phases.at(-1) && phases.push(signIn))
  })
}

/** The sign-in window on Gazelle's page, and every phase that it goes through from now on. */
export async function openSignIn(app: KeeperApp) {
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await recordPhases(popover)
  await popover.press('Sign in to Gazelle')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  await guided.gazelle.waitForLoadState()
  return { popover, guided }
}

/** The phases that the popover's page has remembered. */
export const phasesOf = (popover: Popover) =>
  popover.page.evaluate(() => (globalThis as unknown as { phases: string[] }).phases)

/** Clicks a link of Gazelle's page that opens another window. */
export async function openLink(app: KeeperApp, { gazelle }: SignInWindow, url: string, rel = 'opener'): Promise<void> {
  const opened = app.electron.waitForEvent('window')
  await gazelle.evaluate(
    ([href = '', rel = '']) => {
      const link = Object.assign(document.createElement('a'), { href, rel, target: '_blank', textContent: 'Read more' })
      document.body.prepend(link)
    },
    [url, rel],
  )
  // The pop-up may lead Gazelle's page away at once, which the app stops: nothing is waited for.
  await gazelle.getByRole('link', { name: 'Read more' }).first().click({ noWaitAfter: true })
  await opened
}

export const inline = (script: string) => `<title>Read more</title><script>${script.replaceAll('</', '<\\/')}</script>`
