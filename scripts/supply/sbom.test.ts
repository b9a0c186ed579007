import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { sbomOf } from './sbom.ts'

const root = resolve(import.meta.dirname, '../..')

it('names the app, each package that it ships, Electron and Node, and nothing of the tests', () => {
  const { bomFormat, metadata, components } = sbomOf(root, '45.4.1')
  const { name, version, type } = metadata.component
  expect([bomFormat, name, version, type]).toEqual(['CycloneDX', manifest.name, manifest.version, 'application'])
  const names = components.map((each) => each.name)
  expect(names).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies)))
  expect(names).not.toContain('vitest')
  const versionOf = (name: string) => components.find((each) => each.name === name)?.version
  expect([versionOf('electron'), versionOf('node')]).toEqual(['45.4.1', manifest.devDependencies.node])
  expect(new Set(components.map((each) => each['bom-ref'])).size).toBe(components.length)
  const ours = components.find((each) => each.name === '@supabase/postgrest-js')
  expect(ours?.purl).toMatch(/^pkg:npm\/%40supabase\/postgrest-js@\d/)
  expect(ours?.hashes?.[0]).toEqual({ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) })
})
