import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Answer } from '../../shared/snapshot.ts'
import { Answers, notifyOf } from './answers.ts'
import type { NotificationText } from './notifications.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('is there for ten seconds from the latest on', () => {
  const answers = new Answers()
  answers.give('token-saved')
  vi.advanceTimersByTime(9_000)
  answers.give('session-forgotten')
  vi.advanceTimersByTime(9_000)
  expect(answers.latest.value).toBe('session-forgotten')
  vi.advanceTimersByTime(1_000)
  expect(answers.latest.value).toBeNull()
})

it('tells the same answer to a second press anew', () => {
  const answers = new Answers()
  const told: (Answer | null)[] = []
  answers.latest.subscribe((answer) => void told.push(answer))
  answers.give('diagnostics-copied')
  answers.give('diagnostics-copied')
  expect(told.filter((answer) => answer !== null)).toHaveLength(2)
})

it('is a notification in the person’s language, which does not stay', () => {
  const shown: NotificationText[] = []
  const show = (text: NotificationText) => {
    shown.push(text)
    return () => undefined
  }
  const notifications = { show, onArrival: () => undefined }
  notifyOf('diagnostics-copied', { language: 'fr' }, notifications)
  expect(shown).toMatchObject([
    { title: 'Gazelle Keeper', body: 'Diagnostic copié. Collez-le dans un message.', isUrgent: false },
  ])
})
