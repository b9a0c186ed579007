import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

/** What takes more than a minute, or nearly so, begins first: nobody waits for it at the end. */
const long = ['**/soak.spec.ts', '**/sign-in-refused-token.spec.ts', '**/dev.spec.ts']
/** It builds, which nobody else may be using then. */
const alone = '**/start.spec.ts'

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: resolve(import.meta.dirname, '../../out/test/e2e'),
  // Each has a desktop and a sandbox of its own, and one app at a time on it, which mostly waits.
  workers: 5,
  // A test takes ten seconds, and an answer one: the rest is for a computer that is busy with others' work.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  projects: [
    { name: 'long', testMatch: long },
    { name: 'app', testIgnore: [...long, alone] },
    { name: 'start', testMatch: alone, dependencies: ['long', 'app'] },
  ],
  // The tray and the notifications are watched over D-Bus, which only Linux has.
  grepInvert: process.platform === 'linux' ? [] : /@linux/,
})
