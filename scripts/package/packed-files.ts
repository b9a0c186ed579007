/** The parts of out/ that run: the app's, and the command line's. */
const built = ['main', 'preload', 'renderer', 'icons', 'cli']

/** Dependencies that the build has bundled into these parts already. */
const bundled = ['react', 'react-dom', 'scheduler', 'lucide-react', 'commander']

/**
 * What lies outside the archive: the command line, which plain Node runs, and native code, which no system loads out of an
 * archive. Below the archive's folder both are where Node looks for them.
 */
export const unpacked = '**/{out/cli,node_modules/@napi-rs}/**'

/**
 * True for what the packaged app holds, besides the rest of `dependencies`, which the packager finds by itself. Takes a path
 * below the project's folder, "/out/main/index.js". No source, no test and no sandbox is among it.
 */
export function isPacked(path: string): boolean {
  const [, top, second, third] = path.split('/')
  if (top === undefined || top === '' || top === 'package.json') return true
  if (top === 'out') return second === undefined || built.includes(second)
  if (top !== 'node_modules') return false
  return second === undefined || !(bundled.includes(second) || second.startsWith('.') || third === '.bin')
}
