import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { commandLineOf, resourcesOf } from '../../scripts/package/names.ts'
import { test } from './fixtures.ts'

test('the packed app has the notices of all that ships: Electron, Chromium, Node, every package', async ({
  packed,
}) => {
  const read = (...path: string[]) => readFileSync(join(resourcesOf(packed.folder), ...path), 'utf8')
  expect(read('licences', 'LICENSE.electron.txt')).toContain('Electron contributors')
  expect(read('licences', 'LICENSES.chromium.html')).toMatch(/BoringSSL/)
  expect(read('licences', 'LICENSE.node.txt')).toContain('Node.js is licensed for use as follows')
  // Beside the program that it is for, too.
  expect(existsSync(join(commandLineOf(packed.folder), '../LICENSE'))).toBe(true)
  const packages = read('licences', 'packages.txt')
  for (const name of [
    '@napi-rs/keyring',
    'preact',
    'commander',
    '@supabase/postgrest-js',
    'oauth4webapi',
    'cockatiel',
  ]) {
    expect(packages).toMatch(new RegExp(`^${name} \\d`, 'm'))
  }
})
