import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: resolve(import.meta.dirname, '../../out/test/package'),
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  // The tray is watched over D-Bus, and the keychain is the tests' own, on Linux only.
  grepInvert: process.platform === 'linux' ? [] : /@linux/,
})
