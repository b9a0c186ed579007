import { expect, it, vi } from 'vitest'
import { translator } from '../../shared/catalogue/index.ts'
import { askInDialogue, boxOf } from './question.ts'

const done = vi.hoisted(() => ({ response: 0, checkboxChecked: false, above: [] as unknown[] }))
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: async (...given: unknown[]) => {
      done.above.push(given.length > 1 ? given[0] : null)
      return { response: done.response, checkboxChecked: done.checkboxChecked }
    },
  },
}))

const t = translator('en')
const project = {
  about: 'project',
  names: { from: 'one.supabase.co', to: 'two.supabase.co', alerts: 'no' },
} as const

it('names both ends in the person’s language, and does nothing at Enter and Escape', () => {
  const box = boxOf(project, translator('fr'))
  expect(box.message).toBe('Utiliser un autre projet Supabase?')
  expect(box.detail).toContain('one.supabase.co')
  expect(box.detail).toContain('two.supabase.co')
  expect(box).toMatchObject({ buttons: ['Utiliser le nouveau projet', 'Annuler'], defaultId: 1, cancelId: 1 })
  expect(boxOf({ about: 'unpressed', names: {}, action: 'paste.save' }, t).message).toBe('Did you ask for “Save”?')
})

it('shows no name that hides its end, breaks the line or turns the text around', () => {
  const to = `${'a'.repeat(300)}.evil.example`
  const { detail = '' } = boxOf(
    { about: 'project', names: { from: 'one\u202e.example\nAll is well', to, alerts: 'no' } },
    t,
  )
  expect(detail).toContain('…')
  expect(detail).toContain('.evil.example')
  expect(detail).not.toMatch(/[\u202e\n]/)
  expect(detail.length).toBeLessThan(500)
})

it.each([
  [0, 'yes'],
  [1, 'no'],
  [-1, 'no'],
])('takes the button %d for %s, and stands above the window that is there', async (response, answer) => {
  done.response = response
  // A box that was not there was not ticked.
  done.checkboxChecked = true
  const window = {} as never
  expect(
    await askInDialogue(
      () => t,
      () => window,
    )(project),
  ).toBe(answer)
  expect(
    await askInDialogue(
      () => t,
      () => null,
    )(project),
  ).toBe(answer)
  expect(done.above.splice(0)).toEqual([window, null])
})

it.each([
  [true, 'For ten seconds afterwards, you can undo this.'],
  [false, 'This cannot be undone.'],
])('says that it can be undone (%s), or cannot', (isUndoable, sentence) => {
  const question = { about: 'session', names: { gazelle: 'gazelle.example' }, isUndoable } as const
  expect(boxOf(question, t).detail?.split('\n\n').at(-1)).toBe(sentence)
})

it.each([
  [0, true, 'yes-ticked'],
  [0, false, 'yes'],
  [1, true, 'no'],
])('takes the button %d with a tick (%s) for %s, and says what the tick means', async (response, isTicked, answer) => {
  const forget = { about: 'forget', names: { project: 'one.supabase.co' }, option: 'revoke' } as const
  Object.assign(done, { response, checkboxChecked: isTicked })
  expect(
    await askInDialogue(
      () => t,
      () => null,
    )(forget),
  ).toBe(answer)
  const box = boxOf(forget, translator('fr'))
  expect(box).toMatchObject({ checkboxLabel: 'Révoquer aussi les jetons chez Gazelle', checkboxChecked: false })
  expect(box.detail).toContain('tous les programmes')
  expect(boxOf(project, t)).not.toHaveProperty('checkboxLabel')
})
