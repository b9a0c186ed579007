import { expect, it } from 'vitest'
import type { OwnData } from '../../node/own-data.ts'
import { OwnDataControl } from './own-data.ts'

const file = (kind: OwnData['kind'], isInUse: boolean): OwnData => ({
  kind,
  places: [`/${kind}`],
  bytes: 7,
  isInUse,
  mayHoldTokens: true,
})

function start({ startsAtLogin = true, isHandedOver = true } = {}) {
  const done: string[] = []
  const control = new OwnDataControl({
    look: async () => [file('autostart', false), file('state', true), file('profile', true)],
    startsAtLogin: () => startsAtLogin,
    stopStartingAtLogin: async () => void done.push('autostart'),
    isHandedOver: () => isHandedOver,
    takeHandoverBack: async () => void done.push('keychain'),
    unregisterLinks: () => void done.push('links'),
    endAndRemove: (kinds) => void done.push(`end: ${kinds}`),
  })
  return { control, done }
}

it('lists what is kept: what the system and the keychain have, and the files', async () => {
  const { control } = start()
  expect(control.state.value).toBeNull()
  await control.look()
  expect(control.state.value?.map(({ kind }) => kind)).toEqual(['autostart', 'keychain', 'state', 'profile'])
  const { control: other } = start({ startsAtLogin: false, isHandedOver: false })
  await other.look()
  expect(other.state.value?.map(({ kind }) => kind)).toEqual(['state', 'profile'])
})

it('calls the profile free, which this app alone uses', async () => {
  const { control } = start()
  await control.look()
  expect(control.state.value?.map(({ isInUse }) => isInUse)).toEqual([false, false, true, false])
})

it('takes back what needs the app, then ends, and has the rest removed', async () => {
  const { control, done } = start()
  await control.remove(['autostart', 'keychain', 'profile'])
  expect(done).toEqual(['autostart', 'keychain', 'links', 'end: autostart,keychain,profile'])
  done.length = 0
  await control.remove(['state'])
  expect(done).toEqual(['end: state'])
})
