import { execFile } from 'node:child_process'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type OutputChunk, rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'

/**
 * Gives the declarations of the library's exports, as one module that names no other. They are compiled anew, apart from what
 * `tsc -b` has left. Takes the project's folder; rejects with the compiler's output.
 */
export async function libraryTypes(root: string): Promise<string> {
  const work = await realpath(await mkdtemp(join(tmpdir(), 'gazelle-keeper-types-')))
  try {
    await writeFile(
      join(work, 'tsconfig.json'),
      JSON.stringify({
        extends: join(root, 'tsconfig.base.json'),
        compilerOptions: {
          composite: false,
          declaration: true,
          rootDir: root,
          outDir: work,
          types: ['node'],
          typeRoots: [join(root, 'node_modules/@types')],
        },
        files: [join(root, 'src/library/index.ts')],
      }),
    )
    await compile(root, work)
    return await inOne(join(work, 'src/library/index.d.ts'))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function compile(root: string, project: string): Promise<void> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  await promisify(execFile)(process.execPath, [compiler, '-p', project]).catch((error: { stdout?: string }) => {
    throw new Error(`The library's types were not built:\n${error.stdout}`)
  })
}

/** Draws a module of declarations and those that it needs of others together. Throws where it needs another package's. */
async function inOne(module: string): Promise<string> {
  const bundle = await rolldown({
    input: module,
    plugins: [dts({ dtsInput: true, emitDtsOnly: true, tsconfig: false, oxc: true })],
    external: (id) => /^[^./]/.test(id),
    // Otherwise comments name the files below the folder of this run.
    experimental: { attachDebugInfo: 'none' },
  })
  const { output } = await bundle.generate({ format: 'es' })
  const [{ code }] = output as [OutputChunk]
  const [, foreign] = /^(?:import|export)\b.*\bfrom ["'](.+)["']/m.exec(code) ?? []
  if (foreign !== undefined) throw new Error(`The library's types need ${foreign}, which nobody has installed.`)
  return code
}
