import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { buildCli } from '../../scripts/cli/build.ts'
import { bundlePrograms } from '../../scripts/cli/bundle.ts'

// What the tests of this project use and do not change is made once for all files: it takes seconds.

const root = resolve(import.meta.dirname, '../..')

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of a closed sandbox, with which that of a test file begins. */
    sandboxFolder: string
    /** keeper-process.ts as one file: hundreds of starts read it. */
    keeperProgram: string
  }
}

/** Gives what removes it again. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'once-'))
  const [sandboxFolder, programs] = [join(folder, 'sandbox'), join(folder, 'programs')]
  await Promise.all([
    promisify(execFile)(process.execPath, [join(import.meta.dirname, 'make-sandbox.ts'), sandboxFolder]),
    // A build that runs beside a test takes its program away.
    buildCli(root),
    bundlePrograms(root, programs, { 'keeper-process': 'test/integration/keeper-process.ts' }),
  ])
  project.provide('sandboxFolder', sandboxFolder)
  project.provide('keeperProgram', join(programs, 'keeper-process.cjs'))
  return () => rmSync(folder, { recursive: true, force: true })
}
