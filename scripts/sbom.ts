import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { sbomOf } from './supply/sbom.ts'

// `npm run sbom`: writes the app's components, with the Electron that package.json locks, to out/gazelle-keeper.cdx.json.

const root = resolve(import.meta.dirname, '..')
const file = join(root, 'out', `${manifest.name}.cdx.json`)
const sbom = sbomOf(root, manifest.devDependencies.electron)
await mkdir(join(root, 'out'), { recursive: true })
await writeFile(file, JSON.stringify(sbom, null, 2))
console.log(`${sbom.components.length} components: ${file}`)
