import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { shippedPlaces } from './works.ts'

interface Component {
  readonly 'bom-ref': string
  readonly type: 'application' | 'library' | 'framework'
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly licenses?: readonly { readonly license: { readonly id: string } }[]
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
  readonly description?: string
}

/** The fields of a CycloneDX document that are filled in here. */
export interface Sbom {
  readonly bomFormat: 'CycloneDX'
  readonly specVersion: '1.5'
  readonly serialNumber: string
  readonly version: number
  readonly metadata: { readonly timestamp: string; readonly component: Component }
  readonly components: readonly Component[]
}

/**
 * The app's components on this system: the packages of the lockfile that it ships, Electron and Node. Takes the project's folder
 * and the version of the packed Electron, and the time that the document is of. Does not use `npm sbom`: npm 11 leaves out @supabase/supabase-js, a dependency that a
 * package of the tests also wants as its peer.
 */
export function sbomOf(root: string, electron: string, at = new Date()): Sbom {
  const packages = shippedPlaces(root)
    .filter(([place]) => existsSync(join(root, place, 'package.json')))
    .map(([place, { version = '', license, integrity }]) => ({
      ...componentOf(
        'library',
        place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
        version,
        license,
      ),
      ...(integrity === undefined ? {} : { hashes: [hashOf(integrity)] }),
    }))
  const node = componentOf('framework', 'node', manifest.devDependencies.node, 'MIT')
  const runtime = componentOf('framework', 'electron', electron, 'MIT')
  const components = [
    { ...runtime, description: 'Runs the app; brings Chromium, and a Node of its own.' },
    { ...node, description: 'Runs the command line.' },
    ...packages,
  ]
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: serialOf(components, at),
    version: 1,
    metadata: {
      timestamp: at.toISOString(),
      component: componentOf('application', manifest.name, manifest.version),
    },
    components,
  }
}

/** A UUID by the document's content, so that two of the same are the same. */
function serialOf(components: readonly Component[], at: Date): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([components, at]))
    .digest('hex')
  const [a, b, c, d, e] = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(13, 16),
    digest.slice(17, 20),
    digest.slice(20, 32),
  ]
  return `urn:uuid:${a}-${b}-8${c}-8${d}-${e}`
}

function componentOf(type: Component['type'], name: string, version: string, licence?: string): Component {
  const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`
  const licenses = licence === undefined ? {} : { licenses: [{ license: { id: licence } }] }
  return { 'bom-ref': purl, type, name, version, purl, ...licenses }
}

/** Converts the lockfile's "sha512-" and base64 to CycloneDX's form. */
function hashOf(integrity: string): { alg: string; content: string } {
  const [algorithm = '', digest = ''] = integrity.split('-')
  return { alg: algorithm.toUpperCase().replace('SHA', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') }
}
