import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSandbox, type Sandbox } from '../sandbox/index.ts'
import { createKeeper } from '../src/library/index.ts'
import { tokenKey } from './by-hand.ts'
import type { BenchResult } from './result.ts'

const callCount = 10_000
const callsPerChunk = 250
const chunkCount = callCount / callsPerChunk
/** Calls on their way at a time. */
const callers = 10
const query = 'query ($first: Int) { allClients(first: $first) { nodes { id companyName } } }'
const variables = { first: 1 }

type Ask = () => Promise<unknown>

/**
 * Ten thousand calls of `keeper.fetch`, in chunks in turn with as many bare calls of `fetch` for the same query with a token
 * that is known; in the middle the token ends, unannounced. `fetch`: what a call through the keeper takes to a bare one,
 * the median of the chunks, the server (in this process) included.
 */
export async function library(): Promise<BenchResult> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bench-library-')))
  const sandbox = await openSandbox({ folder: join(folder, 'sandbox') })
  const keeper = openKeeper(sandbox, join(folder, 'state'))
  try {
    const { gazelle, supabase } = sandbox
    await supabase.sql`
      insert into system_settings (key, value)
      values (${tokenKey}, ${JSON.stringify(gazelle.grantPair())}::text::jsonb)`

    let failed = 0
    const throughKeeper: Ask = () => keeper.fetch(query, variables).catch(() => failed++)
    const byHand: Ask = () => bareFetch(gazelle.graphqlUrl, gazelle.tokens.at(-1)?.accessToken ?? '')
    await chunk(throughKeeper)
    await chunk(byHand)
    const pairsBefore = gazelle.tokens.length

    const times: { keeper: number[]; bare: number[] } = { keeper: [], bare: [] }
    for (let round = 0; round < chunkCount; round++) {
      const isHalfWay = round === chunkCount / 2
      if (round % 2 === 0) times.bare.push(await chunk(byHand))
      // While calls are on their way, so that some of them are refused.
      times.keeper.push(await chunk(throughKeeper, isHalfWay ? () => expire(sandbox) : undefined))
      if (round % 2 === 1) times.bare.push(await chunk(byHand))
    }
    const renewals = gazelle.tokens.length - pairsBefore
    if (renewals === 0) throw new Error('The token did not end.')
    return toResult(times, failed, renewals)
  } finally {
    await keeper.close()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function toResult(times: { keeper: number[]; bare: number[] }, failed: number, renewals: number): BenchResult {
  const [ours, bare] = [median(times.keeper), median(times.bare)]
  const ratios = { fetch: Math.round((ours / bare) * 1000) / 1000, 'failed-calls': failed, renewals }
  const microseconds = (milliseconds: number) => `${((milliseconds * 1000) / callsPerChunk).toFixed(0)} µs`
  return {
    name: 'library',
    table: [
      [
        `keeper.fetch, ${callCount} calls, ${callers} at a time`,
        `${microseconds(ours)} per call (median of ${chunkCount})`,
      ],
      ['bare fetch, as many', `${microseconds(bare)} per call`],
      ['keeper.fetch / bare fetch', `${ratios.fetch} (at most 1.2)`],
      ['the keeper’s own part', `${microseconds(ours - bare)} per call`],
      ['failed calls, over an unannounced end', `${failed} (none)`],
      ['renewals', `${renewals} (one)`],
    ],
    ratios,
    limits: { fetch: 1.2, 'failed-calls': 0, renewals: 1 },
  }
}

/** So many calls, a few at a time; gives the milliseconds they took. `between` is called when half of them are done. */
async function chunk(ask: Ask, between: () => void = () => undefined): Promise<number> {
  let left = callsPerChunk
  const started = performance.now()
  const caller = async () => {
    while (left-- > 0) {
      if (left === callsPerChunk / 2) between()
      await ask()
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return performance.now() - started
}

function expire({ gazelle }: Sandbox): void {
  gazelle.expire(gazelle.tokens.at(-1)?.accessToken ?? '')
}

/** As one would write it by hand: the token is known, nothing is checked but the status. */
async function bareFetch(url: string, accessToken: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ query, variables }),
  })
  if (!response.ok) throw new Error(`Gazelle answered ${response.status}.`)
  return ((await response.json()) as { data: unknown }).data
}

function openKeeper({ connection }: Sandbox, stateFolder: string) {
  return createKeeper({
    supabaseUrl: connection.supabaseUrl,
    supabaseKey: connection.supabaseSecretKey,
    gazelleUrl: connection.gazelleUrl,
    application: { clientId: connection.oauthClientId, clientSecret: connection.oauthClientSecret },
    stateFolder,
  })
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}
