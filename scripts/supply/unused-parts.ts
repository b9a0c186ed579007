import { join } from 'node:path'

/** For a bundler's `resolve.alias`: what stands in for the parts of supabase-js that are not used. Takes the project's folder. */
export function unusedParts(root: string): Record<string, string> {
  const standIn = join(root, 'src/core/supabase/unused-parts.ts')
  return Object.fromEntries(['functions', 'realtime', 'storage'].map((part) => [`@supabase/${part}-js`, standIn]))
}
