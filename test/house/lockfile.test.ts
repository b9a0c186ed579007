import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Locked {
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
  optionalDependencies?: Record<string, string>
}

const read = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, '../..', file), 'utf8'))
const { packages }: { packages: Record<string, Locked> } = read('package-lock.json')
const { allowScripts }: { allowScripts: Record<string, boolean> } = read('package.json')

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

  it('holds no install script, of any platform, that package.json neither allows nor refuses', () => {
    const withScript = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript)
    const names = withScript.map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length))
    expect(Object.keys(allowScripts).sort()).toEqual([...new Set(names)].sort())
  })
})
