import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import type { SandboxConnection } from '../../sandbox/index.ts'
import type { OfferResult } from '../../src/core/keeper/keeper.ts'
import { createSandboxKeeper } from './sandbox-keeper.ts'

/**
 * A keeper without a window, in a process of its own: `node keeper-process.ts <connection.json> <state folder>`.
 * Says "ready" on stdout; then, for every line on stdin ("check", or "renew": first a new token), checks until the row's token works and is not due, or a human is
 * asked, or 20 seconds are over, and says how that ended as one line of JSON. Ends with stdin.
 */
export interface Ending {
  /** Of the row's token, as the keeper knows it. */
  readonly fingerprint: string | null
  readonly works: boolean | null
  readonly asksHuman: boolean
  readonly problem: string | null
  /** How the tokens that came by ended, in their order. */
  readonly outcomes: readonly OfferResult[]
}

const longestMilliseconds = 20_000
/** Between two looks, while another process renews. */
const pauseMilliseconds = 50

const [connectionFile, stateFolder] = process.argv.slice(2)
if (connectionFile === undefined || stateFolder === undefined) throw new Error('Give connection.json and a folder.')
const connection: SandboxConnection = JSON.parse(readFileSync(connectionFile, 'utf8'))
const { keeper, close } = createSandboxKeeper(connection, stateFolder)
let outcomes: OfferResult[] = []
keeper.outcomes.subscribe((outcome) => outcome && outcomes.push(outcome.result))

void answerLines()

// In a function: it is bundled as what cannot wait at its top.
async function answerLines(): Promise<void> {
  process.stdout.write('ready\n')
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await settleDown(line === 'renew'))}\n`)
  }
  await close()
}

async function settleDown(forced: boolean): Promise<Ending> {
  outcomes = []
  const giveUpAt = Date.now() + longestMilliseconds
  await keeper.check({ asked: true, forced })
  while (!isSettled() && Date.now() < giveUpAt) {
    await pause(pauseMilliseconds)
    await keeper.check({ asked: true })
  }
  // The journal, too, is as it will stay.
  await keeper.idle()
  const { token, works, asksHuman, problem } = keeper.state.value
  return {
    fingerprint: token?.fingerprint ?? null,
    works,
    asksHuman,
    problem: problem && JSON.stringify(problem),
    outcomes,
  }
}

function isSettled(): boolean {
  const { token, works, asksHuman, held } = keeper.state.value
  const isDue = token?.renewAt == null || Date.now() >= token.renewAt * 1000
  return asksHuman || (works === true && !isDue && held === null)
}
