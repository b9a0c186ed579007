import { expect, it } from 'vitest'
import type { SignInPhase } from '../shared/snapshot.ts'
import { waysOn } from './guide-ways.ts'

it.each<[SignInPhase, string[]]>([
  ['browser-refused', ['do.paste']],
  ['passkey', ['do.paste']],
  ['captcha', ['do.paste']],
  ['waiting', []],
  ['at-provider', []],
  ['working', []],
])('%s: %j', (signIn, labels) => {
  expect(waysOn({ signIn }).map(({ label }) => label)).toEqual(labels)
})
