import type { Sandbox } from '../../sandbox/index.ts'
import { signInTo } from '../../scripts/driver/windows.ts'
import { askFrom, press } from './asking.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp, Popover } from './keeper-app.ts'
import { rowOf, writeRow } from './row.ts'

// The row holds a living token; somebody signs in as a user of another company, or another program writes one of theirs.

const ours = 'Accord et Mécanique'
const theirs = { company: { id: 'com_2', name: 'Pianos Belzébuth' }, firstName: 'Cy', lastName: 'Voleur' }
const [first, second, later] = [0, 1, 2]

interface Box {
  readonly message: string
  readonly detail: string
  readonly buttons: string[]
}

/** Answers the system's dialogues by the button of this number from now on; gives what was asked so far. */
async function answerBy(app: KeeperApp, response: number): Promise<() => Promise<Box[]>> {
  await app.electron.evaluate(({ dialog }, response) => {
    const boxes: Box[] = []
    Object.assign(globalThis, { boxes })
    dialog.showMessageBox = (async (...given: unknown[]) => {
      const { message, detail, buttons } = given.at(-1) as Box
      boxes.push({ message, detail, buttons })
      return { response, checkboxChecked: false }
    }) as typeof dialog.showMessageBox
  }, response)
  return () => app.electron.evaluate(() => (globalThis as unknown as { boxes: Box[] }).boxes)
}

/** The app, with a living token of ours in the row that it has found to work. */
async function launchWell(launch: () => Promise<KeeperApp>, sandbox: Sandbox) {
  const pair = sandbox.gazelle.grantPair()
  await writeRow(sandbox, pair)
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  await popover.expectText(`${ours} · Camille Desmarteaux`)
  return { app, popover, pair }
}

/** Signs in to Gazelle in the app's window as a user of the other company. */
async function signInAsThem(app: KeeperApp, popover: Popover, sandbox: Sandbox) {
  const user = sandbox.gazelle.registerUser(theirs)
  await askFrom(popover.page, 'sign-in')
  const signIn = await app.signInWindow()
  await signIn.expectPhase('waiting')
  await signInTo(signIn.gazelle, user.email, user.password)
  return signIn
}

function expectBothNames(box: Box | undefined): void {
  const text = `${box?.message} ${box?.detail}`
  expect(text).toContain(`${ours} (Camille Desmarteaux)`)
  expect(text).toContain(`${theirs.company.name} (Cy Voleur)`)
}

test('a sign-in of another company leaves the row as it was until a person says otherwise', async ({
  launch,
  sandbox,
}) => {
  const { app, popover, pair } = await launchWell(launch, sandbox)
  const asked = await answerBy(app, later)
  const signIn = await signInAsThem(app, popover, sandbox)
  await signIn.expectPhase('other-company')
  await expect.poll(async () => (await asked()).length).toBe(1)
  expectBothNames((await asked())[0])
  expect(await rowOf(sandbox)).toEqual(pair)

  await popover.expectText('Another company’s token')
  await popover.expectText(ours)
  await popover.expectText(theirs.company.name)
  await askFrom(popover.page, 'check')
  expect(await rowOf(sandbox)).toEqual(pair)

  await answerBy(app, first)
  const closed = signIn.closed()
  // The popover may have made way for the window.
  await press(popover.page)
  await popover.page.getByRole('button', { name: 'Decide…' }).dispatchEvent('click')
  await closed
  await popover.expectText(`${theirs.company.name} · Cy Voleur`)
  await popover.expectText('All is well')
  const row = await rowOf(sandbox)
  expect(row?.['access_token']).not.toBe(pair.access_token)
  expect(row).not.toHaveProperty('refresh_token')
})

test('a token of another company that is not wanted is let go, and the next sign-in counts', async ({
  launch,
  sandbox,
}) => {
  const { app, popover, pair } = await launchWell(launch, sandbox)
  const asked = await answerBy(app, second)
  const signIn = await signInAsThem(app, popover, sandbox)
  await expect.poll(async () => (await asked()).length).toBe(1)
  await signIn.expectPhase('other-company')
  await popover.expectText('Sign out here')
  await signIn.press('Cancel')
  await popover.expectText('All is well')
  expect(await rowOf(sandbox)).toEqual(pair)
  // Whoever is signed in there would bring the same again, unseen.
  await askFrom(popover.page, 'renew')
  await popover.expectText(`${ours} · Camille Desmarteaux`)
  expect((await asked()).length).toBe(1)
})

test('what another program wrote is told with both names, and the earlier token is put back', async ({
  launch,
  sandbox,
}) => {
  const { app, popover, pair } = await launchWell(launch, sandbox)
  const asked = await answerBy(app, first)
  const { email } = sandbox.gazelle.registerUser(theirs)
  await writeRow(sandbox, sandbox.gazelle.grantPair(undefined, email))
  await askFrom(popover.page, 'check')
  await popover.expectText('Another company’s token')
  await popover.expectText(`Another program saved a token of ${theirs.company.name}`)
  await popover.press('Decide…')
  await popover.expectText(`${ours} · Camille Desmarteaux`)
  expectBothNames((await asked())[0])
  expect(await rowOf(sandbox)).toMatchObject({ access_token: pair.access_token, refresh_token: pair.refresh_token })
})
