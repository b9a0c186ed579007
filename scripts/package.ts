import { join, resolve } from 'node:path'
import { build } from './build.ts'
import { buildCli } from './cli/build.ts'
import { packageApp } from './package/package-app.ts'
import { resolveElectron } from './runtime/resolve-electron.ts'

// `npm run package`: the app as it is installed, for this computer's system, in out/package.

const root = resolve(import.meta.dirname, '..')
const runtime = await resolveElectron({ say: console.log })
await build(root)
await buildCli(root)
const folder = await packageApp({ root, runtime, out: join(root, 'out/package') })
console.log(`The packaged app: ${folder}`)
if (runtime.origin === 'registry') {
  console.log('For testing only: do not distribute an app built on the Electron from the npm registry.')
}
