import type { Sandbox } from '../../sandbox/index.ts'
import { signInTo } from '../../scripts/driver/windows.ts'
import { askFrom, askFromSettings } from './asking.ts'
import { expect } from './fixtures.ts'
import type { KeeperApp, Popover, SignInWindow } from './keeper-app.ts'

/** Registers an application at Gazelle, and sets it up in the app as a person would. */
export async function setUpApplication(
  app: KeeperApp,
  sandbox: Sandbox,
  redirectUri: string,
): Promise<{ clientId: string; clientSecret: string }> {
  const { clientId, clientSecret } = sandbox.gazelle.registerApplication('Company', [redirectUri])
  await giveApplication(app, { clientId, clientSecret, redirectUri })
  return { clientId, clientSecret }
}

/** Enters an application in the app. */
export async function giveApplication(
  app: KeeperApp,
  application: { clientId: string; clientSecret: string; redirectUri: string },
): Promise<void> {
  const { clientId, clientSecret, redirectUri } = application
  await askFromSettings(app, { do: 'oauth.set', clientId, redirectUri })
  await app.electron.evaluate(({ clipboard }, secret) => clipboard.writeText(secret), clientSecret)
  await askFromSettings(app, 'oauth.paste-secret')
}

/** Registers an application at Gazelle, sets it up in the app, and opens the sign-in window on it. */
export async function openAuthorization(
  app: KeeperApp,
  sandbox: Sandbox,
  redirectUri: string,
): Promise<{ popover: Popover; guided: SignInWindow; clientId: string; clientSecret: string }> {
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  const { clientId, clientSecret } = await setUpApplication(app, sandbox, redirectUri)
  // The popover made way for the settings.
  await askFrom(popover.page, 'sign-in')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  const { gazelleEmail, gazellePassword } = sandbox.connection
  await signInTo(guided.gazelle, gazelleEmail, gazellePassword)
  await expect(guided.gazelle.getByRole('button', { name: 'Authorise' })).toBeVisible()
  return { popover, guided, clientId, clientSecret }
}
