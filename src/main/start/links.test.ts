import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import { signInLink } from '../../shared/sign-in-link.ts'
import { Links } from './links.ts'

function start(...args: string[]) {
  const app = new EventEmitter()
  const links = new Links(app, ['/opt/gazelle-keeper', ...args])
  const open = vi.fn()
  const prevented = vi.fn()
  const again = (...others: string[]) => app.emit('second-instance', {}, ['/opt/gazelle-keeper', ...others], '/')
  const url = (text: string) => app.emit('open-url', { preventDefault: prevented }, text)
  return { links, open, again, url, prevented }
}

it('a link that the app was started with opens once the app is there, and once', () => {
  const { links, open } = start('--', signInLink)
  links.follow(open)
  expect(open).toHaveBeenCalledTimes(1)
})

it('links that come before the app is there are one', () => {
  const { links, open, again, url } = start(signInLink)
  for (let count = 0; count < 100; count++) again('--', signInLink)
  url(signInLink)
  links.follow(open)
  expect(open).toHaveBeenCalledTimes(1)
})

it('a link of a second start, or of an event, opens at once', () => {
  const { links, open, again, url, prevented } = start()
  links.follow(open)
  expect(open).not.toHaveBeenCalled()
  again('--', signInLink)
  url('gazelle-keeper://sign-in/')
  expect(open).toHaveBeenCalledTimes(2)
  expect(prevented).toHaveBeenCalledTimes(1)
})

it.each([
  `${signInLink}?token=x`,
  `${signInLink}#x`,
  `${signInLink}/x`,
  'gazelle-keeper://renew',
  'https://example.com',
])('a link that is another opens nothing: %s', (other) => {
  const { links, open, again, url, prevented } = start('--', other)
  again(other)
  url(other)
  links.follow(open)
  again(other)
  url(other)
  expect(open).not.toHaveBeenCalled()
  expect(prevented).toHaveBeenCalledTimes(2)
})

it('a second start without a link opens nothing here', () => {
  const { links, open, again } = start('--popover')
  links.follow(open)
  again('--popover')
  expect(open).not.toHaveBeenCalled()
})
