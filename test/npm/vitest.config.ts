import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

// `npm run test:npm`: the package managers are fetched from the registry, and ask it for the package's dependencies.
export default defineConfig({
  root: resolve(import.meta.dirname, '../..'),
  test: {
    include: ['test/npm/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 600_000,
  },
})
