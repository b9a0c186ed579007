import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.spec.ts',
  outputDir: resolve(import.meta.dirname, '../../out/test/pages/failures'),
  snapshotPathTemplate: '{testDir}/baselines/{arg}{ext}',
  // Every test opens the page it looks at: a long file is shared among the workers.
  fullyParallel: true,
  workers: 3,
  // A test looks at dozens of states, on a computer that may be busy with five times as much.
  timeout: 300_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
})
