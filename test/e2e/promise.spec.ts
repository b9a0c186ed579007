import type { Sandbox } from '../../sandbox/index.ts'
import { signInTo } from '../../scripts/driver/windows.ts'
import { askFrom, askFromSettings } from './asking.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp, Popover } from './keeper-app.ts'
import { SetupWindow } from './setup-window.ts'

// The app promises a renewal only while it knows a way to keep the promise, and takes it back the moment that way is gone.

const byHand = 'You will need to sign in again before'
const byItself = /Next automatic renewal|Next renewal around/

/** Pastes a token that works, without a refresh token. */
async function pasteToken(app: KeeperApp, sandbox: Sandbox): Promise<Popover> {
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'general' }))
  const setup = await SetupWindow.of(app)
  await setup.paste(sandbox.gazelle.grantPair().access_token, 'paste')
  await setup.ask('paste.save')
  await popover.expectCondition('valid')
  return popover
}

async function signIn(app: KeeperApp, popover: Popover, sandbox: Sandbox): Promise<void> {
  await askFrom(popover.page, 'sign-in')
  const window = await app.signInWindow()
  const closed = window.closed()
  const { gazelleEmail, gazellePassword } = sandbox.connection
  await signInTo(window.gazelle, gazelleEmail, gazellePassword)
  await closed
}

async function expectPromise(popover: Popover, isMade: boolean): Promise<void> {
  await popover.expectText(isMade ? byItself : byHand)
  await expect(popover.page.locator('.ring .bead')).toHaveCount(isMade ? 1 : 0)
}

test('a pasted token promises nothing, a sign-in does, until the session is forgotten', async ({ launch, sandbox }) => {
  const app = await launch()
  const popover = await pasteToken(app, sandbox)
  await expectPromise(popover, false)

  await signIn(app, popover, sandbox)
  await expectPromise(popover, true)

  await askFromSettings(app, 'sign-in.forget')
  await expectPromise(popover, false)
  await app.close()

  const again = await launch()
  const reopened = await again.openPopover()
  await reopened.expectCondition('valid')
  await expectPromise(reopened, false)
})

test('a session that outlives the app is a promise in the next run too', async ({ launch, sandbox }) => {
  const app = await launch()
  const popover = await pasteToken(app, sandbox)
  await signIn(app, popover, sandbox)
  await expectPromise(popover, true)
  await app.close()
  await expectPromise(await (await launch()).openPopover(), true)
})

test('who no longer wants to stay signed in is promised nothing, at once', async ({ launch, sandbox }) => {
  const app = await launch()
  const popover = await pasteToken(app, sandbox)
  await signIn(app, popover, sandbox)
  await expectPromise(popover, true)
  await askFromSettings(app, { do: 'prefer', change: { staysSignedIn: false } })
  await expectPromise(popover, false)
})
