import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSandbox, type Sandbox } from '../sandbox/index.ts'
import { buildCli } from '../scripts/cli/build.ts'
import { environmentOf, program, root, runNode } from '../test/cli/cli-process.ts'
import { openCrossing, type Sent } from '../test/integration/edge-fixture.ts'
import { addLogbook } from '../test/integration/logbook-fixture.ts'
import { tokenKey } from './by-hand.ts'
import { inTurn } from './in-turn.ts'
import type { BenchResult } from './result.ts'

const rounds = 31
const warmUps = 1
const writes = 200

/**
 * What the logbook costs: `check` of the command line as it is shipped, of a token that works, on a project with the second migration
 * and on one without, each against a `node -e` that sends the very same requests, one after the other, in turn; and a write of the row,
 * by SQL, where the history's trigger notes it and where there is none.
 */
export async function logbook(): Promise<BenchResult> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bench-logbook-')))
  await buildCli(root)
  const opened: Sandbox[] = []
  try {
    for (const name of ['without', 'with']) opened.push(await openSandbox({ folder: join(folder, name) }))
    const [without, booked] = opened
    if (without === undefined || booked === undefined) throw new Error('There is no sandbox.')
    await addLogbook(booked.supabase.sql)
    await booked.supabase.reload()
    const ours = {
      without: await measured(without, join(folder, 'home')),
      with: await measured(booked, join(folder, 'homes')),
    }
    const ways: Record<string, () => Promise<void>> = {
      without: ours.without.check,
      'bare-without': ours.without.bare,
      with: ours.with.check,
      'bare-with': ours.with.bare,
    }
    const checks = await inTurn(ways, warmUps, rounds)
    const written = await inTurn({ without: writeOf(without), with: writeOf(booked) }, 5, writes)
    return toResult(checks, written, ours.without.requests, ours.with.requests)
  } finally {
    await Promise.all(opened.map((each) => each.close()))
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Measured {
  readonly check: () => Promise<void>
  /** The same requests without a keeper. */
  readonly bare: () => Promise<void>
  readonly requests: readonly Sent[]
}

/** Sends what it is given, one after the other, and reads each answer. */
const bare = `
const requests = JSON.parse(process.env.REQUESTS)
for (const { url, ...init } of requests) await (await fetch(url, init)).text()
`

async function measured(sandbox: Sandbox, home: string): Promise<Measured> {
  const { connection, gazelle, supabase } = sandbox
  await supabase.sql`
    insert into system_settings (key, value)
    values (${tokenKey}, ${JSON.stringify(gazelle.grantPair())}::text::jsonb)`
  // With a secret key nobody signs in.
  const key = { SUPABASE_KEY: connection.supabaseSecretKey, SUPABASE_EMAIL: '', SUPABASE_PASSWORD: '' }
  const env = { ...environmentOf(sandbox, home), ...key }
  const sent: Sent[] = []
  const note = (each: Sent) => void sent.push(each)
  const crossings = await Promise.all(
    [connection.supabaseUrl, connection.gazelleUrl].map((url) => openCrossing(url, async () => 'on', note)),
  )
  const [toSupabase, toGazelle] = crossings
  const through = { ...env, SUPABASE_URL: toSupabase?.url, GAZELLE_URL: toGazelle?.url }
  // The first check learns what the later ones know: what the row holds, and whether there is a logbook.
  await start([program, 'check'], through)
  sent.length = 0
  await start([program, 'check'], through)
  await Promise.all(crossings.map((each) => each.close()))
  const requests = [...sent]
  // Its own files are kept under the project's address.
  await start([program, 'check'], env)
  return {
    check: () => start([program, 'check'], env),
    bare: () => start(['--input-type=module', '-e', bare], { ...env, REQUESTS: JSON.stringify(requests) }),
    requests,
  }
}

async function start(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { code, stderr } = await runNode(args, { env })
  if (code !== 0) throw new Error(`${args.slice(0, 2).join(' ')} ended with ${code}: ${stderr}`)
}

/** A write of the row as a program does it that knows of nothing: another token each time. */
function writeOf({ supabase, gazelle }: Sandbox): () => Promise<void> {
  return async () => {
    const value = JSON.stringify(gazelle.grantPair())
    await supabase.sql`update system_settings set value = ${value}::text::jsonb where key = ${tokenKey}`
  }
}

function toResult(
  checks: Record<string, number>,
  written: Record<string, number>,
  without: readonly Sent[],
  booked: readonly Sent[],
): BenchResult {
  const of = (name: string) => checks[name] ?? Number.NaN
  const ratios = {
    'check-without': rounded(of('without') / of('bare-without')),
    'check-with': rounded(of('with') / of('bare-with')),
  }
  const milliseconds = (value: number) => `${value.toFixed(1)} ms (median of ${rounds})`
  const names = (requests: readonly Sent[]) =>
    `${requests.length}: ${requests.map(({ url }) => new URL(url).pathname.split('/').filter(Boolean).at(-1)).join(', ')}`
  const writeTime = (name: string) => `${(written[name] ?? Number.NaN).toFixed(2)} ms (median of ${writes})`
  return {
    name: 'logbook',
    table: [
      ['requests of check, without a logbook', names(without)],
      ['requests of check, with it', names(booked)],
      ['check, without', milliseconds(of('without'))],
      ['node -e and the same requests', milliseconds(of('bare-without'))],
      ['check / bare, without', `${ratios['check-without']} (at most 1.4)`],
      ['check, with', milliseconds(of('with'))],
      ['node -e and the same requests', milliseconds(of('bare-with'))],
      ['check / bare, with', `${ratios['check-with']} (at most 1.4)`],
      ['what the heartbeat adds to check', `${(of('with') - of('without')).toFixed(1)} ms`],
      ['a write of the row, without', writeTime('without')],
      ['a write of the row, with the history', writeTime('with')],
    ],
    ratios,
    limits: { 'check-without': 1.4, 'check-with': 1.4 },
  }
}

const rounded = (ratio: number): number => Math.round(ratio * 1000) / 1000
