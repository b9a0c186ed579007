import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTool } from '../dist/run-tool.ts'
import type { Sbom } from '../supply/sbom.ts'
import { makeAptRepository } from './apt-repository.ts'
import { checkFiles, publicName, type System } from './files.ts'
import { lookAt, sha256Of } from './look.ts'
import { makeRpmRepository } from './rpm-repository.ts'
import { withSigningKey } from './signing-key.ts'
import { notesOf } from './texts.ts'
import { isPrerelease } from './versions.ts'

export interface CollectOptions {
  /** The folder of what the builds have handed over. */
  readonly built: string
  /** The folder of what people get; replaces an earlier one. */
  readonly out: string
  /** The file of the text that stands beside it. */
  readonly notes: string
  readonly version: string
  readonly systems: readonly System[]
  readonly changelog: string
  readonly sbom: Sbom
  /** The time that everything is of, in seconds since 1970. */
  readonly epoch: number
  readonly env: NodeJS.ProcessEnv
  readonly say: (line: string) => void
}

export const sumsFile = 'SHA256SUMS'
export const publicKeyFile = 'gazelle-keeper-signing-key.asc'

/**
 * Makes of what the builds have handed over what a release consists of: the same files, looked at, the rpms signed; repositories; the
 * list of components; checksums, signed. Throws, and leaves nothing, where a file is missing, unknown, or not what its name says.
 */
export async function collectRelease(options: CollectOptions): Promise<void> {
  const { built, out, notes, version, systems, changelog, sbom, epoch, env, say } = options
  await rm(out, { recursive: true, force: true })
  const text = notesOf(changelog, version)
  const names = (await readdir(built)).sort()
  checkFiles(names, version, systems)
  for (const name of names) await lookAt(join(built, name), version)
  say(`${names.length} files are those of ${version}, for ${systems.join(', ')}.`)
  try {
    await withSigningKey(env, async (key) => {
      await mkdir(out, { recursive: true })
      for (const name of names) await copyFile(join(built, name), join(out, publicName(name)))
      const files = (ending: string) =>
        names.filter((name) => name.endsWith(ending)).map((name) => join(out, publicName(name)))
      for (const rpm of files('.rpm')) await key.signRpm(rpm)
      // Who adds a repository wants releases, not what precedes them.
      if (systems.includes('linux') && !isPrerelease(version)) {
        const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-repositories-'))
        try {
          await makeAptRepository(files('.deb'), join(work, 'apt'), key, epoch)
          await makeRpmRepository(files('.rpm'), join(work, 'rpm'), key, epoch)
          const alike = [
            '--sort=name',
            '--owner=0',
            '--group=0',
            '--numeric-owner',
            `--mtime=@${epoch}`,
            '--format=gnu',
          ]
          const file = join(out, `gazelle-keeper-repositories-${version}.tar`)
          await runTool('tar', [...alike, '-C', work, '-cf', file, 'apt', 'rpm'])
        } finally {
          await rm(work, { recursive: true, force: true })
        }
      }
      await writeFile(join(out, `gazelle-keeper-${version}.cdx.json`), `${JSON.stringify(sbom, null, 2)}\n`)
      await key.writePublic(join(out, publicKeyFile), 'ascii')
      await writeSums(out)
      await key.sign(join(out, sumsFile))
      await writeFile(notes, `${text}\n${howToCheck(key.fingerprint)}`)
      say(`Signed by ${key.fingerprint}, in ${out}: ${(await readdir(out)).length} files.`)
    })
  } catch (error) {
    await rm(out, { recursive: true, force: true })
    throw error
  }
}

async function writeSums(folder: string): Promise<void> {
  const names = (await readdir(folder)).sort()
  const lines = await Promise.all(names.map(async (name) => `${await sha256Of(join(folder, name))}  ${name}\n`))
  await writeFile(join(folder, sumsFile), lines.join(''))
}

const howToCheck = (fingerprint: string) => `### Check what you have downloaded

    gpg --import ${publicKeyFile}
    gpg --verify ${sumsFile}.asc ${sumsFile}
    sha256sum --ignore-missing --check ${sumsFile}

gpg must name this key: \`${fingerprint}\`. Compare it with the one in docs/release.md.
`
