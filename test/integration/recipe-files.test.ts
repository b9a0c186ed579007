import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { buildCommandLinePackage, buildEdgePackage } from '../../scripts/npm/build.ts'
import { packTarball } from '../../scripts/npm/tarball.ts'
import { end } from '../npm/end.ts'

const root = resolve(import.meta.dirname, '../..')

let folder: string
/** The command line's tarball, and what is in it. */
let commandLine: string
let files: readonly string[]

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'recipe-files-')))
  await buildCommandLinePackage(root, join(folder, 'built'))
  const packed = await packTarball(join(folder, 'built'), folder)
  commandLine = join(folder, packed.filename)
  files = packed.files.map(({ path }) => path)
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the command line to be unpacked', () => {
  it('has all that it needs, and nothing of the library', () => {
    expect(files.filter((path) => !/^lib\/[\w-]+\.cjs$/.test(path)).sort()).toEqual([
      'LICENSE',
      'NOTICES.txt',
      'README.md',
      'man/gazelle-keeper.1',
      'package.json',
    ])
    expect(files.filter((path) => path.includes('library'))).toEqual([])
    const {
      private: isPrivate,
      dependencies,
      version,
    } = JSON.parse(readFileSync(join(folder, 'built/package.json'), 'utf8'))
    expect({ isPrivate, dependencies, version }).toEqual({ isPrivate: true, version: manifest.version })
    const notices = readFileSync(join(folder, 'built/NOTICES.txt'), 'utf8')
    for (const name of ['@supabase/auth-js', 'commander', 'nodemailer']) {
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'))
    }
  })
})

describe('a recipe', () => {
  /** What a recipe has a shell run, as it stands there, from checking the file on. */
  function linesOf(recipe: string): string[] {
    const text = readFileSync(join(root, 'docs/recipes', recipe), 'utf8')
    const lines = [...text.matchAll(/^ +- run: (.+)$/gm)].map(([, line = '']) => line)
    expect(lines).toHaveLength(2)
    return lines
  }

  /** A folder with the tarball under the recipe's name, and its SHA-256 as the recipe has it made. */
  async function folderWith(tarball: string, name: string): Promise<string> {
    const own = mkdtempSync(join(folder, 'recipe-'))
    copyFileSync(tarball, join(own, name))
    expect(await shell(`sha256sum ${name} > ${name}.sha256`, own)).toMatchObject({ code: 0 })
    return own
  }

  const shell = (line: string, cwd: string, env: NodeJS.ProcessEnv = {}) =>
    end(['sh', '-c', line], cwd, { PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, HOME: cwd, ...env })

  it('for members checks the release’s file, unpacks it and runs it: no registry is asked', async () => {
    const own = await folderWith(commandLine, 'gazelle-keeper-cli.tgz')
    const [unpack = '', check = ''] = linesOf('workflow.yml')
    expect(await shell(unpack, own)).toMatchObject({ code: 0 })
    const away = { SUPABASE_URL: 'http://127.0.0.1:1', SUPABASE_KEY: 'none', GAZELLE_SAVE_WITHIN: '0' }
    expect(await shell(check, own, away)).toMatchObject({ code: 4 })
    const docker = readFileSync(join(root, 'docs/recipes/docker.sh'), 'utf8')
    expect(docker).toContain(`node /gazelle-keeper/${/package\/(\S+)/.exec(check)?.[1]} watch`)
  })

  it('with the journal in the row does so with the file for runners', async () => {
    await buildEdgePackage(root, join(folder, 'built-edge'))
    const { filename, files } = await packTarball(join(folder, 'built-edge'), folder)
    expect(files.map(({ path }) => path).sort()).toEqual([
      'LICENSE',
      'NOTICES.txt',
      'README.md',
      'check-once.js',
      'package.json',
      'schedule.sql',
      'supabase/config.toml',
      'supabase/functions/gazelle-keeper/index.js',
      'unschedule.sql',
    ])
    const own = await folderWith(join(folder, filename), 'gazelle-keeper-edge.tgz')
    const [unpack = '', check = ''] = linesOf('workflow-journal.yml')
    expect(await shell(unpack, own)).toMatchObject({ code: 0 })
    // A variable is missing: it has begun.
    expect(await shell(check, own)).toMatchObject({ code: 2 })
  })

  it('runs nothing of a file that is not the release’s', async () => {
    const own = await folderWith(commandLine, 'gazelle-keeper-cli.tgz')
    appendFileSync(join(own, 'gazelle-keeper-cli.tgz'), '\0')
    const [unpack = ''] = linesOf('workflow.yml')
    expect(await shell(unpack, own)).toMatchObject({ code: 1 })
    expect(existsSync(join(own, 'package'))).toBe(false)
  })
})
