import { resolve } from 'node:path'
import { buildCli } from '../../scripts/cli/build.ts'

/** The command line is built once for all files: a build takes seconds, and one that runs beside a test takes its program away. */
export const setup = () => buildCli(resolve(import.meta.dirname, '../..'))
