import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DockIcon } from './dock.ts'

/** The Dock as Electron has it: for a second after it was shown, it hides nothing. */
class FakeDock {
  isShown = false
  shownAt = Number.NEGATIVE_INFINITY

  async show(): Promise<void> {
    this.isShown = true
    this.shownAt = Date.now()
  }

  hide(): void {
    if (Date.now() - this.shownAt >= 1000) this.isShown = false
  }
}

class FakeWindow extends EventEmitter {
  isGone = false
  isSeen = false
  readonly focus = vi.fn()
  readonly isDestroyed = () => this.isGone
  readonly isVisible = () => this.isSeen

  show(): void {
    this.isSeen = true
    this.emit('show')
  }

  hide(): void {
    this.isSeen = false
    this.emit('hide')
  }

  close(): void {
    this.isGone = true
    this.emit('closed')
  }
}

function start(count: number) {
  const dock = new FakeDock()
  const icon = new DockIcon(dock)
  const windows = Array.from({ length: count }, () => new FakeWindow())
  for (const window of windows) icon.follow(window)
  return { dock, windows }
}

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('DockIcon', () => {
  it('is there while a window is to be seen, which keeps the focus', async () => {
    const { dock, windows } = start(1)
    windows[0]?.show()
    await wait(0)
    expect(dock.isShown).toBe(true)
    expect(windows[0]?.focus).toHaveBeenCalledTimes(1)
    windows[0]?.close()
    await wait(2000)
    expect(dock.isShown).toBe(false)
  })

  it('goes with the last window, also with one that closes at once', async () => {
    const { dock, windows } = start(2)
    windows[0]?.show()
    windows[1]?.show()
    windows[0]?.hide()
    windows[0]?.close()
    await wait(2000)
    expect(dock.isShown).toBe(true)
    windows[1]?.close()
    windows[1]?.close()
    await wait(2000)
    expect(dock.isShown).toBe(false)
  })

  it('stays where one window opens as another closes', async () => {
    const { dock, windows } = start(2)
    windows[0]?.show()
    windows[0]?.close()
    windows[1]?.show()
    await wait(2000)
    expect(dock.isShown).toBe(true)
  })

  it('does not focus what has been closed meanwhile', async () => {
    const { windows } = start(1)
    windows[0]?.show()
    windows[0]?.close()
    await wait(2000)
    expect(windows[0]?.focus).not.toHaveBeenCalled()
  })

  it('is nothing where there is no Dock', () => {
    const window = new FakeWindow()
    new DockIcon(null).follow(window)
    expect(window.eventNames()).toEqual([])
  })
})
