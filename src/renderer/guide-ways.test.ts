import { expect, it } from 'vitest'
import type { Setup } from '../shared/setup.ts'
import type { SignInPhase } from '../shared/snapshot.ts'
import { waysOn } from './guide-ways.ts'

const setUp = (oauth: object) => ({ oauth: { hasSecret: true, ...oauth } }) as Setup

it.each<[SignInPhase, string[]]>([
  ['browser-refused', ['do.paste']],
  ['passkey', ['do.paste']],
  ['captcha', ['do.paste']],
  ['waiting', []],
  ['by-link', []],
  ['at-provider', []],
  ['working', []],
])('%s: %j', (signIn, labels) => {
  expect(waysOn({ signIn, setup: setUp({}) }).map(({ label }) => label)).toEqual(labels)
})

it.each<[SignInPhase, string[]]>([
  ['browser-refused', ['do.use-browser', 'do.paste']],
  ['passkey', ['do.use-browser', 'do.paste']],
  ['waiting', ['do.use-browser']],
  ['in-browser', ['do.paste']],
  ['working', []],
  ['done', []],
])('where the browser can come back to this computer, %s: %j', (signIn, labels) => {
  for (const inBrowser of [true, false]) {
    expect(waysOn({ signIn, setup: setUp({ inBrowser }) }).map(({ label }) => label)).toEqual(labels)
  }
  expect(waysOn({ signIn: 'waiting', setup: setUp({ inBrowser: true, hasSecret: false }) })).toEqual([])
})
