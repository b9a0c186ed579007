import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSandbox, type Sandbox } from '../sandbox/index.ts'
import { buildCli } from '../scripts/cli/build.ts'
import { standBetween } from '../test/cli/between.ts'
import { environmentOf, program, root, runNode } from '../test/cli/cli-process.ts'
import { tokenKey } from './by-hand.ts'
import { inTurn } from './in-turn.ts'
import type { BenchResult } from './result.ts'

const rounds = 60
const warmUps = 5

/**
 * The command line as it is shipped, each run a process of its own, in turn: `--help` against `node -e 0`, and `status`
 * against a `node -e` that sends the same requests by bare `fetch` (which is checked) and prints their answers.
 */
export async function cli(): Promise<BenchResult> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bench-cli-')))
  await buildCli(root)
  const sandbox = await openSandbox({ folder: join(folder, 'sandbox') })
  try {
    await sandbox.supabase.sql`
      insert into system_settings (key, value)
      values (${tokenKey}, ${JSON.stringify(sandbox.gazelle.grantPair())}::text::jsonb)`
    const env = environmentOf(sandbox, folder)
    // With a secret key nobody signs in, so that both send three requests: the row, Gazelle's cheap query, and the logbook.
    const keyed = {
      ...env,
      SUPABASE_KEY: sandbox.connection.supabaseSecretKey,
      SUPABASE_EMAIL: '',
      SUPABASE_PASSWORD: '',
    }
    await checkRequests(sandbox, keyed)
    const ways: Record<string, () => Promise<void>> = {
      empty: () => start(['-e', '0'], env),
      help: () => start([program, '--help'], env),
      bare: () => start(['-e', bareStatus], keyed),
      status: () => start([program, 'status'], keyed),
    }
    return toResult(await inTurn(ways, warmUps, rounds))
  } finally {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a person would write to see how the token is: the row; Gazelle's word beside who else keeps it; one line. */
const bareStatus = `
const { SUPABASE_URL, SUPABASE_KEY, GAZELLE_URL } = process.env
const call = (name, texts) =>
  fetch(SUPABASE_URL + '/rest/v1/rpc/' + name, {
    method: 'POST',
    headers: { apikey: SUPABASE_KEY, authorization: 'Bearer ' + SUPABASE_KEY, 'content-type': 'application/json' },
    body: JSON.stringify(texts),
  }).then((answer) => answer.json())
call('read_system_setting', { p_key: '${tokenKey}' })
  .then(([{ value: text, updated_at }]) => [JSON.parse(text), updated_at])
  .then(([value, updated_at]) => Promise.all([
    call('system_settings_logbook', { p_key: '${tokenKey}', p_writes: 0 }),
    fetch(GAZELLE_URL + '/graphql/private/', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer ' + value.access_token },
      body: JSON.stringify({ query: 'query { allClients(first: 1) { nodes { id companyName } } }' }),
    })
      .then((answer) => answer.json())
      .then(({ data }) => {
        const left = value.created_at + value.expires_in - Date.now() / 1000
        console.log(data.allClients.nodes.length, Math.floor(left / 86400), updated_at)
      }),
  ]))`

async function start(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { code, stderr } = await runNode(args, { env })
  if (code !== 0) throw new Error(`${args.slice(0, 2).join(' ')} ended with ${code}: ${stderr}`)
}

/** Fails where the two do not send the same requests. */
async function checkRequests({ connection }: Sandbox, env: NodeJS.ProcessEnv): Promise<void> {
  const sent: string[] = []
  const note = ({ method, url, headers }: IncomingMessage) =>
    void sent.push(`${method} ${url} ${headers['content-type']}`)
  const between = await Promise.all(
    [connection.supabaseUrl, connection.gazelleUrl].map((url) => standBetween(url, note)),
  )
  const through = { ...env, SUPABASE_URL: between[0]?.url, GAZELLE_URL: between[1]?.url }
  await start(['-e', bareStatus], through)
  const bare = sent.splice(0)
  await start([program, 'status'], through)
  await Promise.all(between.map((each) => each.close()))
  if (bare.sort().join() !== sent.sort().join()) throw new Error(`Not the same requests:\n${bare}\n${sent}`)
}

function toResult({ empty = 0, help = 0, bare = 0, status = 0 }: Record<string, number>): BenchResult {
  const ratios = { help: rounded(help / empty), status: rounded(status / bare) }
  const milliseconds = (value: number) => `${value.toFixed(1)} ms (median of ${rounds})`
  return {
    name: 'cli',
    table: [
      ['node -e 0', milliseconds(empty)],
      ['gazelle-keeper --help', milliseconds(help)],
      ['help / node -e 0', `${ratios.help} (at most 1.3)`],
      ['node -e and the same requests by fetch', milliseconds(bare)],
      ['gazelle-keeper status', milliseconds(status)],
      ['status / bare', `${ratios.status} (at most 1.4)`],
    ],
    ratios,
    limits: { help: 1.3, status: 1.4 },
  }
}

const rounded = (ratio: number): number => Math.round(ratio * 1000) / 1000
