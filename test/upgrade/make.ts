import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeJsonFile } from '../../sandbox/json-file.ts'
import { buildEarlier } from './earlier-program.ts'
import { drawMadeUp } from './made-up.ts'

// `node test/upgrade/make.ts COMMIT [FOLDER]` makes the home folder of a person who has used the program of that commit, in
// test/fixtures/homes, for upgrade.spec.ts. FOLDER is where that program is built, or was; a temporary one if left out.
// Linux only: the keychain in it is GNOME's. For six minutes its tokens are too fresh for the test, which would wait: their
// rejection is not believed at once.

drawMadeUp()
const { newState } = await import('../../sandbox/gazelle/state.ts')
const { resolveElectron } = await import('../../scripts/runtime/resolve-electron.ts')
const { withDesktop } = await import('../e2e/fixtures.ts')
const { rowOf } = await import('../e2e/row.ts')
const { homesFolder, openAtKnownPorts, placesIn, ports, startOwnKeyring } = await import('./kept-home.ts')
const { memberOf } = await import('./member.ts')
const { live } = await import('./life.ts')

type Outside = import('./kept-home.ts').Outside

const root = resolve(import.meta.dirname, '../..')
const [, , wanted, builtIn] = process.argv
if (wanted === undefined) throw new Error('Say which commit.')

const work = mkdtempSync(join(tmpdir(), 'gazelle-keeper-upgrade-'))
try {
  const program = buildEarlier(wanted, builtIn ?? join(work, 'program'), root)
  const sandboxFolder = join(work, 'sandbox')
  mkdirSync(sandboxFolder, { mode: 0o700 })
  writeJsonFile(join(sandboxFolder, 'gazelle.json'), { ...newState(), port: ports.gazelle })
  await atPort(sandboxFolder)
  const sandbox = await openAtKnownPorts(sandboxFolder)
  const into = join(homesFolder, program.commit.slice(0, 8))
  rmSync(into, { recursive: true, force: true })
  await withDesktop(false, async (bare) => {
    const home = bare.env['HOME'] ?? ''
    const keyring = await startOwnKeyring(bare.env)
    const desktop = { ...bare, switches: ['--password-store=gnome-libsecret'], home }
    const runtime = await resolveElectron()
    const tokens = await live({ program, runtime, desktop, sandbox })
    await keyring.stop()
    const { profile, keyrings, state } = placesIn(home)
    for (const name of ['settings', 'secrets', 'activity']) keep(join(profile, `${name}.json`), home, into)
    keep(join(keyrings, 'login.keyring'), home, into)
    keep(state, home, into)
    const row = (await rowOf(sandbox)) ?? {}
    writeJsonFile(join(into, 'outside.json'), {
      commit: program.commit,
      tokens,
      row,
      gazelle: withoutApiKey(read('gazelle.json')),
      supabase: withoutSecretKey(read('supabase.json')),
      member: await memberOf(sandbox),
    } satisfies Outside)
  })
  await sandbox.close()

  function read(name: string): Record<string, unknown> {
    return JSON.parse(readFileSync(join(sandboxFolder, name), 'utf8'))
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** Lets Supabase, too, have its port from the first start on. */
async function atPort(folder: string): Promise<void> {
  const { openSandbox } = await import('../../sandbox/index.ts')
  const sandbox = await openSandbox({ folder })
  await sandbox.close()
  const file = join(folder, 'supabase.json')
  writeJsonFile(file, { ...JSON.parse(readFileSync(file, 'utf8')), port: ports.supabase })
}

/** Its hexadecimal digits would look drawn; nobody in the home knows it. */
function withoutApiKey(gazelle: Record<string, unknown>): Record<string, unknown> {
  return { ...gazelle, users: (gazelle['users'] as object[]).map((user) => ({ ...user, apiKey: '0'.repeat(32) })) }
}

/** Made up or not, it begins as secrets do. */
function withoutSecretKey({ secretKey: _, ...supabase }: Record<string, unknown>): Record<string, unknown> {
  return supabase
}

/** Copies a file or folder of the home to the same place in the kept one. */
function keep(from: string, home: string, into: string): void {
  cpSync(from, join(into, 'home', from.slice(home.length + 1)), { recursive: true })
}
