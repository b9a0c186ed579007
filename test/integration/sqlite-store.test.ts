import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type GazelleSandbox, openGazelle } from '../../sandbox/gazelle/index.ts'
import { buildPackage } from '../../scripts/npm/build.ts'

const root = resolve(import.meta.dirname, '../..')
const stateSecret = randomBytes(16).toString('hex')

let folder: string
let database: string
let gazelle: GazelleSandbox

/** A program's own folder, with the package in it. */
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sqlite-store-')))
  const installed = join(folder, 'node_modules/gazelle-keeper')
  await buildPackage(root, installed)
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'), 'dir')
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  cpSync(join(root, 'docs/examples/sqlite'), folder, { recursive: true })
  gazelle = await openGazelle(mkdtempSync(join(folder, 'gazelle-')))
}, 300_000)
afterAll(async () => {
  await gazelle?.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  gazelle.reset()
  database = join(mkdtempSync(join(folder, 'data-')), 'gazelle.sqlite')
})

async function node(args: string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const told = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (told.stdout += chunk))
  child.stderr.on('data', (chunk) => (told.stderr += chunk))
  const [code] = await once(child, 'close')
  return { code, ...told }
}

const run = (firstToken?: object) =>
  node(['--disable-warning=ExperimentalWarning', 'main.ts', database], {
    GAZELLE_URL: gazelle.url,
    GAZELLE_CLIENT_ID: gazelle.application.clientId,
    GAZELLE_CLIENT_SECRET: gazelle.application.clientSecret,
    STATE_SECRET: stateSecret,
    XDG_STATE_HOME: join(database, '../state'),
    ...(firstToken && { FIRST_TOKEN: JSON.stringify(firstToken) }),
  })

function inDatabase() {
  const opened = new DatabaseSync(database)
  try {
    const { value, version } = { ...opened.prepare('select value, version from gazelle_token').get() }
    return { value: JSON.parse(String(value)), version }
  } finally {
    opened.close()
  }
}

/** A pair that was issued an hour ago, and whose access token is over. */
function deadPair() {
  const pair = gazelle.grantPair()
  gazelle.expire(pair.access_token)
  return { ...pair, created_at: pair.created_at - 3600, note: 'ours' }
}

const clients = { code: 0, stdout: expect.stringMatching(/^\d+ clients\n$/), stderr: '' }

describe('the example of a row in SQLite', () => {
  it('renews a dead token, once, and the next run takes it from the database', async () => {
    expect(await run(deadPair())).toEqual(clients)
    const renewed = gazelle.tokens.at(-1)?.accessToken
    expect(inDatabase()).toMatchObject({ value: { access_token: renewed, note: 'ours' } })
    const after = inDatabase()
    expect(await run()).toEqual(clients)
    expect(inDatabase()).toEqual(after)
    expect(gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token')).toHaveLength(1)
  })

  it('asks for a person where there is no token', async () => {
    expect(await run()).toEqual({ code: 0, stdout: 'Somebody has to sign in to Gazelle.\n', stderr: '' })
  })

  it('writes only while the row is as it was read', async () => {
    const program = `
      import { SqliteStore } from './sqlite-store.ts'
      const [ours, theirs] = [1, 2].map(() => new SqliteStore(process.argv[2]))
      const won = async (swap) => console.log((await swap).won)
      await won(ours.swap(null, 'a'))
      await won(theirs.swap(null, 'b'))
      const [row, same] = [await ours.read(), await theirs.read()]
      await won(theirs.swap(same, 'a'))
      await won(ours.swap(row, 'c'))
      await won(ours.swap(await ours.read(), 'd'))`
    writeFileSync(join(folder, 'swaps.js'), program)
    const told = await node(['--disable-warning=ExperimentalWarning', 'swaps.js', database])
    expect(told).toEqual({ code: 0, stdout: 'true\nfalse\ntrue\nfalse\ntrue\n', stderr: '' })
    expect(inDatabase()).toEqual({ value: 'd', version: 3 })
  })

  it('compiles, strictly', async () => {
    const options = ['--strict', '--noEmit', '--skipLibCheck', '--target', 'es2022', '--types', 'node']
    const args = [...options, '--allowImportingTsExtensions', '--module', 'nodenext', 'main.ts']
    const told = await node([join(root, 'node_modules/typescript/bin/tsc'), ...args])
    expect(told).toEqual({ code: 0, stdout: '', stderr: '' })
  })
})
