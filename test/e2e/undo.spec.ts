import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Sandbox } from '../../sandbox/index.ts'
import { settingsOf, signInTo } from '../../scripts/driver/windows.ts'
import { answerQuestions } from './asking.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'
import { endToken } from './row.ts'
import { connect, launchFromNothing, type SetupWindow } from './setup-window.ts'

// What a person has had forgotten comes back by Undo within ten seconds, and is forgotten in any other case.

test.use({ launch: launchFromNothing })

/** An app that is set up, with somebody signed in to Gazelle. */
async function setUp(app: KeeperApp, sandbox: Sandbox): Promise<SetupWindow> {
  const setup = await connect(app, sandbox)
  await setup.ask('sign-in')
  await signIn(app, sandbox)
  await setup.until(({ condition, keeper }) => condition === 'valid' && keeper.renewsByItself === true, 'a valid token')
  // The guided setup is over.
  await setup.page.reload()
  return setup
}

async function signIn(app: KeeperApp, { connection }: Sandbox): Promise<void> {
  const window = await app.signInWindow()
  const closed = window.closed()
  await signInTo(window.gazelle, connection.gazelleEmail, connection.gazellePassword)
  await closed
}

/** Presses a button of the settings, in a section of theirs. */
async function press({ page }: SetupWindow, section: string, name: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, section)
  await page.getByRole('button', { name, exact: true }).click()
}

const undoOf = (page: Page) => page.getByRole('button', { name: 'Undo Ctrl + Z' })

/** The names of the secrets in the profile. */
const secretsIn = (profile: string) =>
  Object.keys(JSON.parse(readFileSync(join(profile, 'secrets.json'), 'utf8')) as object).sort()

/** Whether Supabase is asked to end a session. */
function hearLogout(sandbox: Sandbox): { isAsked: boolean } {
  const heard = { isAsked: false }
  const logout = sandbox.supabase.faults.holdNext({ path: '/auth/v1/logout' })
  void logout.reached.then(() => {
    heard.isAsked = true
    logout.release()
  })
  return heard
}

test('a forgotten project comes back by the keyboard: its tokens, its user and the session at Gazelle', async ({
  launch,
  sandbox,
  profile,
}) => {
  const app = await launch()
  const setup = await setUp(app, sandbox)
  const logout = hearLogout(sandbox)
  const before = secretsIn(profile)
  const asked = await answerQuestions(app.electron, true)
  await asked()
  await press(setup, 'supabase', 'Forget this project')
  await expect(undoOf(setup.page)).toBeVisible()
  expect((await asked())[0]?.detail).toContain('For ten seconds afterwards, you can undo this.')
  expect(await setup.snapshot()).toMatchObject({ isConnected: false, answer: 'project-forgotten', canUndo: true })
  // It is forgotten on disk, too.
  expect(secretsIn(profile).filter((name) => /^(supabase|journal|gazelle-cookies)/.test(name))).toEqual([])

  await setup.page.keyboard.press('Control+z')
  const { answer } = await setup.until(({ isConnected, condition }) => isConnected && condition === 'valid', 'all back')
  expect(answer).toBe('undone')
  await expect(undoOf(setup.page)).toBeHidden()
  expect(secretsIn(profile)).toEqual(before)
  // The user's session still reads the row, and Gazelle's still brings a token.
  const isRenewed = await endToken(sandbox)
  await (await app.openPopover()).press('Check now')
  await expect.poll(isRenewed).toBe(true)
  expect(logout.isAsked).toBe(false)
})

test('what is signed out comes back by its button, and Supabase hears of it only at the end', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const setup = await setUp(app, sandbox)
  const logout = hearLogout(sandbox)
  await press(setup, 'supabase', 'Sign out')
  // By the keyboard: a click waits for frames, and a display under load may draw none for longer than the ten seconds.
  await undoOf(setup.page).press('Enter')
  await setup.until(({ isConnected, condition }) => isConnected && condition === 'valid', 'the user back')
  expect(logout.isAsked).toBe(false)

  await press(setup, 'supabase', 'Sign out')
  await expect(undoOf(setup.page)).toBeVisible()
  expect(logout.isAsked).toBe(false)
  // The ten seconds are not over: the app’s end is theirs.
  const ended = once(app.electron.process(), 'exit')
  await app.electron.evaluate(({ app }) => app.quit()).catch(() => undefined)
  await ended
  await app.close()
  await expect.poll(() => logout.isAsked).toBe(true)
  const again = await launch()
  expect(await (await connect(again, sandbox)).snapshot()).toMatchObject({ isConnected: true, canUndo: false })
})

test('the session at Gazelle comes back, unless somebody signs in meanwhile', async ({ launch, sandbox }) => {
  const app = await launch()
  const setup = await setUp(app, sandbox)
  await press(setup, 'gazelle', 'Sign out of Gazelle on this computer')
  await setup.until(({ canUndo, keeper }) => canUndo && keeper.renewsByItself === false, 'nobody signed in')
  await undoOf(setup.page).click()
  await setup.until(({ answer, keeper }) => answer === 'undone' && keeper.renewsByItself === true, 'the session back')
  const isRenewed = await endToken(sandbox)
  await (await app.openPopover()).press('Check now')
  await expect.poll(isRenewed).toBe(true)

  await press(setup, 'gazelle', 'Sign out of Gazelle on this computer')
  await expect(undoOf(setup.page)).toBeVisible()
  await setup.ask('sign-in')
  await setup.until(({ canUndo }) => !canUndo, 'no offer to undo')
  await signIn(app, sandbox)
  await setup.until(({ keeper }) => keeper.renewsByItself === true, 'the new session')
  // A press that comes late changes nothing.
  await setup.ask('undo')
  expect((await setup.snapshot()).answer).not.toBe('undone')
})

test('after a crash it stays forgotten, and no file holds what was in memory', async ({ launch, sandbox, profile }) => {
  const app = await launch()
  const setup = await setUp(app, sandbox)
  await press(setup, 'supabase', 'Forget this project')
  await expect(undoOf(setup.page)).toBeVisible()
  const ended = once(app.electron.process(), 'exit')
  app.electron.process().kill('SIGKILL')
  await ended
  await app.close()
  for (const file of readdirSync(profile).filter((name) => name.startsWith('secrets.') && name.endsWith('.json')))
    expect([file, readFileSync(join(profile, file), 'utf8')]).not.toEqual([
      file,
      expect.stringMatching(/"(supabase|journal|gazelle-cookies)/),
    ])
  const again = await launch()
  const page = await settingsOf(again.electron)
  expect(await page.evaluate(() => window.keeper.snapshot())).toMatchObject({ isConnected: false, canUndo: false })
})
