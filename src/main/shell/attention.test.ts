import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Attention } from './attention.ts'

const lasts = 600_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watch() {
  const app = new EventEmitter()
  const front = { is: '' }
  const attention = new Attention<string>({
    app,
    isMeant: (window) => window === 'sign-in',
    isInFront: () => front.is === 'sign-in',
    lastsMilliseconds: lasts,
  })
  const focus = (window: string) => {
    if (front.is !== '') app.emit('browser-window-blur', {}, front.is)
    front.is = window
    if (window !== '') app.emit('browser-window-focus', {}, window)
  }
  return { attention, focus }
}

it('is nowhere before the window was opened, nor by another window', () => {
  const { attention, focus } = watch()
  focus('popover')
  expect(attention.isThere.value).toBe(false)
})

it('lasts while the window is in front, however long', () => {
  const { attention, focus } = watch()
  focus('sign-in')
  vi.advanceTimersByTime(100 * lasts)
  expect(attention.isThere.value).toBe(true)
})

it('lasts for a while after the window was left, and no longer', () => {
  const { attention, focus } = watch()
  focus('sign-in')
  vi.advanceTimersByTime(5 * lasts)
  focus('')
  vi.advanceTimersByTime(lasts - 1)
  expect(attention.isThere.value).toBe(true)
  vi.advanceTimersByTime(1)
  expect(attention.isThere.value).toBe(false)
})

it('begins anew when the person comes back, or the window is opened without the focus', () => {
  const { attention, focus } = watch()
  attention.begin()
  expect(attention.isThere.value).toBe(true)
  vi.advanceTimersByTime(lasts)
  expect(attention.isThere.value).toBe(false)
  focus('sign-in')
  expect(attention.isThere.value).toBe(true)
})
