/** The parts of out/ that run: the app's and the command line's, and the function's, which the app saves for Supabase. */
const built = ['main', 'preload', 'renderer', 'icons', 'cli', 'edge']

/** Dependencies that the build has already bundled into these parts. */
const bundled = ['preact', 'preact-render-to-string', 'lucide-preact', 'commander']

/**
 * The files outside the archive: the command line, which plain Node runs, and native code, which no system loads from an archive.
 * Node looks for both below the archive's folder.
 */
export const unpacked = '**/{out/cli,node_modules/@napi-rs}/**'

/**
 * True for a file of the packaged app, apart from the rest of `dependencies`, which the packager finds itself. Takes a path below
 * the project's folder, "/out/main/index.js". Excludes sources, tests and the sandbox.
 */
export function isPacked(path: string): boolean {
  const [, top, second, third] = path.split('/')
  if (top === undefined || top === '' || top === 'package.json') return true
  if (top === 'out') return second === undefined || built.includes(second)
  if (top !== 'node_modules') return false
  return second === undefined || !(bundled.includes(second) || second.startsWith('.') || third === '.bin')
}
