import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: resolve(import.meta.dirname, '../../out/test/e2e'),
  // One desktop, one sandbox, one app at a time.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // The tray and the notifications are watched over D-Bus, which only Linux has.
  grepInvert: process.platform === 'linux' ? [] : /@linux/,
})
