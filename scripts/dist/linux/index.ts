import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Edition } from '../../../src/main/start/edition.ts'
import type { ElectronRuntime } from '../../runtime/electron-runtime.ts'
import type { Strength } from '../archiving.ts'
import { makeAppImage, runtimeOf } from './appimage.ts'
import { makeDeb } from './deb.ts'
import { layOutApp } from './lay-out-app.ts'
import { layOutCommandLineTree } from './lay-out-command-line.ts'
import { makeRpm } from './rpm.ts'
import { makeTarball } from './tarball.ts'
import { settle } from './tree.ts'

/** What a Linux system takes a program in. */
export const linuxFormats = ['deb', 'rpm', 'appimage', 'tar'] as const
export type LinuxFormat = (typeof linuxFormats)[number]

export interface LinuxOptions {
  /** The project's folder, already built. */
  readonly root: string
  readonly runtime: ElectronRuntime
  /** The folder of the archives. */
  readonly out: string
  readonly formats: readonly LinuxFormat[]
  /** The extra abilities of packages that are not given away. */
  readonly edition: Partial<Edition> | undefined
  /** The time that everything is from, in seconds since 1970. */
  readonly epoch: number
  readonly strength: Strength
  readonly say: (line: string) => void
}

/** Makes the archives for Linux, the app's and the command line's, and gives their files. Rejects with the error of a tool. */
export async function distForLinux(options: LinuxOptions): Promise<string[]> {
  const { root, runtime, out, formats, edition, epoch, strength, say } = options
  const archiving = { epoch, strength }
  const isForTrying = edition !== undefined
  const head = formats.includes('appimage')
    ? await runtimeOf(process.env['GAZELLE_KEEPER_APPIMAGE_RUNTIME'], isForTrying)
    : undefined
  await mkdir(out, { recursive: true })
  const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-dist-'))
  const made: string[] = []
  const keep = (file: string) => {
    say(file)
    made.push(file)
  }
  try {
    const trees = { app: join(work, 'app'), commandLine: join(work, 'command-line') }
    await layOutApp({ root, runtime, tree: trees.app, edition, epoch })
    await layOutCommandLineTree({ root, electron: runtime.version, tree: trees.commandLine, epoch })
    for (const kind of ['commandLine', 'app'] as const) {
      await settle(trees[kind], epoch)
      if (formats.includes('deb')) keep(await makeDeb(kind, trees[kind], out, archiving))
      if (formats.includes('rpm')) keep(await makeRpm(kind, trees[kind], out, archiving))
      if (formats.includes('tar')) keep(await makeTarball(kind, trees[kind], out, archiving))
    }
    if (head !== undefined) keep(await makeAppImage(trees.app, out, archiving, head))
    return made
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
