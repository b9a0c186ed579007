import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Rolldown } from 'vite'
import { bundle } from './bundle.ts'

/** The folder of what runs without a computer of one's own, below the project's. */
export const edgeFolder = 'out/edge'

/** What Supabase's command line reads before it deploys: the function's own secret lets callers in, no user's token. */
const config = `project_id = "gazelle-keeper"

[functions.gazelle-keeper]
enabled = true
verify_jwt = false
entrypoint = "./functions/gazelle-keeper/index.js"
`

/**
 * Builds the keeper as an Edge Function, as a folder that `supabase functions deploy` takes (`out/edge/supabase`), with the SQL of
 * its schedule, and as a program for runners (`out/edge/check-once.js`). Takes the project's folder, and another one for the result.
 * Gives the bundled files.
 */
export async function buildEdge(root: string, folder = join(root, edgeFolder)): Promise<Rolldown.OutputChunk[]> {
  rmSync(folder, { recursive: true, force: true })
  const own = join(folder, 'supabase/functions/gazelle-keeper')
  mkdirSync(own, { recursive: true })
  const chunks = [
    ...(await bundle(root, 'supabase/functions/gazelle-keeper/index.ts', own, 'index')),
    ...(await bundle(root, 'src/edge/once.ts', folder, 'check-once')),
  ]
  // Files with import are modules by their content, but Node reads a file twice to find that out.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  writeFileSync(join(folder, 'supabase/config.toml'), config)
  for (const file of ['schedule.sql', 'unschedule.sql']) {
    copyFileSync(join(root, 'supabase/functions/gazelle-keeper', file), join(folder, file))
  }
  return chunks
}

if (import.meta.main) await buildEdge(resolve(import.meta.dirname, '../..'))
