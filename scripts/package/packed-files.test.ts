import { expect, it } from 'vitest'
import { isPacked } from './packed-files.ts'

it.each([
  ['/package.json', true],
  ['/out/main/index.js', true],
  ['/out/cli/gazelle-keeper.cjs', true],
  ['/out/test/pages', false],
  ['/node_modules/@napi-rs/keyring/index.js', true],
  ['/node_modules/@napi-rs/keyring/index.d.ts', false],
  ['/node_modules/@napi-rs/keyring/README.md', false],
  ['/node_modules/@supabase/supabase-js/dist/index.mjs', false],
  ['/src/main/index.ts', false],
])('%s: %s', (path, isIt) => {
  expect(isPacked(path)).toBe(isIt)
})

it('the command line stays away where it has a package of its own', () => {
  expect(isPacked('/out/cli/gazelle-keeper.cjs', false)).toBe(false)
  expect(isPacked('/out/main/index.js', false)).toBe(true)
})
