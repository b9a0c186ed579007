import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

// Takes out of package-lock.json which Node each package asks for. npm judges that by the Node that it runs on itself, of which
// nothing but `npm ci` needs to run there: `npm run` takes the Node that the project brings. On an older one, as README.md
// allows, npm would print a warning of five lines for each of some twenty packages. The house test of the lockfile judges by
// the project's Node instead. Run this when that test asks for it.

const file = resolve(import.meta.dirname, '../../package-lock.json')
const lockfile = JSON.parse(readFileSync(file, 'utf8'))
for (const [place, locked] of Object.entries<Record<string, unknown>>(lockfile.packages)) {
  // The project's own says what a person needs.
  if (place !== '') delete locked['engines']
}
writeFileSync(file, `${JSON.stringify(lockfile, null, 2)}\n`)
