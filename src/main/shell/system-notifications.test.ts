import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import type { Fate } from './notifications.ts'
import { SystemNotifications } from './system-notifications.ts'

const text = { title: 'Sign in', body: '<b> & more', click: 'Open', button: 'Remind me tomorrow', isUrgent: true }

/** Shows `text` with an Electron that only counts; what it says is emitted by the test. */
function showOn({ isSupported = true } = {}) {
  const fates: Fate[] = []
  const made: unknown[] = []
  const notification = Object.assign(new EventEmitter(), { show: vi.fn(), close: vi.fn() })
  const create = (options: unknown) => {
    made.push(options)
    return notification as never
  }
  const withdraw = new SystemNotifications({ isSupported: () => isSupported, create }).show(text, (fate) => {
    fates.push(fate)
  })
  return { fates, made, notification, withdraw }
}

it('hands on what it says, unescaped, with its button, and shows it', () => {
  const { made, notification } = showOn()
  const { title, body } = text
  expect(made).toEqual([
    { title, body, actions: [{ type: 'button', text: 'Remind me tomorrow' }], timeoutType: 'never' },
  ])
  expect(notification.show).toHaveBeenCalledOnce()
})

it('was shown when the system says so, and not before', () => {
  const { fates, notification } = showOn()
  expect(fates).toEqual([])
  notification.emit('show')
  notification.emit('click')
  notification.emit('action', {}, 0)
  expect(fates).toEqual(['shown', 'clicked', 'button'])
})

it('failed where macOS has no permission or no signature, and where Windows says so after it was shown', () => {
  const { fates, notification } = showOn()
  notification.emit('failed', {}, 'Notifications are not allowed for this application')
  expect(fates).toEqual(['failed'])
  const later = showOn()
  later.notification.emit('show')
  later.notification.emit('failed', {}, '0x803E0111')
  expect(later.fates).toEqual(['shown', 'failed'])
})

it('failed where the system has no notifications at all, of which Electron says nothing', async () => {
  const { fates, made } = showOn({ isSupported: false })
  await Promise.resolve()
  expect({ fates, made }).toEqual({ fates: ['failed'], made: [] })
})

it('says nothing once it was taken away', () => {
  const { fates, notification, withdraw } = showOn()
  withdraw()
  expect(notification.close).toHaveBeenCalledOnce()
  notification.emit('show')
  expect(fates).toEqual([])
})
