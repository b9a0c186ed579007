import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { appId, desktopEntryName } from './app-id.ts'

it('is one that macOS, D-Bus and AppStream all take: letters and digits between dots, and a domain that can be owned', () => {
  expect(appId).toMatch(/^[a-z]+(\.[A-Za-z][A-Za-z0-9]*){3}$/)
})

it('is the one that package.json tells Electron', () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  expect(manifest.desktopName).toBe(desktopEntryName)
})
