import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { buildPackage } from '../../scripts/npm/build.ts'
import { besidePackage, packageFiles } from '../../scripts/npm/manifest.ts'
import { type Packed, packTarball } from '../../scripts/npm/tarball.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { openAlertReceivers } from '../cli/alert-receivers.ts'
import { openSandbox } from './open-sandbox.ts'

const root = resolve(import.meta.dirname, '../..')
const examples = readFileSync(join(root, 'docs/library.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)
const [example = '', ownStore = ''] = [...examples].map(([, text]) => text)

/** In bytes, beside what is installed with it. */
const unpackedLimit = 675_000
const packedLimit = 219_000

/** What is installed with it, and by that. */
const beside = [...besidePackage, 'tslib']

let folder: string
let sandbox: Sandbox
let packed: Packed

/** A program's own folder, with the tarball installed by npm, which asks no registry: the packages beside it come from here. */
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'npm-package-test-')))
  sandbox = await openSandbox({ folder: join(folder, 'sandbox') })
  await buildPackage(root, join(folder, 'built'))
  packed = await packTarball(join(folder, 'built'), folder)
  mkdirSync(join(folder, 'program'))
  writeFileSync(join(folder, 'program/package.json'), '{"type": "module"}')
  const tarballs = [join(folder, packed.filename)]
  for (const name of beside)
    tarballs.push(join(folder, (await packTarball(join(root, 'node_modules', name), folder)).filename))
  const options = [
    '--offline',
    '--ignore-scripts',
    '--omit=optional',
    '--no-audit',
    '--no-fund',
    '--cache',
    join(folder, 'cache'),
  ]
  const installed = await run(['install', ...tarballs, ...options], process.env, 'npm')
  expect(installed).toMatchObject({ code: 0, stdout: expect.stringContaining('added 4 packages') })
  mkdirSync(join(folder, 'program/node_modules/@types'))
  symlinkSync(join(root, 'node_modules/@types/node'), join(folder, 'program/node_modules/@types/node'), 'dir')
  writeFileSync(join(folder, 'program/example.ts'), example)
  writeFileSync(join(folder, 'program/own-store.ts'), ownStore)
}, 180_000)

afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function run(args: string[], env: NodeJS.ProcessEnv = process.env, program = process.execPath) {
  const child = spawn(program, args, { cwd: join(folder, 'program'), env, stdio: ['ignore', 'pipe', 'pipe'] })
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (text.stdout += chunk))
  child.stderr.on('data', (chunk) => (text.stderr += chunk))
  const [code] = await once(child, 'close')
  return { code, ...text }
}

const environment = (state = 'state') => {
  const { supabaseUrl, supabaseSecretKey, gazelleUrl, oauthClientId, oauthClientSecret } = sandbox.connection
  return {
    SUPABASE_URL: supabaseUrl,
    SUPABASE_KEY: supabaseSecretKey,
    GAZELLE_URL: gazelleUrl,
    GAZELLE_CLIENT_ID: oauthClientId,
    GAZELLE_CLIENT_SECRET: oauthClientSecret,
    XDG_STATE_HOME: join(folder, state),
  }
}

/** Puts a pair in the row that was issued an hour ago; gives its access token. */
async function putToken(): Promise<string> {
  const pair = sandbox.gazelle.grantPair()
  const value = JSON.stringify({ ...pair, created_at: pair.created_at - 3600 })
  await sandbox.supabase.sql`
    insert into system_settings (key, value) values ('gazelle_oauth_token', ${value}::text::jsonb)
    on conflict (key) do update set value = excluded.value`
  return pair.access_token
}

describe('the package', () => {
  it('has these files and no others, and does not grow unnoticed', () => {
    const files = packed.files.map(({ path }) => path).filter((path) => !/^lib\/[\w-]+\.cjs$/.test(path))
    expect(files.sort()).toEqual([
      'LICENSE',
      'NOTICES.txt',
      'README.md',
      'index.d.mts',
      'index.mjs',
      'lib/library.d.cts',
      'man/gazelle-keeper.1',
      'package.json',
    ])
    expect(packed.unpackedSize).toBeLessThan(unpackedLimit)
    expect(packed.size).toBeLessThan(packedLimit)
  })

  it('depends on what its list says, in the versions that are tested here, and knows nothing of the app', () => {
    const {
      scripts,
      devDependencies,
      private: isPrivate,
      ...manifest
    } = JSON.parse(readFileSync(join(folder, 'built/package.json'), 'utf8'))
    expect({ scripts, devDependencies, isPrivate }).toEqual({})
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    const locked = besidePackage.map((name) => [name, packages[`node_modules/${name}`].version])
    expect(manifest.dependencies).toEqual(Object.fromEntries(locked))
    expect(Object.keys(manifest.optionalDependencies)).toEqual(['@napi-rs/keyring'])
    expect(manifest).toMatchObject({ license: 'MIT', engines: { node: '>=22' }, publishConfig: { provenance: true } })
    const notices = readFileSync(join(folder, 'built/NOTICES.txt'), 'utf8')
    const works = [...notices.matchAll(/^(\S+) \d\S* \(\S+\)$/gm)].map(([, name]) => name)
    expect(works).toEqual(expect.arrayContaining(['@supabase/postgrest-js', 'commander', 'oauth4webapi']))
    expect(works.filter((name) => beside.some((each) => each === name))).toEqual([])
    expect(works.filter((name) => /preact|react|electron|lucide|intl-/.test(name ?? ''))).toEqual([])
  })

  it('is sound to publint and to “Are the types wrong?”', async () => {
    const publint = [join(root, 'node_modules/publint/src/cli.js'), 'run', join(folder, 'built'), '--strict']
    expect(await run(publint)).toMatchObject({ code: 0, stdout: expect.stringContaining('All good!') })
    const attw = [join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js'), join(folder, packed.filename)]
    expect(await run(attw)).toMatchObject({ code: 0, stdout: expect.stringContaining('No problems found') })
  })

  it('brings the command line, which npm puts on the path of the program’s scripts', async () => {
    const command = join(folder, 'program/node_modules/.bin/gazelle-keeper')
    expect(await run([command, '--help'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Usage: gazelle-/) })
    await putToken()
    const env = { ...environment('command-line'), PATH: process.env['PATH'], LANG: 'C.UTF-8' }
    expect(await run([command, 'check'], env)).toMatchObject({ code: 0, stderr: '' })
  })

  it('signs in and sends email by the packages beside it', async () => {
    const { supabaseKey, supabaseEmail, supabasePassword } = sandbox.connection
    const user = { SUPABASE_KEY: supabaseKey, SUPABASE_EMAIL: supabaseEmail, SUPABASE_PASSWORD: supabasePassword }
    const receivers = await openAlertReceivers()
    try {
      const env = { ...environment('with-user'), ...user, ...receivers.variables, LANG: 'C.UTF-8' }
      const command = join(folder, 'program/node_modules/gazelle-keeper', packageFiles.commandLine)
      expect(await run([command, 'alerts', 'test'], env)).toMatchObject({ code: 0, stderr: '' })
      expect(receivers.mails).toHaveLength(1)
      await putToken()
      expect(await run([command, 'check'], env)).toMatchObject({ code: 0, stderr: '' })
    } finally {
      await receivers.close()
    }
  })

  it('is one library to those who import it and to those who require it', async () => {
    const program = `
      import { createRequire } from 'node:module'
      import * as imported from 'gazelle-keeper'
      const required = createRequire(import.meta.url)('gazelle-keeper')
      const names = Object.keys(required)
      console.log(names.length > 10, names.filter((name) => required[name] !== imported[name]))`
    writeFileSync(join(folder, 'program/both.js'), program)
    expect(await run(['both.js'])).toEqual({ code: 0, stdout: 'true []\n', stderr: '' })
  })

  it('runs the example of docs/library.md: the row’s dead token is renewed, and the process ends by itself', async () => {
    sandbox.gazelle.expire(await putToken())

    const told = await run(['example.ts'], environment())

    const renewed = fingerprint(sandbox.gazelle.tokens.at(-1)?.accessToken ?? '')
    expect(told).toEqual({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`^A new token: ${renewed}\n\\d+ clients, the first: .+\n$`)),
      stderr: '',
    })
  })

  it('runs the example where only a sign-in helps', async () => {
    await putToken()
    sandbox.gazelle.revokeAll()
    expect(await run(['example.ts'], environment('another'))).toEqual({
      code: 0,
      stdout: 'Somebody has to sign in to Gazelle.\n',
      stderr: '',
    })
  })

  it('leaves no timer behind when it is closed in the middle of a call', async () => {
    const program = `
      import { createKeeper } from 'gazelle-keeper'
      const keeper = createKeeper({ supabaseUrl: process.env.SUPABASE_URL, supabaseKey: process.env.SUPABASE_KEY })
      const asked = keeper.token().catch((error) => error.name)
      await keeper.close()
      console.log(await asked, process.getActiveResourcesInfo().filter((name) => name === 'Timeout'))`
    writeFileSync(join(folder, 'program/closing.js'), program)
    expect(await run(['closing.js'], environment())).toEqual({ code: 0, stdout: 'ClosedError []\n', stderr: '' })
  })

  it.each(['nodenext', 'bundler'])('has its types with it: module resolution %s', async (moduleResolution) => {
    const program = `
      import { createKeeper, jsonTextOf, jsonValueOf, StoreError } from 'gazelle-keeper'
      import type { Json, JsonText, KeeperOptions, KeeperState, Store, StoredRow, SwapResult } from 'gazelle-keeper'
      const keeper = createKeeper({ supabaseUrl: '', supabaseKey: '' })
      const { accessToken }: { accessToken: string } = await keeper.token({ signal: AbortSignal.timeout(1) })
      export const states: KeeperState[] = [keeper.state]
      keeper.on('failed', ({ problem }) => console.log(problem.at, accessToken))
      // @ts-expect-error: there is no such event
      keeper.on('lost', () => undefined)
      // @ts-expect-error: a text is no number
      export const wrong: number = accessToken
      // @ts-expect-error: the key is missing
      createKeeper({ supabaseUrl: '' })
      class Shelf implements Store {
        async read(): Promise<StoredRow | null> {
          throw new StoreError('unavailable', 'away', { retryAfterSeconds: 5 })
        }
        async swap(expected: StoredRow | null, value: Json | JsonText): Promise<SwapResult> {
          return { won: true, row: { value: jsonValueOf(value), text: jsonTextOf(value), updatedAt: null } }
        }
      }
      const options: KeeperOptions = { store: new Shelf(), stateSecret: '', gazelleUrl: '' }
      createKeeper(options)
      // @ts-expect-error: the row is in one place
      createKeeper({ store: new Shelf(), supabaseUrl: '', supabaseKey: '' })
      // @ts-expect-error: the Supabase key seals the files
      createKeeper({ supabaseUrl: '', supabaseKey: '', stateSecret: '' })
      // @ts-expect-error: a store swaps
      createKeeper({ store: { read: async () => null } })
      // @ts-expect-error: there is no row
      createKeeper({})`
    writeFileSync(join(folder, 'program/types.ts'), program)
    // Without --skipLibCheck: the declarations need nothing that is not there.
    const options = ['--strict', '--noEmit', '--target', 'es2022', '--types', 'node']
    const kind = moduleResolution === 'nodenext' ? 'nodenext' : 'esnext'
    const args = [...options, '--module', kind, '--moduleResolution', moduleResolution]
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    expect(await run([compiler, ...args, 'example.ts', 'own-store.ts', 'types.ts'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
  })
})
