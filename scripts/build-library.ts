import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Builds the package that a program imports as 'gazelle-keeper': the module into a folder (out/library by default), its types
 * into out/types. Takes the project's folder. Rejects with the tool's output if it fails.
 */
export async function buildLibrary(root: string, folder = join(root, 'out/library')): Promise<void> {
  const options = ['--config', 'vite.library.config.ts', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn']
  await run(root, 'vite/bin/vite.js', ['build', ...options])
  // The compiler leaves the output of deleted files, which would be published with the rest.
  for (const room of ['core', 'node', 'library'])
    rmSync(join(root, 'out/types/src', room), { recursive: true, force: true })
  await run(root, 'typescript/bin/tsc', ['-b', 'src/library'])
}

async function run(root: string, tool: string, args: string[]): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: root })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The library was not built:\n${output}`)
}
