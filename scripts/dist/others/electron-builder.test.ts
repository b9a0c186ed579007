import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { appId } from '../../../src/shared/app-id.ts'
import { electronBuilderConfig } from './electron-builder.ts'

const config = electronBuilderConfig('45.4.1', '/notices', '/icon.png')

it('is the same app as on Linux: its id, its program, its fuses', () => {
  expect([config.appId, config.executableName]).toEqual([appId, 'gazelle-keeper-app'])
  expect(config.electronFuses).toMatchObject({
    runAsNode: false,
    onlyLoadAppFromAsar: true,
    enableCookieEncryption: true,
  })
})

it('makes nothing that is not signed', () => {
  expect([config.forceCodeSigning, config.mac.hardenedRuntime, config.mac.notarize]).toEqual([true, true, true])
  expect(existsSync(join(resolve(import.meta.dirname, '../../..'), config.mac.entitlements))).toBe(true)
})

it('installs for one person, and leaves the profile to the app', () => {
  expect(config.nsis).toMatchObject({ perMachine: false, oneClick: true, deleteAppDataOnUninstall: false })
})
