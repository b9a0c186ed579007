import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import type { SandboxConnection } from '../../sandbox/index.ts'
import { createGrants } from '../../src/core/gazelle/grant.ts'
import { createGazelle } from '../../src/core/gazelle/probe.ts'
import type { Journal } from '../../src/core/keeper/journal.ts'
import { Keeper, type Offer } from '../../src/core/keeper/keeper.ts'
import { createLease } from '../../src/core/keeper/lease.ts'
import { createSupabaseStores } from '../../src/core/store/supabase.ts'
import { fileJournal } from './file-journal.ts'

/**
 * A keeper without a window, in a process of its own: `node keeper-process.ts <connection.json> <journal file>`.
 * Says "ready" on stdout; then, for every line on stdin, checks until the row's token works and is not due, or a human is
 * asked, or 20 seconds are over, and says how that ended as one line of JSON. Ends with stdin.
 */
export interface Ending {
  /** Of the row's token, as the keeper knows it. */
  readonly fingerprint: string | null
  readonly works: boolean | null
  readonly asksHuman: boolean
  readonly problem: string | null
  /** How the tokens that came by were settled, in their order. */
  readonly offers: readonly Offer[]
}

const longestMilliseconds = 20_000
/** Between two looks, while another process renews. */
const pauseMilliseconds = 50

const [connectionFile, journalFile] = process.argv.slice(2)
if (connectionFile === undefined || journalFile === undefined) throw new Error('Give connection.json and the journal.')
const keeper = createKeeper(JSON.parse(readFileSync(connectionFile, 'utf8')), fileJournal(journalFile))
let offers: Offer[] = []
keeper.offers.subscribe((told) => told && offers.push(told.offer))

process.stdout.write('ready\n')
for await (const _ of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await settleDown())}\n`)
}

async function settleDown(): Promise<Ending> {
  offers = []
  const giveUpAt = Date.now() + longestMilliseconds
  await keeper.check({ asked: true })
  while (!isSettled() && Date.now() < giveUpAt) {
    await pause(pauseMilliseconds)
    await keeper.check({ asked: true })
  }
  const { token, works, asksHuman, problem } = keeper.state.value
  return {
    fingerprint: token?.fingerprint ?? null,
    works,
    asksHuman,
    problem: problem && JSON.stringify(problem),
    offers,
  }
}

function isSettled(): boolean {
  const { token, works, asksHuman, held } = keeper.state.value
  const isDue = token?.renewAt == null || Date.now() >= token.renewAt * 1000
  return asksHuman || (works === true && !isDue && held === null)
}

function createKeeper(connection: SandboxConnection, journal: Journal): Keeper {
  const { gazelleUrl, oauthClientId: clientId, oauthClientSecret: clientSecret } = connection
  const clock = { now: () => Date.now() }
  const network = { fetch: globalThis.fetch, userAgent: 'gazelle-keeper/test', clock }
  const { token, lease, serverClock } = createSupabaseStores({
    ...network,
    url: connection.supabaseUrl,
    key: connection.supabaseKey,
    signIn: { email: connection.supabaseEmail, password: connection.supabasePassword },
  })
  return new Keeper({
    clock,
    serverClock,
    journal,
    store: token,
    lease: createLease({ store: lease, serverClock, clock, holder: randomUUID() }),
    gazelle: createGazelle({ ...network, endpoint: new URL('/graphql/private/', gazelleUrl).href }),
    grants: createGrants({
      ...network,
      tokenEndpoint: new URL('/developer/oauth/token', gazelleUrl).href,
      application: { clientId, clientSecret },
    }),
    webSession: null,
  })
}
