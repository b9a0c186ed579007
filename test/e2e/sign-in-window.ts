import type { Page } from '@playwright/test'
import type { KeeperApp, Popover, SignInWindow } from './keeper-app.ts'

// The guided window as its tests open it.

/** The sign-in window on Gazelle's page, as a first sign-in opens it. */
export async function openSignIn(app: KeeperApp): Promise<{ popover: Popover; guided: SignInWindow }> {
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.press('Sign in to Gazelle')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  await guided.gazelle.waitForLoadState()
  return { popover, guided }
}

/** Puts a button on Gazelle's page that opens a window, as its "Sign in with …" would; takes the provider's word. */
export async function addPopUpButton(gazelle: Page, url: string, features = 'width=500,height=600'): Promise<void> {
  await gazelle.evaluate(
    ([url = '', features = '']) => {
      const button = document.createElement('button')
      button.textContent = 'With a provider'
      button.type = 'button'
      button.onclick = () => void window.open(url, '', features)
      document.body.prepend(button)
      addEventListener('message', ({ data, origin }) => {
        if (origin !== new URL(url).origin) return
        const form = document.forms[0]
        for (const [name, value] of [
          ['user[email]', data.email],
          ['user[password]', data.password],
        ]) {
          const input = form?.elements.namedItem(name)
          if (input instanceof HTMLInputElement) input.value = value
        }
        form?.submit()
      })
    },
    [url, features],
  )
}
