import { settingsOf } from '../../scripts/driver/windows.ts'
import {
  confirmationOf,
  mayAsk,
  ownPages,
  type PageAction,
  pageActions,
  pageActionsOf,
} from '../../src/shared/ipc-schema.ts'
import { answerQuestions, press } from './asking.ts'
import { expect, test } from './fixtures.ts'
import { rowOf } from './row.ts'
import { messageFor, openAll, send, standing, steps, takeOver, takePagesOver } from './taken-over.ts'

// What a page of ours can do at most that somebody else runs: docs/decisions/0035-what-a-page-may-ask.md.

for (const own of ownPages) {
  test(`taken over, the ${own} page can ask for nothing that is another’s, not even after a press`, async ({
    launch,
    profile,
  }) => {
    const app = await launch()
    const pages = await openAll(app, profile)
    const asked = await answerQuestions(app.electron, true)
    const page = pages[own]
    const before = await standing(app, page)
    const others = pageActions.filter((action) => !mayAsk(own, action))
    expect(others.length).toBeGreaterThan(5)
    for (const action of others) {
      await press(page)
      const [answer] = await send(page, [messageFor(steps[action])])
      expect([action, answer]).toEqual([action, expect.stringContaining('may not ask')])
    }
    if (own === 'settings') {
      expect(await send(page, [['keeper:height', '[100]']])).toEqual([expect.stringContaining('may not ask')])
    }
    expect(await asked()).toEqual([])
    expect(await standing(app, page)).toEqual(before)
    // Nor does its own door lead there.
    const door = await page.evaluate(
      (action) => window.keeper.ask(action as 'check').catch((error: Error) => error.message),
      others.find((action) => typeof steps[action] === 'string') ?? '',
    )
    expect(door).toContain('may not ask')
  })
}

test('without a press nothing moves: a person is asked once, and a no is the end of it', async ({
  launch,
  profile,
  sandbox,
}) => {
  const app = await launch()
  const { settings, popover } = await openAll(app, profile)
  const asked = await answerQuestions(app.electron, false)
  for (const [own, page] of [
    ['settings', settings],
    ['popover', popover],
  ] as const) {
    const before = await standing(app, page)
    const clipboard = await app.electron.evaluate(async ({ clipboard }) => await clipboard.readText())
    const actions = pageActionsOf(own).filter((action) => confirmationOf(action) !== 'nothing')
    // One after the other, twice, and all at once.
    const answers: string[] = []
    for (const action of [...actions, ...actions]) answers.push(...(await send(page, [messageFor(steps[action])])))
    answers.push(
      ...(await send(
        page,
        actions.map((action) => messageFor(steps[action])),
      )),
    )
    expect(answers.filter((answer) => answer === 'done')).toEqual([])
    expect(await asked()).toHaveLength(1)
    expect(await standing(app, page)).toEqual(before)
    expect(await app.electron.evaluate(async ({ clipboard }) => await clipboard.readText())).toBe(clipboard)
  }
  expect(await rowOf(sandbox)).toBeUndefined()
})

test('a press moves nothing that is set up before a person has read from where to where', async ({
  launch,
  profile,
  sandbox,
}) => {
  const app = await launch()
  const { settings: page } = await openAll(app, profile)
  const asked = await answerQuestions(app.electron, false)
  const before = await standing(app, page)
  const here = new URL(sandbox.connection.supabaseUrl).host
  const wanted: [PageAction, ...(string | RegExp)[]][] = [
    ['supabase.url', 'evil.example', here],
    ['supabase.paste', 'evil.example', here],
    ['supabase.names', here, 'gazelle_oauth_token', 'row_of_a_stranger'],
    ['supabase.sign-in', 'eve@evil.example', sandbox.connection.supabaseEmail],
    ['supabase.verify-code', 'eve@evil.example', sandbox.connection.supabaseEmail],
    ['supabase.sign-out', sandbox.connection.supabaseEmail, here],
    ['oauth.set', 'of-eve', sandbox.connection.oauthClientId],
    ['oauth.paste-secret', sandbox.connection.oauthClientId],
    ['oauth.forget', sandbox.connection.oauthClientId],
    ['sign-in.forget', new URL(sandbox.connection.gazelleUrl).host],
    ['command-line.allow', here],
    ['prefer', 'login'],
    ['own-data.remove', 'row in Supabase'],
  ]
  for (const [action, ...ends] of wanted) {
    await press(page)
    expect([action, ...(await send(page, [messageFor(steps[action])]))]).not.toEqual([action, 'done'])
    const questions = await asked()
    expect([action, questions.length]).toEqual([action, 1])
    for (const end of ends) expect(`${questions[0]?.message}\n${questions[0]?.detail}`).toContain(end)
  }
  // A proxy that has never asked is given no password, and needs no question.
  await press(page)
  await send(page, [messageFor(steps['proxy.set'])])
  expect(await standing(app, page)).toEqual(before)
})

test('a pasted token takes the place of a living one only at a yes', async ({ launch, profile, sandbox }) => {
  const app = await launch()
  const popover = await app.signIn()
  await popover.expectCondition('valid')
  const row = await rowOf(sandbox)
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'gazelle' }))
  const page = await settingsOf(app.electron)
  await takePagesOver(app, profile)
  await takeOver(page)
  const { access_token: other } = sandbox.gazelle.grantPair()
  await app.electron.evaluate(async ({ clipboard }, text) => void (await clipboard.writeText(text)), other)
  const asked = await answerQuestions(app.electron, false)
  await press(page)
  expect(await send(page, [messageFor('paste')])).toEqual(['done'])
  await press(page)
  expect(await send(page, [messageFor('paste.save')])).not.toEqual(['done'])
  expect(await asked()).toEqual([expect.objectContaining({ message: 'Replace the token in Supabase?' })])
  expect(await rowOf(sandbox)).toEqual(row)
  await answerQuestions(app.electron, true)
  await press(page)
  expect(await send(page, [messageFor('paste.save')])).toEqual(['done'])
  await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).toBe(other)
})

test('one click is spent by one action, whatever the page sends after it', async ({ launch, profile }) => {
  const app = await launch()
  const { popover: page } = await openAll(app, profile)
  await answerQuestions(app.electron, false)
  for (const make of [
    () => page.mouse.click(4, 4),
    () => page.keyboard.press('Enter'),
    () => page.keyboard.press(' '),
  ]) {
    await page.evaluate(() => {
      const world = window as unknown as {
        send(channel: string, args: string): Promise<string>
        burst: Promise<string>[]
      }
      world.burst = []
      const ask = () => world.burst.push(world.send('keeper:verb', '["copy-diagnostics"]'))
      for (const type of [
        'pointerdown',
        'mousedown',
        'pointerup',
        'mouseup',
        'click',
        'keydown',
        'keypress',
        'keyup',
      ]) {
        document.addEventListener(type, ask, { capture: true })
      }
    })
    await make()
    const answers = await page.evaluate(() => Promise.all((window as unknown as { burst: Promise<string>[] }).burst))
    expect(answers.length).toBeGreaterThan(1)
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    await page.reload()
    await page.waitForFunction(() => 'send' in window)
  }
})

test('a press is meant for the page that had it: not for what is loaded in its place', async ({ launch, profile }) => {
  const app = await launch()
  const { popover: page } = await openAll(app, profile)
  await answerQuestions(app.electron, false)
  await press(page)
  await takeOver(page)
  expect(await send(page, [messageFor('copy-diagnostics')])).not.toEqual(['done'])
})

test('a keyboard presses, and so does an assistive tool; what it asks for beyond a look is asked back', async ({
  launch,
}) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  const asked = await answerQuestions(app.electron, false)
  const copied = () => app.electron.evaluate(async ({ clipboard }) => await clipboard.readText())
  const copy = async (how: (name: string) => Promise<void>) => {
    await app.electron.evaluate(({ clipboard }) => clipboard.clear())
    await popover.page.getByRole('button', { name: 'More' }).click()
    await how('Copy diagnostics')
  }
  const { page } = popover
  for (const key of ['Enter', ' ']) {
    await copy((name) => page.getByRole('menuitem', { name }).press(key))
    await expect.poll(copied).toContain('Gazelle Keeper diagnostics')
  }
  // What a screen reader presses comes to the page as a click that no input was seen before.
  const byTool = (action: string) =>
    page
      .locator(`[data-verb="${action}"]`)
      .first()
      .evaluate((it: HTMLElement) => it.click())
  const byNobody = async () => {
    await page.reload()
    // What it comes with is a picture, which answers to nothing.
    await page.locator('#root:not([inert]) > *').waitFor()
    await byTool('copy-diagnostics')
  }
  await copy(byNobody)
  await expect.poll(asked).toEqual([expect.objectContaining({ message: 'Did you ask for “Copy diagnostics”?' })])
  expect(await copied()).toBe('')
  await app.electron.evaluate(({ app }) => {
    app.accessibilitySupportEnabled = true
  })
  await copy(byNobody)
  await expect.poll(copied).toContain('Gazelle Keeper diagnostics')
  expect(await asked()).toEqual([])
  await byTool('quit')
  await expect.poll(asked).toEqual([expect.objectContaining({ message: 'Did you ask for “Quit”?' })])
})
