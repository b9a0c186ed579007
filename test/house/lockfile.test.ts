import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { goodLicences, shippedPlaces } from '../../scripts/supply/works.ts'

const { satisfies } = createRequire(import.meta.url)('semver') as {
  satisfies(version: string, range: string): boolean
}

interface Locked {
  engines?: unknown
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
  optionalDependencies?: Record<string, string>
}

const read = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, '../..', file), 'utf8'))
const { packages }: { packages: Record<string, Locked> } = read('package-lock.json')
const root = join(import.meta.dirname, '../..')
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

  it('decides alone: every version is exact, npm fails at a script that nobody has looked at, and CI installs by it', () => {
    const { dependencies, devDependencies } = read('package.json')
    // A second version of a package has a name of its own.
    const versions = Object.entries<string>({ ...dependencies, ...devDependencies }).map(
      ([name, version]) => [name, version.replace(/^npm:(@[\w-]+\/)?[\w-]+@/, '')] as const,
    )
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
    const wrong = versions.filter(
      ([name, version]) => (packages[`node_modules/${name}`] as { version?: string })?.version !== version,
    )
    expect(wrong).toEqual([])
    const settings = readFileSync(join(root, '.npmrc'), 'utf8').split('\n')
    expect(settings).toContain('strict-allow-scripts=true')
    expect(settings.filter((line) => /^(ignore-scripts=false|dangerously)/.test(line))).toEqual([])
    const installs = readFileSync(join(root, '.ci/run'), 'utf8').match(/^npm (ci|i|install|add)\b.*$/gm)
    expect(installs).toEqual(['npm ci'])
  })

  it('is not the only one: what makes installers has its own, exact and with checksums, and none of its scripts run', () => {
    const folder = '.ci/electron-builder'
    const own = read(join(folder, 'package-lock.json')).packages as Record<string, Locked>
    const entries = Object.entries(own).filter(([place]) => place !== '')
    expect(entries.length).toBeGreaterThan(100)
    expect(entries.filter(([, { resolved, integrity }]) => resolved !== undefined || integrity === undefined)).toEqual(
      [],
    )
    const { dependencies } = read(join(folder, 'package.json'))
    expect(own['node_modules/electron-builder']).toMatchObject({ version: dependencies['electron-builder'] })
    expect(readFileSync(join(root, folder, '.npmrc'), 'utf8').split('\n')).toContain('ignore-scripts=true')
  })

  it('holds no work that ships, on any system, whose licence asks for more than its notice', () => {
    const places = shippedPlaces(root)
    expect(places.length).toBeGreaterThan(20)
    expect(places.filter(([, { license = '' }]) => !goodLicences.includes(license))).toEqual([])
  })

  it('asks nothing of the Node that npm runs on; the project’s own Node is enough for every package', () => {
    const others = Object.entries(packages).filter(([place]) => place !== '')
    const asking = others.filter(([, { engines }]) => engines !== undefined).map(([place]) => place)
    expect(asking, 'run: node scripts/supply/without-engines.ts').toEqual([])

    const node: string = read('package.json').devDependencies.node
    const installed = others
      .map(([place]) => join(place, 'package.json'))
      .filter((file) => existsSync(join(root, file)))
    const asked = installed.flatMap((file) => {
      const { name, engines } = read(file)
      return typeof engines?.node === 'string' ? [{ name, node: engines.node }] : []
    })
    expect(asked.length).toBeGreaterThan(100)
    expect(asked.filter((each) => !satisfies(node, each.node))).toEqual([])
  })
})
