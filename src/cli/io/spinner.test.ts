import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Spinner, spinnerFor } from './spinner.ts'

/** A terminal that remembers what was written. */
function terminal(columns = 80) {
  let written = ''
  const stream = { isTTY: true, columns, write: (text: string) => (written += text) } as unknown as NodeJS.WriteStream
  return { stream, written: () => written, line: () => written.split('\r\u001b[K').at(-1) }
}

/** Work that ends when the test says so. */
function work() {
  let end: () => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const promise = new Promise<void>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  return { promise, end: () => end(), fail: (error: Error) => fail(error) }
}

const asked = { json: false, quiet: false, environment: { TERM: 'xterm' } }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
})

describe('a spinner', () => {
  it('turns while something is waited for, and leaves nothing on the line', async () => {
    const { stream, line } = terminal()
    const wait = work()
    const ended = new Spinner(stream, 'One moment').during(wait.promise.then(() => 3))
    vi.advanceTimersByTime(400)
    const first = line()
    expect(first).toMatch(/^\S One moment$/)
    vi.advanceTimersByTime(100)
    expect(line()).toMatch(/^\S One moment$/)
    expect(line()).not.toBe(first)
    wait.end()
    expect(await ended).toBe(3)
    expect(line()).toBe('')
    vi.advanceTimersByTime(1000)
    expect(line()).toBe('')
  })

  it('shows nothing of a short wait, and ends with a failure too', async () => {
    const { stream, written, line } = terminal()
    const spinner = new Spinner(stream, 'One moment')
    const wait = work()
    const ended = spinner.during(wait.promise)
    vi.advanceTimersByTime(300)
    expect(written()).toBe('')
    vi.advanceTimersByTime(100)
    wait.fail(new Error('no'))
    await expect(ended).rejects.toThrow('no')
    expect(line()).toBe('')
  })

  it('gives the line to something else, and comes back below', async () => {
    const { stream, line } = terminal()
    const spinner = new Spinner(stream, 'One moment')
    const wait = work()
    const ended = spinner.during(wait.promise)
    vi.advanceTimersByTime(400)
    spinner.clear()
    stream.write('A line\n')
    expect(line()).toBe('A line\n')
    vi.advanceTimersByTime(100)
    expect(line()).toContain('One moment')
    wait.end()
    await ended
  })

  it('never fills the line of a narrow terminal', () => {
    const { stream, line } = terminal(10)
    void new Spinner(stream, 'One moment, please').during(new Promise(() => undefined))
    vi.advanceTimersByTime(400)
    expect(line()?.length).toBe(9)
  })

  it.each([
    ['at a terminal', true, asked, true],
    ['without colours', true, { ...asked, environment: { TERM: 'xterm', NO_COLOR: '1' } }, true],
    ['where stderr is no terminal', false, asked, false],
    ['with --quiet', true, { ...asked, quiet: true }, false],
    ['with --json', true, { ...asked, json: true }, false],
    ['at a terminal that cannot go back', true, { ...asked, environment: { TERM: 'dumb' } }, false],
    ['in a pipeline', true, { ...asked, environment: { TERM: 'xterm', CI: 'true' } }, false],
  ])('%s', (_where, isTTY, options, isThere) => {
    const stream = { ...terminal().stream, isTTY } as NodeJS.WriteStream
    expect(spinnerFor(stream, options, '') !== null).toBe(isThere)
  })
})
