import { randomUUID } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSandbox, type Sandbox } from '../sandbox/index.ts'
import { listenToRequests } from '../test/integration/requests-sent.ts'
import { createSandboxKeeper } from '../test/integration/sandbox-keeper.ts'
import { type ByHand, byHand, tokenKey } from './by-hand.ts'
import type { BenchResult } from './result.ts'

const rounds = 80
const warmUps = 10
const callerCount = 10_000

/**
 * One renewal by a keeper (journal on disk, each write fsynced) against bare HTTP calls by hand, on the sandbox, in turn.
 * `renewal`: against the very requests that the keeper sends, which is checked, in the same order: what the keeper itself
 * costs. `renewal-to-four-calls`: against read, grant, write, read-back alone: what its safety costs as well. Checks too that a
 * look with nothing due is one request.
 */
export async function renewal(): Promise<BenchResult> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bench-renewal-')))
  const sandbox = await openSandbox({ folder })
  try {
    const { connection, gazelle, supabase } = sandbox
    const sent: string[] = []
    const stopListening = listenToRequests(sent)
    const { keeper, close } = createSandboxKeeper(connection, join(folder, 'state'))
    const hand = await byHand(connection)
    await supabase.sql`
      insert into system_settings (key, value)
      values (${tokenKey}, ${JSON.stringify(gazelle.grantPair())}::text::jsonb)`
    // Signs in, and makes the row of the lease.
    await keeper.check({ forced: true })

    let known = await hand.read()
    const ways = {
      keeper: async () => {
        await keeper.check({ forced: true })
        const { works, problem } = keeper.state.value
        if (works !== true || problem !== null) throw new Error(`The keeper did not renew: ${JSON.stringify(problem)}`)
      },
      same: () => sameCalls(hand, known),
      four: () => fourCalls(hand),
    }
    const times: Record<keyof typeof ways, number[]> = { keeper: [], same: [], four: [] }
    const requests: Partial<Record<keyof typeof ways, string[]>> = {}
    const order = Object.keys(ways) as (keyof typeof ways)[]
    for (let round = -warmUps; round < rounds; round++) {
      order.push(...order.splice(0, 1))
      for (const way of order) {
        // What the others wrote is no news to the keeper when its time is taken.
        await keeper.check()
        known = await hand.read()
        const issued = gazelle.tokens.at(-1)
        sent.length = 0
        const started = performance.now()
        await ways[way]()
        const took = performance.now() - started
        if (gazelle.tokens.at(-1) === issued) throw new Error(`${way}: nothing was renewed`)
        if (round < 0) continue
        times[way].push(took)
        requests[way] ??= [...sent]
        if (requests[way].join() !== sent.join()) throw new Error(`${way}: other requests than before: ${sent}`)
      }
    }
    await keeper.check()
    sent.length = 0
    await keeper.check()
    const idle = [...sent]
    if (idle.length !== 1) throw new Error(`A check with nothing due: ${idle}`)
    const callers = await manyCallers(sandbox, join(folder, 'callers'))
    stopListening()
    await close()
    if (requests.keeper?.join() !== requests.same?.join()) {
      throw new Error(`Not the same requests:\n${requests.keeper}\n${requests.same}`)
    }
    return toResult(times, requests.keeper ?? [], requests.four ?? [], callers)
  } finally {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function toResult(
  times: Record<'keeper' | 'same' | 'four', number[]>,
  requests: readonly string[],
  four: readonly string[],
  callers: { readonly refreshes: number; readonly microseconds: number },
): BenchResult {
  const [ours, same, bare] = [median(times.keeper), median(times.same), median(times.four)]
  const ratios = {
    renewal: rounded(ours / same),
    'renewal-to-four-calls': rounded(ours / bare),
    'refreshes-for-10000-callers': callers.refreshes,
  }
  const milliseconds = (value: number) => `${value.toFixed(1)} ms (median of ${rounds})`
  return {
    name: 'renewal',
    table: [
      ['renewal by the keeper', milliseconds(ours)],
      [`the same ${requests.length} requests by hand`, milliseconds(same)],
      [`read, grant, write, read-back by hand (${four.length})`, milliseconds(bare)],
      ['keeper / same requests', `${ratios.renewal}`],
      ['keeper / four calls', `${ratios['renewal-to-four-calls']} (at most 1.25)`],
      ['the requests', requests.join(', ')],
      [`${callerCount} callers of token() at once, over an end`, `${callers.refreshes} refresh (at most 1)`],
      ['time per caller', `${callers.microseconds.toFixed(1)} µs`],
    ],
    ratios,
    limits: { renewal: 1.25, 'renewal-to-four-calls': 1.25, 'refreshes-for-10000-callers': 1 },
  }
}

/** Ten thousand callers want a token at once, in a process that has just begun, and the row's is over. */
async function manyCallers(
  { connection, gazelle, supabase }: Sandbox,
  stateFolder: string,
): Promise<{ refreshes: number; microseconds: number }> {
  const old = { ...gazelle.grantPair(), created_at: Math.floor(Date.now() / 1000) - 31 * 86_400, expires_in: 2_592_000 }
  await supabase.sql`
    update system_settings set value = ${JSON.stringify(old)}::text::jsonb where key = ${tokenKey}`
  gazelle.expire(old.access_token)
  const { keeper, close } = createSandboxKeeper(connection, stateFolder)
  const before = gazelle.tokens.length
  const started = performance.now()
  const given = await Promise.all(Array.from({ length: callerCount }, () => keeper.token()))
  const took = performance.now() - started
  await close()
  const newest = gazelle.tokens.at(-1)?.accessToken
  if (given.some(({ accessToken }) => accessToken !== newest)) throw new Error('Somebody was given an old token.')
  return { refreshes: gazelle.tokens.length - before, microseconds: (took * 1000) / callerCount }
}

/** What the keeper asks, in its order; what the row holds it knows from its last look. */
async function sameCalls(hand: ByHand, { value }: { readonly value: Record<string, unknown> }): Promise<void> {
  const lease = await hand.begin(value, { ...value, access_token: 'a'.repeat(43) }, randomUUID())
  const issued = await hand.grant(String(value['refresh_token']))
  await hand.settle(value, { ...value, ...issued }, lease)
  await hand.probe(String(issued['access_token']))
}

async function fourCalls(hand: ByHand): Promise<void> {
  const { value } = await hand.read()
  const issued = await hand.grant(String(value['refresh_token']))
  await hand.swap(value, { ...value, ...issued })
  await hand.read()
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

const rounded = (ratio: number): number => Math.round(ratio * 1000) / 1000
