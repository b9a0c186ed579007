import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSandbox, type Sandbox } from '../sandbox/index.ts'
import { buildEdge } from '../scripts/edge/build.ts'
import { root } from '../test/cli/cli-process.ts'
import { type Deno, installedDenos } from '../test/integration/denos.ts'
import {
  openCrossing,
  type Sent,
  startFunction,
  type Variables,
  variablesOf,
} from '../test/integration/edge-fixture.ts'
import { tokenKey } from './by-hand.ts'
import type { BenchResult } from './result.ts'

const rounds = 9

/** What one cold start took: milliseconds from the start of Deno to the answer, and what the process has used by then. */
interface Taken {
  readonly milliseconds: number
  readonly cpuMilliseconds: number
  readonly megabytes: number
}

/**
 * The Edge Function on each Deno, from the start of its process to its first answer, for a token that works: in turn with a bare
 * function that sends the same requests one after the other. The processor's time and the memory are `/proc`'s: on Linux only.
 */
export async function edge(): Promise<BenchResult> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bench-edge-')))
  const built = join(folder, 'edge')
  await buildEdge(root, built)
  writeFileSync(join(built, 'bare.js'), bare)
  const sandbox = await openSandbox({ folder: join(folder, 'sandbox') })
  try {
    const pair = JSON.stringify(sandbox.gazelle.grantPair())
    await sandbox.supabase.sql`
      insert into system_settings (key, value) values (${tokenKey}, ${pair}::text::jsonb)`
    const bundle = statSync(join(built, 'supabase/functions/gazelle-keeper/index.js')).size
    const table: [string, string][] = [['bundle', `${Math.round(bundle / 1000)} kB`]]
    const ratios: Record<string, number> = {}
    for (const deno of installedDenos()) {
      const measured = await measure(deno, built, sandbox)
      const { ratio, requests, lines } = inWords(deno, measured)
      ratios[deno.version] = ratio
      table.push(...lines, [`Deno ${deno.version}, requests`, String(requests)])
    }
    return { name: 'edge', table, ratios, limits: {} }
  } finally {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Sends what it is given, one after the other, and reads each answer. */
const bare = `
const requests = JSON.parse(Deno.env.get('REQUESTS'))
Deno.serve({ port: 0, hostname: '127.0.0.1' }, async () => {
  for (const { url, ...init } of requests) await (await fetch(url, init)).text()
  return new Response('{"result":"good","problem":null}')
})
`

interface Measured {
  readonly ours: readonly Taken[]
  readonly bare: readonly Taken[]
  readonly requests: number
}

async function measure(deno: Deno, built: string, sandbox: Sandbox): Promise<Measured> {
  const variables = variablesOf(sandbox)
  // The first check of all writes a journal; the later ones find it.
  await coldStart(deno, built, variables)
  const sent = await requestsOf(deno, built, variables)
  const ways = {
    ours: () => coldStart(deno, built, variables),
    bare: () => coldStart(deno, built, { REQUESTS: JSON.stringify(sent) }, 'bare.js'),
  }
  const taken: { ours: Taken[]; bare: Taken[] } = { ours: [], bare: [] }
  // One of each first, which does not count.
  for (let round = -1; round < rounds; round++) {
    const order = round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)
    for (const way of order) {
      const each = await ways[way]()
      if (round >= 0) taken[way].push(each)
    }
  }
  return { ...taken, requests: sent.length }
}

async function coldStart(deno: Deno, built: string, variables: Variables, begin?: string): Promise<Taken> {
  const since = performance.now()
  const running = await startFunction(deno.path, built, variables, begin)
  const { status, text } = await running.call()
  const milliseconds = performance.now() - since
  const used = usedBy(running.pid)
  await running.kill()
  if (status !== 200 || !text.includes('"good"')) throw new Error(`The function answered ${status}: ${text}`)
  return { milliseconds, ...used }
}

/** All that the function sends from its start to its answer, to the servers' own addresses. */
async function requestsOf(deno: Deno, built: string, variables: Variables): Promise<Sent[]> {
  const sent: Sent[] = []
  const names = ['SUPABASE_URL', 'GAZELLE_URL']
  const crossings = await Promise.all(
    names.map((name) =>
      openCrossing(
        variables[name] ?? '',
        async () => 'on',
        (each) => sent.push(each),
      ),
    ),
  )
  const through = Object.fromEntries(names.map((name, at) => [name, crossings[at]?.url ?? '']))
  await coldStart(deno, built, { ...variables, ...through })
  await Promise.all(crossings.map((each) => each.close()))
  return sent
}

const ticksPerSecond = 100

function usedBy(pid: number): Omit<Taken, 'milliseconds'> {
  // Behind the program's name, which is in brackets: user and system time are the 12th and 13th.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const ticks = Number(fields[11]) + Number(fields[12])
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return { cpuMilliseconds: (ticks * 1000) / ticksPerSecond, megabytes: Number(kilobytes) / 1000 }
}

function inWords({ version }: Deno, { ours, bare, requests }: Measured) {
  const of = (all: readonly Taken[], what: keyof Taken) => median(all.map((each) => each[what]))
  const ratio = Math.round((of(ours, 'milliseconds') / of(bare, 'milliseconds')) * 100) / 100
  const row = (label: string, what: keyof Taken, unit: string): [string, string] => [
    `Deno ${version}, ${label}`,
    `${Math.round(of(ours, what))} ${unit}, bare ${Math.round(of(bare, what))} ${unit} (median of ${rounds})`,
  ]
  const lines = [
    row('cold start to answer', 'milliseconds', 'ms'),
    row('processor', 'cpuMilliseconds', 'ms'),
    row('memory at most', 'megabytes', 'MB'),
    [`Deno ${version}, cold start / bare`, String(ratio)] as [string, string],
  ]
  return { ratio, requests, lines }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
