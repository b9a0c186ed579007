import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

// Removes each package's `engines` from package-lock.json. npm compares them with the Node that it runs on, although only `npm
// ci` has to run there: `npm run` uses the Node that the project brings. On an older Node, as README.md allows, npm would print a
// warning of five lines for each of some twenty packages. The house's test of the lockfile compares with the project's Node
// instead. Run this when that test asks for it.

const file = resolve(import.meta.dirname, '../../package-lock.json')
const lockfile = JSON.parse(readFileSync(file, 'utf8'))
for (const [place, locked] of Object.entries<Record<string, unknown>>(lockfile.packages)) {
  // Keep the project's own: it says what a person needs.
  if (place !== '') delete locked['engines']
}
writeFileSync(file, `${JSON.stringify(lockfile, null, 2)}\n`)
