import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DesktopBus, DesktopSignal } from './desktop-bus.ts'
import { TrayHost } from './tray-host.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A bus with a watcher on it whose answers the test gives. */
class ScriptedBus {
  items: string[] = []
  readonly processes = new Map([
    [':1.7', 4711],
    [':1.8', 4712],
    ['org.kde.StatusNotifierItem-4711-1', 4711],
  ])
  readonly questions: ((isRegistered: unknown) => void)[] = []
  own = (_isOwned: boolean) => {}
  signal = (_signal: DesktopSignal) => {}

  async onSignal(_interface: string, hear: (signal: DesktopSignal) => void) {
    this.signal = hear
  }

  async followOwner(_name: string, hear: (isOwned: boolean) => void) {
    this.own = hear
  }

  get(_object: unknown, property: string): Promise<unknown> {
    if (property === 'RegisteredStatusNotifierItems') return Promise.resolve(this.items)
    return new Promise((resolve) => this.questions.push(resolve))
  }

  async processOf(connection: string): Promise<number> {
    const id = this.processes.get(connection)
    if (id === undefined) throw new Error('NameHasNoOwner')
    return id
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

async function open() {
  const bus = new ScriptedBus()
  const host = new TrayHost(Promise.resolve(bus as unknown as DesktopBus))
  await settle()
  return { bus, host }
}

describe('whether there is a tray', () => {
  it('is so from the start where there always is one', async () => {
    expect(await new TrayHost(null).known()).toBe(true)
  })

  it('is not so without a bus', async () => {
    expect(await new TrayHost(Promise.reject(new Error('no bus'))).known()).toBe(false)
  })

  it('is not so until a watcher has a host', async () => {
    const { bus, host } = await open()
    bus.own(true)
    bus.questions[0]?.(false)
    await settle()
    expect(host.isThere.value).toBe(false)
    bus.signal({ member: 'StatusNotifierHostRegistered', body: [] })
    bus.questions[1]?.(true)
    await settle()
    expect(host.isThere.value).toBe(true)
  })

  it('is not so for a panel that has frozen, until it goes on', async () => {
    const { bus, host } = await open()
    bus.own(true)
    const known = host.known()
    await vi.advanceTimersByTimeAsync(3000)
    expect(await known).toBe(false)
    bus.questions[0]?.(true)
    await settle()
    expect(host.isThere.value).toBe(true)
  })

  it('ends with the panel, and an answer of the one before says nothing of the next', async () => {
    const { bus, host } = await open()
    bus.own(true)
    bus.own(false)
    bus.own(true)
    bus.questions[0]?.(true)
    await settle()
    expect(host.isThere.value).toBe(false)
    bus.questions[1]?.(true)
    await settle()
    expect(host.isThere.value).toBe(true)
  })
})

describe('whether the panel has our icon', () => {
  it.each([
    { items: [], has: false },
    { items: [':1.8'], has: false },
    { items: [':1.8', ':1.7'], has: true },
    { items: [':1.7/StatusNotifierItem'], has: true },
    { items: [':1.7@/StatusNotifierItem'], has: true },
    { items: ['org.kde.StatusNotifierItem-4711-1/StatusNotifierItem'], has: true },
    { items: [':1.99/StatusNotifierItem'], has: false },
    { items: ['/org/somebody/else'], has: true },
  ])('$items: $has', async ({ items, has }) => {
    const { bus, host } = await open()
    bus.items = items
    expect(await host.hasIconOf(4711)).toBe(has)
  })
})
