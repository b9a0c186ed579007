import { expect, test } from './face.ts'
import { settings, state, tabTo } from './keyboard.ts'

const forgotten = settings('gazelle-session-forgotten').snapshot
const before = { ...forgotten, answer: null, canUndo: false }
const name = 'Undo Ctrl + Z'

test('the offer to undo is read out, can be reached by keyboard, and moves nothing else', async ({ face }) => {
  await face.open('settings', before, { section: 'gazelle' })
  const buttons = face.page.locator('button:not([data-verb="undo"]), nav a')
  const boxes = () => buttons.evaluateAll((all) => all.map((each) => JSON.stringify(each.getBoundingClientRect())))
  const places = await boxes()
  await face.tell(forgotten)
  const note = face.page.getByRole('status').filter({ has: face.page.getByRole('button', { name }) })
  await expect(note).toContainText('Gazelle’s session was forgotten.')
  expect(await boxes()).toEqual(places)
  await tabTo(face, 'button', name)
  await face.page.keyboard.press('Enter')
  expect(await face.asked()).toEqual(['undo'])
  await face.tell(before)
  await expect(face.page.getByRole('button', { name })).toBeHidden()
})

test('Ctrl+Z undoes from everywhere but a field, and only while it is offered', async ({ face }) => {
  const oauth = settings('oauth-forgotten').snapshot
  await face.open('settings', { ...oauth, answer: null, canUndo: false }, { section: 'oauth' })
  await face.page.keyboard.press('Control+z')
  expect(await face.asked()).toEqual([])
  await face.tell(oauth)
  await tabTo(face, 'textbox', 'Client ID')
  await face.page.keyboard.press('Control+z')
  expect(await face.asked()).toEqual([])
  await tabTo(face, 'link', 'OAuth')
  await face.page.keyboard.press('Control+Shift+z')
  expect(await face.asked()).toEqual([])
  await face.page.keyboard.press('Control+z')
  expect(await face.asked()).toEqual(['undo'])
})

test('the guided setup offers the same to who signs out in it', async ({ face }) => {
  const { snapshot } = settings('first-run-user')
  await face.open('settings', { ...snapshot, answer: 'signed-out', canUndo: true })
  await face.page.keyboard.press('Control+z')
  await expect(face.page.getByRole('button', { name })).toBeVisible()
  expect(await face.asked()).toEqual(['undo'])
})

test('the popover offers the same', async ({ face }) => {
  await face.open('popover', { ...state('valid'), answer: 'session-forgotten', canUndo: true })
  await tabTo(face, 'button', name)
  await face.page.keyboard.press('Enter')
  expect(await face.asked()).toEqual(['undo'])
})
