import { expect, it } from 'vitest'
import { hostName } from './host-name.ts'

const denied = () => {
  throw new Error('Requires sys access to "hostname"')
}

it.each([
  ['atelier.example.net', 'atelier'],
  ['iMac de l’atelier', 'iMac de l’atelier'],
  ['', 'computer'],
  ['x'.repeat(80), 'x'.repeat(60)],
])('the host %j is called %j', (name, called) => {
  expect(hostName({}, () => name)).toBe(called)
})

it('has a name where its own may not be asked for', () => {
  expect(hostName({}, denied)).toBe('computer')
})

it('is no computer of a run that has a new one each time', () => {
  expect(hostName({ GITHUB_ACTIONS: 'true' }, denied)).toBe('GitHub Actions')
})
