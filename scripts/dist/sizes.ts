import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { ElectronRuntime } from '../runtime/electron-runtime.ts'
import type { Archiving } from './archiving.ts'
import { packFolder } from './linux/tarball.ts'

/** The most that the app's archive may be beside that of the Electron in it, with all of its languages. */
const limit = 1

/**
 * Compares the app's tarball with one of the bare Electron that it was made with, compressed alike, and gives a line about it. Throws
 * if the app is the larger one.
 */
export async function compareWithBare(
  tarball: string,
  runtime: ElectronRuntime,
  archiving: Archiving,
): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-sizes-'))
  try {
    const bare = join(work, 'electron.tar.xz')
    await packFolder(dirname(runtime.distFolder), basename(runtime.distFolder), bare, archiving)
    const [own, its] = [(await stat(tarball)).size, (await stat(bare)).size]
    const line = `The app: ${inMegabytes(own)}; bare Electron ${runtime.version}: ${inMegabytes(its)}; ratio ${(own / its).toFixed(3)} (limit ${limit.toFixed(2)})`
    if (own / its > limit) throw new Error(line)
    return line
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
