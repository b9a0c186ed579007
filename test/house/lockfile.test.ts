import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Locked {
  resolved?: string
  integrity?: string
  optionalDependencies?: Record<string, string>
}

const file = join(import.meta.dirname, '../../package-lock.json')
const { packages }: { packages: Record<string, Locked> } = JSON.parse(readFileSync(file, 'utf8'))

describe('the lockfile', () => {
  it('holds every platform’s packages, so that npm ci works on each', () => {
    const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${place}/node_modules/${name}` in packages),
      ),
    )
    expect(missing).toEqual([])
  })

  it('names no registry, and a checksum for every package', () => {
    const entries = Object.entries(packages).filter(([place]) => place !== '')
    expect(entries.length).toBeGreaterThan(100)
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
    expect(entries.filter(([, { integrity }]) => integrity === undefined)).toEqual([])
  })
})
