import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { finishBeforeTheEnd, holdMilliseconds } from './ending.ts'

/** The app as Electron has it: `quit` asks whoever listens, and ends it unless that is prevented. */
class FakeApp extends EventEmitter {
  hasEnded = false

  quit(): void {
    if (!tell(this, 'before-quit')) this.hasEnded = true
  }
}

/** Tells of an end; gives whether it was prevented. */
function tell(teller: EventEmitter, event: string): boolean {
  const preventDefault = vi.fn()
  teller.emit(event, { preventDefault })
  return preventDefault.mock.calls.length > 0
}

function start() {
  const app = new FakeApp()
  const power = new EventEmitter()
  const sessionWindow = new EventEmitter()
  const work = { isAtWork: true, finish: () => {}, idle: () => done }
  const done = new Promise<void>((resolve) => {
    work.finish = () => {
      work.isAtWork = false
      resolve()
    }
  })
  const onHold = vi.fn()
  const onEnd = vi.fn()
  const undo = { isAtWork: false, settle: vi.fn(), idle: async () => {} }
  finishBeforeTheEnd({ app, power, sessionWindow, keeper: work, undo, onHold, onEnd })
  return { app, power, sessionWindow, work, undo, onHold, onEnd }
}

const letRun = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('finishBeforeTheEnd', () => {
  it('ends at once where nothing is under way', () => {
    const { app, work, onHold, onEnd } = start()
    work.finish()
    app.quit()
    expect(app.hasEnded).toBe(true)
    expect(onHold).not.toHaveBeenCalled()
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it('settles what could still be undone, and waits for that', async () => {
    const { app, work, undo, onHold } = start()
    work.finish()
    let finish = () => {}
    undo.idle = () =>
      new Promise((resolve) => {
        finish = resolve
      })
    undo.settle.mockImplementation(() => {
      undo.isAtWork = true
    })
    app.quit()
    expect(onHold).toHaveBeenCalledTimes(1)
    await letRun()
    expect(app.hasEnded).toBe(false)
    finish()
    await letRun()
    expect(app.hasEnded).toBe(true)
  })

  it('holds the end up until the step is finished, however often it is asked for', async () => {
    const { app, work, onHold, onEnd } = start()
    app.quit()
    app.quit()
    await letRun()
    expect(app.hasEnded).toBe(false)
    expect(onHold).toHaveBeenCalledTimes(1)
    expect(onEnd).not.toHaveBeenCalled()
    work.finish()
    await letRun()
    expect(app.hasEnded).toBe(true)
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it('holds up the next end, too, after one that was called off', async () => {
    const { app, work, onHold } = start()
    app.once('before-quit', ({ preventDefault }) => preventDefault())
    work.isAtWork = false
    app.quit()
    expect(app.hasEnded).toBe(false)
    work.isAtWork = true
    app.quit()
    expect(app.hasEnded).toBe(false)
    expect(onHold).toHaveBeenCalledTimes(1)
  })

  it('ends in the middle of what takes too long', async () => {
    const { app } = start()
    app.quit()
    await vi.advanceTimersByTimeAsync(holdMilliseconds - 1)
    expect(app.hasEnded).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(app.hasEnded).toBe(true)
  })

  it.each([
    ['the computer’s, on Linux and macOS', 'power', 'shutdown'],
    ['the session’s, on Windows', 'sessionWindow', 'query-session-end'],
  ] as const)('holds up an end: %s', async (_whose, teller, event) => {
    const parts = start()
    expect(tell(parts[teller], event)).toBe(true)
    expect(parts.app.hasEnded).toBe(false)
    parts.work.finish()
    await letRun()
    expect(parts.app.hasEnded).toBe(true)
  })

  it.each([
    ['the computer’s', 'power', 'shutdown'],
    ['the session’s', 'sessionWindow', 'query-session-end'],
  ] as const)('does not stand in the way of an end where nothing is under way: %s', (_whose, teller, event) => {
    const parts = start()
    parts.work.finish()
    expect(tell(parts[teller], event)).toBe(false)
    expect(parts.app.hasEnded).toBe(false)
  })

  it('does what there is left to do when Windows ends the process', () => {
    const { sessionWindow, onEnd } = start()
    tell(sessionWindow, 'session-end')
    expect(onEnd).toHaveBeenCalledTimes(1)
  })
})
