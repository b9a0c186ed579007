import { expect, it, vi } from 'vitest'
import type { DesktopBus } from '../system/desktop-bus.ts'
import { DesktopNotifications } from './desktop-notifications.ts'

/** A bus whose daemon answers when it is told to. */
function slowDaemon() {
  const answer: { resolve: (body: unknown[]) => void } = { resolve: () => undefined }
  let say: (signal: { member: string; body: unknown[] }) => void = () => undefined
  const bus = {
    call: (_object: unknown, method: string) =>
      method === 'GetCapabilities'
        ? Promise.resolve([['actions']])
        : new Promise<unknown[]>((resolve) => {
            answer.resolve = resolve
          }),
    onSignal: async (_interface: string, listener: typeof say) => {
      say = listener
    },
    followOwner: async (_name: string, listener: (isOwned: boolean) => void) => listener(true),
    variant: (_signature: string, value: unknown) => value,
  }
  return {
    bus: Promise.resolve(bus as unknown as DesktopBus),
    answer: (id: number) => answer.resolve([id]),
    say: (member: string, ...body: unknown[]) => say({ member, body }),
  }
}

const text = { title: 'Title', body: 'Body', click: 'Open', button: null, isUrgent: false }
const sender = { appName: 'Test', desktopEntry: null, processId: 1 }
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('hears a click that overtakes the answer with its number, and no other’s', async () => {
  const daemon = slowDaemon()
  const heard: string[] = []
  new DesktopNotifications(daemon.bus, sender).show(text, (fate) => heard.push(fate))
  await settled()
  daemon.say('ActionInvoked', 8, 'default')
  daemon.say('ActionInvoked', 7, 'default')
  daemon.answer(7)
  await vi.waitFor(() => expect(heard).toEqual(['shown', 'clicked']))
  // What was said before belongs to none of those that come after.
  daemon.say('ActionInvoked', 8, 'default')
  expect(heard).toEqual(['shown', 'clicked'])
})
