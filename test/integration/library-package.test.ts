import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSandbox, type Sandbox } from '../../sandbox/index.ts'
import { buildLibrary } from '../../scripts/build-library.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'

const root = resolve(import.meta.dirname, '../..')
const examples = readFileSync(join(root, 'docs/library.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)
const [example = '', ownStore = ''] = [...examples].map(([, text]) => text)

let folder: string
let sandbox: Sandbox
let packed: string[]

/** The files that npm would publish, from the project's folder. */
function packedFiles(): string[] {
  const options = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline']
  const told: Record<string, { files: { path: string }[] }> = JSON.parse(
    execFileSync('npm', options, { cwd: root, encoding: 'utf8' }),
  )
  const files = Object.values(told).flatMap((each) => each.files)
  return files.map(({ path }) => path)
}

/** A program's own folder, with the package installed as npm would pack it. */
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'library-package-test-')))
  sandbox = await openSandbox({ folder: join(folder, 'sandbox') })
  const built = join(folder, 'built')
  await buildLibrary(root, built)
  const installed = join(folder, 'program/node_modules/gazelle-keeper')
  packed = packedFiles()
  cpSync(built, join(installed, 'out/library'), { recursive: true })
  for (const file of packed.filter((each) => !each.startsWith('out/library/'))) {
    mkdirSync(dirname(join(installed, file)), { recursive: true })
    cpSync(join(root, file), join(installed, file))
  }
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'), 'dir')
  mkdirSync(join(folder, 'program/node_modules/@types'))
  symlinkSync(join(root, 'node_modules/@types/node'), join(folder, 'program/node_modules/@types/node'), 'dir')
  writeFileSync(join(folder, 'program/package.json'), '{"type": "module"}')
  writeFileSync(join(folder, 'program/example.ts'), example)
  writeFileSync(join(folder, 'program/own-store.ts'), ownStore)
}, 180_000)

afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function run(args: string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, args, { cwd: join(folder, 'program'), env, stdio: ['ignore', 'pipe', 'pipe'] })
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
  it('has what a program needs, and nothing of the tests or of the compiler', () => {
    expect(packed).toEqual(
      expect.arrayContaining(['out/types/src/library/index.d.ts', 'out/types/src/core/keeper/keeper.d.ts']),
    )
    const superfluous = /(\.test|\/testing|-fixture)\.d\.ts$|(?<!\.d)\.ts$|\.tsbuildinfo$/
    expect(packed.filter((file) => superfluous.test(file))).toEqual([])
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
    // Not the libraries': those of @supabase/auth-js contradict the newest DOM's.
    const options = ['--strict', '--noEmit', '--skipLibCheck', '--target', 'es2022', '--types', 'node']
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
