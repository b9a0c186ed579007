import { describe, expect, it } from 'vitest'
import { confirmationOf, type OwnPage, pageActions, pageActionsOf } from '../../shared/ipc-schema.ts'
import type { Step } from '../../shared/next-step.ts'
import { Presses } from '../windows/presses.ts'
import { Declined, Gate } from './gate.ts'
import type { Answer, Question } from './question.ts'
import { Questions } from './questions.ts'

/** A gate whose person answers as told; the questions that were asked, and the presses of one page. */
function setUp({ answer = 'no' as Answer | Promise<Answer>, isAssisted = false } = {}) {
  const asked: Question[] = []
  const about: { question: Question | null } = { question: null }
  const questions = new Questions(async (question) => {
    asked.push(question)
    return await answer
  })
  const gate = new Gate({
    questions,
    questionBefore: () => about.question,
    isAssisted: () => isAssisted,
  })
  const presses = new Presses()
  return { gate, questions, presses, asked, about, press: () => presses.hear({ type: 'mouseDown' }) }
}

const forget: Question = { about: 'forget', names: { project: 'one.supabase.co' } }

describe('the gate', () => {
  it.each<[OwnPage, Step]>([
    ['guide', 'paste.save'],
    ['guide', 'sign-in.forget'],
    ['popover', 'supabase.paste'],
    ['popover', 'command-line.allow'],
    ['popover', { do: 'prefer', change: { startsAtLogin: true } }],
    ['settings', 'quit'],
    ['settings', 'close-popover'],
  ])('of the %s has nothing for %s, pressed or not', async (page, step) => {
    const { gate, presses, asked, press } = setUp({ answer: 'yes' })
    press()
    await expect(gate.admit(page, presses, step)).rejects.toThrow('may not ask')
    expect(asked).toEqual([])
    // And leaves the press for what the page may do.
    expect(presses.spend()).toBe(true)
  })

  it('lets one action through for a press, and asks about the next; a page that was told no waits for a press', async () => {
    const { gate, presses, asked, press } = setUp({ answer: 'no' })
    press()
    await gate.admit('popover', presses, 'check')
    await expect(gate.admit('popover', presses, 'renew')).rejects.toBeInstanceOf(Declined)
    expect(asked).toEqual([{ about: 'unpressed', names: {}, action: 'renew' }])
    for (const step of ['check', 'renew', 'quit'] as const) {
      await expect(gate.admit('popover', presses, step)).rejects.toBeInstanceOf(Declined)
    }
    expect(asked).toHaveLength(1)
    press()
    await gate.admit('popover', presses, 'quit')
  })

  it('takes the person’s word in the place of a press', async () => {
    const { gate, presses, asked } = setUp({ answer: 'yes' })
    await gate.admit('settings', presses, 'supabase.paste')
    await gate.admit('settings', presses, 'supabase.paste')
    expect(asked).toHaveLength(2)
  })

  it('lets an assistive tool press what changes nothing that lasts, once a second, and asks about all else', async () => {
    const { gate, presses, asked } = setUp({ answer: 'no', isAssisted: true })
    await gate.admit('popover', presses, 'check')
    expect(asked).toEqual([])
    await expect(gate.admit('popover', presses, 'quit')).rejects.toBeInstanceOf(Declined)
    expect(asked).toHaveLength(1)
  })

  it('asks what is to be asked, also after a press, and believes nothing but a yes', async () => {
    for (const answer of ['yes', 'yes-ticked', 'no'] as const) {
      const { gate, presses, asked, about, press } = setUp({ answer })
      about.question = forget
      press()
      const admitted = gate.admit('settings', presses, 'supabase.forget')
      if (answer !== 'no') expect(await admitted).toBe(answer)
      else await expect(admitted).rejects.toBeInstanceOf(Declined)
      expect(asked).toEqual([forget])
    }
  })

  it('lets nothing happen behind a question, nor asks a second one', async () => {
    let answer = (_answer: Answer) => {}
    const waiting = new Promise<Answer>((resolve) => {
      answer = resolve
    })
    const { gate, questions, presses, asked, about, press } = setUp({ answer: waiting })
    about.question = forget
    press()
    const admitted = gate.admit('settings', presses, 'supabase.forget')
    press()
    await expect(gate.admit('settings', presses, 'paste.discard')).rejects.toThrow('waits for its answer')
    expect(await questions.confirm(forget)).toBe(false)
    await gate.admit('popover', presses, 'close-popover')
    expect(asked).toHaveLength(1)
    answer('yes')
    await admitted
  })

  it('does not take a yes for something else than what was asked', async () => {
    let answer = (_answer: Answer) => {}
    const waiting = new Promise<Answer>((resolve) => {
      answer = resolve
    })
    const { gate, presses, about, press } = setUp({ answer: waiting })
    about.question = forget
    press()
    const admitted = gate.admit('settings', presses, 'supabase.forget')
    about.question = { about: 'forget', names: { project: 'another.supabase.co' } }
    answer('yes')
    await expect(admitted).rejects.toThrow('changed')
  })
})

describe('the lists of the pages', () => {
  it('are short: what only hides the page or shows the settings goes without a press, and the bar can move nothing', () => {
    expect(pageActions.filter((action) => confirmationOf(action) === 'nothing')).toEqual([
      'close-popover',
      'open-settings',
    ])
    expect(pageActionsOf('guide').length).toBeLessThanOrEqual(6)
    expect(pageActionsOf('guide').filter((action) => confirmationOf(action) === 'own-press')).toEqual([])
  })
})
