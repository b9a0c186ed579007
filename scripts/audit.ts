import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { readAudit } from './supply/audit.ts'

// `npm run audit`: asks the registry for known vulnerabilities of the locked packages. Exits with 0 if there are none, 1 if there
// are any, and 2 if the registry could not be asked.

const cwd = resolve(import.meta.dirname, '..')
const shell = process.platform === 'win32'
const { stdout } = spawnSync('npm', ['audit', '--json', '--package-lock-only'], { cwd, encoding: 'utf8', shell })
const { exitCode, say } = readAudit(stdout ?? '')
if (exitCode === 0) console.log(say)
else console.error(say)
process.exitCode = exitCode
