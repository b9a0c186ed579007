import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { buildCli } from './cli/build.ts'
import { buildEdge } from './edge/build.ts'
import { drawIcons } from './icons.ts'
import { buildPackage, packageFolder } from './npm/build.ts'

/**
 * Builds the app into out/: main, preload, renderer, icons. Takes the project's folder. Rejects with the bundler's output if it
 * fails.
 */
export async function build(root: string): Promise<void> {
  const bundler = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const run = spawn(process.execPath, [bundler, 'build', '--logLevel', 'warn'], { cwd: root })
  let output = ''
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (chunk) => (output += chunk))
  const [code] = await once(run, 'close')
  if (code !== 0) throw new Error(`The build failed:\n${output}`)
  for (const line of output.split('\n')) if (line.startsWith('The pages’ js and css')) console.log(line)
  drawIcons(root)
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..')
  await build(root)
  await buildCli(root)
  await buildEdge(root)
  await buildPackage(root, join(root, packageFolder))
}
