import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { extractFile, listPackage } from '@electron/asar'
import { editionFile } from '../../src/main/start/edition.ts'
import { debianVersion } from '../dist/linux/control.ts'
import { packageNames } from '../dist/packages.ts'
import { runTool } from '../dist/run-tool.ts'

/** Throws where a file is not what its name says: another package, another version, an app for trying, another checksum. */
export async function lookAt(file: string, version: string): Promise<void> {
  const name = basename(file)
  const expect = (found: string, expected: string) => {
    if (found.trim() !== expected) throw new Error(`${name} is ${found.trim()}, not ${expected}.`)
  }
  const packageName = name.startsWith(packageNames.app) ? packageNames.app : packageNames.commandLine
  const expected = `${packageName} ${debianVersion(version)}`
  if (name.endsWith('.deb')) expect((await runTool('dpkg-deb', ['--show', file])).replace('\t', ' '), expected)
  if (name.endsWith('.rpm'))
    expect(await runTool('rpm', ['-qp', '--nosignature', '--qf', '%{NAME} %{VERSION}', file]), expected)
  if (name.endsWith('.sha256')) {
    const tarball = file.slice(0, -'.sha256'.length)
    expect(await readFile(file, 'utf8'), `${await sha256Of(tarball)}  ${basename(tarball)}`)
  }
  if (name.startsWith(packageNames.app) && name.endsWith('.tar.xz')) await lookAtApp(file, version)
}

/** The app of a tarball: its archive is the same in all of Linux's packages. */
async function lookAtApp(tarball: string, version: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-look-'))
  try {
    await runTool('tar', ['-C', work, '-xJf', tarball, '--wildcards', '*/resources/app.asar'])
    const [archive = ''] = (await readdir(work, { recursive: true })).filter((path) => path.endsWith('app.asar'))
    const inside = join(work, archive)
    if (listPackage(inside, { isPack: false }).some((path) => basename(path) === editionFile))
      throw new Error(`${basename(tarball)} holds an app for trying or for tests, which must not be given to anybody.`)
    const own = JSON.parse(extractFile(inside, 'package.json').toString())
    if (own.version !== version) throw new Error(`The app in ${basename(tarball)} is ${own.version}, not ${version}.`)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
