import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { createPackage } from '@electron/asar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runTool } from '../../scripts/dist/run-tool.ts'
import { collectRelease } from '../../scripts/release/collect-release.ts'
import { sha256Of } from '../../scripts/release/look.ts'
import { keyVariables } from '../../scripts/release/signing-key.ts'
import { sbomOf } from '../../scripts/supply/sbom.ts'
import { editionFile } from '../../src/main/start/edition.ts'
import { newKey, smallDeb, smallRpm, spoil } from './release-fixture.ts'

const epoch = 1_796_000_000
const root = resolve(import.meta.dirname, '../..')
const names = ['gazelle-keeper', 'gazelle-keeper-app']

describe.runIf(process.platform === 'linux')('what a release consists of', () => {
  let work = ''
  let made = ''
  let secret = ''

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-collect-'))
    made = join(work, 'made')
    secret = (await newKey()).secret
    await mkdir(made)
    for (const name of names) {
      await smallDeb(made, name)
      await smallRpm(made, name)
      await app(join(made, `${name}-1.0.0-linux-x64.tar.xz`))
    }
    for (const name of ['', '-cli', '-edge'].map((part) => `gazelle-keeper${part}-1.0.0.tgz`)) {
      await writeFile(join(made, name), name)
      await writeFile(join(made, `${name}.sha256`), `${await sha256Of(join(made, name))}  ${name}\n`)
    }
  })
  afterAll(() => rm(work, { recursive: true, force: true }))

  /** Makes a tarball of an app's archive, with these files and its package.json. */
  async function app(tarball: string, version = '1.0.0', files: readonly string[] = []): Promise<void> {
    const folder = await mkdtemp(join(work, 'app-'))
    await mkdir(join(folder, 'source'))
    for (const file of files) await writeFile(join(folder, 'source', file), '{}')
    await writeFile(join(folder, 'source/package.json'), JSON.stringify({ version }))
    await mkdir(join(folder, 'app-1/resources'), { recursive: true })
    await createPackage(join(folder, 'source'), join(folder, 'app-1/resources/app.asar'))
    await runTool('tar', ['-C', folder, '-cJf', tarball, 'app-1'])
  }

  /** Collects what was made, once something was done to it, and gives the folder of what people get. */
  async function collect(change: (built: string) => Promise<unknown>, version = '1.0.0'): Promise<string> {
    const folder = await mkdtemp(join(work, 'release-'))
    const built = join(folder, 'built')
    await cp(made, built, { recursive: true })
    await change(built)
    await collectRelease({
      built,
      out: join(folder, 'files'),
      notes: join(folder, 'notes.md'),
      version,
      systems: ['linux'],
      changelog: `# Changelog\n\n## [Unreleased]\n\n## [${version}] - 2026-12-01\n\n### Added\n\n- One thing.\n\n## [0.1.0] - 2026-11-23\n\n- Older.\n`,
      sbom: sbomOf(root, '45.4.1', new Date(epoch * 1000)),
      epoch,
      env: { [keyVariables.key]: secret },
      say: () => {},
    })
    return folder
  }

  it('is all that was built, the repositories, the components, checksums and their signature, as the notes say to check them', async () => {
    const folder = await collect(async () => {})
    const files = join(folder, 'files')
    expect((await readdir(files)).sort()).toEqual(
      [
        ...(await readdir(made)),
        'SHA256SUMS',
        'SHA256SUMS.asc',
        'gazelle-keeper-1.0.0.cdx.json',
        'gazelle-keeper-repositories-1.0.0.tar',
        'gazelle-keeper-signing-key.asc',
      ].sort(),
    )
    const notes = await readFile(join(folder, 'notes.md'), 'utf8')
    expect(notes).toMatch(/^### Added\n\n- One thing\.\n\n### Check/)
    const commands = [...notes.matchAll(/^ {4}(\S+) (.+)$/gm)].map(
      ([, program = '', rest = '']) => [program, rest] as const,
    )
    expect(commands.map(([program]) => program)).toEqual(['gpg', 'gpg', 'sha256sum'])
    const home = await mkdtemp(join(tmpdir(), 'gk-person-'))
    const follow = async () => {
      for (const [program, rest] of commands) await runTool(program, rest.split(' '), { GNUPGHOME: home }, files)
    }
    await follow()
    await spoil(join(files, 'gazelle-keeper_1.0.0_amd64.deb'))
    await expect(follow()).rejects.toThrow(/gazelle-keeper_1\.0\.0_amd64\.deb: FAILED/)
    await spoil(join(files, 'SHA256SUMS'), 3)
    await expect(follow()).rejects.toThrow(/BAD signature/)
    await rm(home, { recursive: true, force: true })
  })

  it('has the packages in its repositories, the rpms with their signatures', async () => {
    const folder = await collect(async () => {})
    const list = await runTool('tar', ['-tf', join(folder, 'files/gazelle-keeper-repositories-1.0.0.tar')])
    for (const name of [
      'apt/pool/main/gazelle-keeper_1.0.0_amd64.deb',
      'apt/dists/stable/InRelease',
      'apt/dists/stable/Release.gpg',
      'apt/dists/stable/main/binary-amd64/Packages.gz',
      'rpm/gazelle-keeper-app-1.0.0-1.x86_64.rpm',
      'rpm/repodata/repomd.xml.asc',
    ])
      expect(list.split('\n')).toContain(name)
    const signed = await runTool('rpm', [
      '-qp',
      '--nosignature',
      '--qf',
      '%{RSAHEADER:pgpsig}',
      join(folder, 'files', `${names[0]}-1.0.0-1.x86_64.rpm`),
    ])
    expect(signed).toMatch(/^RSA\/SHA512/)
  })

  it('that precedes another is in no repository, and has names that its page takes', async () => {
    const version = '1.0.0-beta.1'
    const folder = await collect(async (built) => {
      await rm(built, { recursive: true })
      await mkdir(built)
      for (const name of names) {
        await smallDeb(built, name, '1.0.0~beta.1')
        await smallRpm(built, name, '1.0.0~beta.1')
        await app(join(built, `${name}-${version}-linux-x64.tar.xz`), version)
      }
      for (const name of ['', '-cli', '-edge'].map((part) => `gazelle-keeper${part}-${version}.tgz`)) {
        await writeFile(join(built, name), name)
        await writeFile(join(built, `${name}.sha256`), `${await sha256Of(join(built, name))}  ${name}\n`)
      }
    }, version)
    const files = await readdir(join(folder, 'files'))
    expect(files).toContain('gazelle-keeper_1.0.0-beta.1_amd64.deb')
    expect(files.filter((name) => name.includes('~') || name.includes('repositories'))).toEqual([])
  })

  it.each<[what: string, change: (built: string) => Promise<unknown>, word: string]>([
    [
      'a package of another version',
      async (built) =>
        rename(await smallDeb(built, 'gazelle-keeper', '0.9.0'), join(built, 'gazelle-keeper_1.0.0_amd64.deb')),
      'gazelle-keeper 0.9.0',
    ],
    [
      'one package under the name of the other',
      (built) =>
        cp(join(built, 'gazelle-keeper-1.0.0-1.x86_64.rpm'), join(built, 'gazelle-keeper-app-1.0.0-1.x86_64.rpm')),
      'is gazelle-keeper 1.0.0',
    ],
    [
      'an app for trying',
      (built) => app(join(built, 'gazelle-keeper-app-1.0.0-linux-x64.tar.xz'), '1.0.0', [editionFile]),
      'for trying',
    ],
    [
      'an app of another version',
      (built) => app(join(built, 'gazelle-keeper-app-1.0.0-linux-x64.tar.xz'), '0.9.0'),
      '0.9.0',
    ],
    [
      'a package for npm that is not what its checksum says',
      (built) => spoil(join(built, 'gazelle-keeper-1.0.0.tgz')),
      'sha256',
    ],
    ['a file that is no part of it', (built) => writeFile(join(built, 'builder-debug.yml'), ''), 'builder-debug.yml'],
  ])('is not made of %s', async (_, change, word) => {
    const before = await readdir(work)
    await expect(collect(change)).rejects.toThrow(word)
    const [folder = ''] = (await readdir(work)).filter((name) => name.startsWith('release-') && !before.includes(name))
    expect((await readdir(join(work, folder))).map((name) => basename(name))).toEqual(['built'])
  })
})
