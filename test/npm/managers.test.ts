import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCommandLinePackage, buildPackage } from '../../scripts/npm/build.ts'
import { packTarball } from '../../scripts/npm/tarball.ts'
import { version } from '../../src/cli/version.ts'
import { end } from './end.ts'
import { environment, fetchManagers, managers, type Tarballs } from './managers.ts'

const program = `
  import { createRequire } from 'node:module'
  import { createKeeper } from 'gazelle-keeper'
  const require = createRequire(import.meta.url)
  const required = require('gazelle-keeper')
  const own = createRequire(require.resolve('gazelle-keeper'))
  const beside = [own('@supabase/auth-js').AuthClient, own('nodemailer').createTransport].map((each) => typeof each)
  const keeper = createKeeper({ supabaseUrl: 'http://127.0.0.1:1', supabaseKey: 'none', stateFolder: null })
  const asked = await keeper.token().catch((error) => error.name)
  await keeper.close()
  console.log(asked, required.createKeeper === createKeeper, ...beside)`

let folder: string
let tarballs: Tarballs

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'npm-managers-')))
  const fetched = await fetchManagers()
  expect(fetched).toMatchObject({ code: 0 })
  const root = resolve(import.meta.dirname, '../..')
  await buildPackage(root, join(folder, 'built'))
  await buildCommandLinePackage(root, join(folder, 'built-cli'))
  const packed = async (built: string) => join(folder, (await packTarball(join(folder, built), folder)).filename)
  tarballs = { tarball: await packed('built'), unpacked: await packed('built-cli') }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(managers)('$name', (manager) => {
  it('installs the tarball in an empty folder; the command line and the library run there, with what is beside them', async () => {
    const own = join(folder, manager.name.replaceAll(/\W+/g, '-'))
    mkdirSync(own)
    writeFileSync(join(own, 'package.json'), JSON.stringify(manager.manifest(tarballs.tarball)))
    writeFileSync(join(own, 'program.js'), program)
    // Yarn looks for a project in the folders above as well, unless this is one.
    writeFileSync(join(own, 'yarn.lock'), '')
    // Yarn 1 takes what it once had from a file of this name, whatever is in it now.
    const env = { ...environment, YARN_CACHE_FOLDER: join(folder, 'yarn-cache') }
    const done = async (command: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await end(command, own, env)
      expect({ code, told: code === 0 ? '' : `${stdout}${stderr}` }).toEqual({ code: 0, told: '' })
      return stdout
    }

    for (const command of manager.install(tarballs)) await done(command)

    expect(await done([...manager.commandLine, 'version'])).toContain(version)
    expect(await done([...manager.commandLine, '--help'])).toContain('Usage: gazelle-keeper')
    if (manager.program.length > 0) {
      expect(await done([...manager.program, 'program.js'])).toBe('TokenUnavailableError true function function\n')
    }
  })
})
