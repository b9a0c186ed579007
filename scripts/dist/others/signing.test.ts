import { describe, expect, it } from 'vitest'
import { checkSigning } from './signing.ts'

const key = { APPLE_API_KEY: '/key.p8', APPLE_API_KEY_ID: 'AB', APPLE_API_ISSUER: 'CD' }

describe('an app for macOS', () => {
  it.each([key, { APPLE_KEYCHAIN_PROFILE: 'release' }])('is made where it can be notarised', (env) => {
    expect(() => checkSigning('darwin', env)).not.toThrow()
  })

  it.each([{}, { ...key, APPLE_API_KEY: '' }, { APPLE_ID: 'somebody@example.com' }])(
    'is not made where electron-builder would only warn',
    (env) => {
      expect(() => checkSigning('darwin', env)).toThrow('Set APPLE_API_KEY')
    },
  )
})

it('Windows knows no such thing', () => {
  expect(() => checkSigning('win32', {})).not.toThrow()
})
