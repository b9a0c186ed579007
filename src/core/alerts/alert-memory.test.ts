import { expect, it } from 'vitest'
import { AlertMemories, nothingTold } from './alert-memory.ts'

const told = { needs: ['sign-in none over'], troubleSince: 5, remindAt: 6, toldAt: 4 }

it('are told apart by the channels’ names, and are read as they were kept', () => {
  const memories = new AlertMemories()
  memories.set('desktop', told)
  memories.set('email', { ...told, remindAt: null })
  const again = new AlertMemories(JSON.parse(JSON.stringify(memories.kept)))
  expect([again.of('desktop'), again.of('email'), again.of('slack')]).toEqual([
    told,
    { ...told, remindAt: null },
    nothingTold,
  ])
})

it.each([
  ['whole', told, told],
  ['in part', { remindAt: 6 }, { ...nothingTold, remindAt: 6 }],
  ['as nobody understands it', { needs: ['x', 7], troubleSince: 'x' }, { ...nothingTold, needs: ['x'] }],
])('a memory without a name is the desktop’s: %s', (_what, kept, desktop) => {
  const memories = new AlertMemories(kept)
  expect(memories.kept).toEqual({ desktop })
  expect(memories.of('email')).toEqual(nothingTold)
})

it.each([
  ['nothing', undefined],
  ['null', null],
  ['a list', []],
  ['a text', 'told'],
  ['what is none', { desktop: 7, email: null }],
])('what is not understood counts as not told: %s', (_what, kept) => {
  const memories = new AlertMemories(kept)
  expect([memories.of('desktop'), memories.of('email')]).toEqual([nothingTold, nothingTold])
})

it('give the same object until it is set, and another one for another row', () => {
  const [memories, ofAnotherRow] = [new AlertMemories(), new AlertMemories()]
  expect(memories.of('desktop')).toBe(memories.of('desktop'))
  expect(memories.of('desktop')).not.toBe(ofAnotherRow.of('desktop'))
  expect(memories.of('desktop')).not.toBe(memories.of('email'))
})
