/** The parts of out/ that run: the app's and the command line's, and the function's, which the app saves for Supabase. */
const built = ['main', 'preload', 'renderer', 'icons', 'cli', 'edge']

/** The folder of dependencies that the build does not bundle: native code. */
const native = '@napi-rs'

/** What packages bring for those who write programs with them, and no program reads. */
const forDevelopers = /\.(d\.[cm]?ts|map|md)$/

/**
 * The files outside the archive: the command line, which plain Node runs, and native code, which no system loads from an archive.
 * Node looks for both below the archive's folder.
 */
export const unpacked = '**/{out/cli,node_modules/@napi-rs}/**'

/**
 * True for a file of the packaged app. Takes a path below the project's folder, "/out/main/index.js", and whether the command line
 * comes along. Excludes sources, tests, the sandbox, and dependencies that the build has bundled.
 */
export function isPacked(path: string, hasCommandLine = true): boolean {
  const [, top, second] = path.split('/')
  if (top === undefined || top === '' || top === 'package.json') return true
  if (top === 'out') return second === undefined || (built.includes(second) && (hasCommandLine || second !== 'cli'))
  if (top !== 'node_modules') return false
  return second === undefined || (second === native && !forDevelopers.test(path))
}
