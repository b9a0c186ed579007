import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { SandboxConnection } from '../../sandbox/index.ts'
import { createNodeKeeper } from '../../src/node/keeper.ts'
import { waitForToken } from '../../src/node/wait-for-token.ts'

/**
 * A keeper as the command line has it, in a process of its own: `node keeper-process.ts <connection.json> <state folder>`.
 * For every line on stdin it checks the row as a scheduler's run does, and says on one line of JSON what it then knows.
 * Ends with stdin.
 */
export interface Checked {
  /** Of the row's token. */
  readonly fingerprint: string | null
  readonly works: boolean | null
  readonly asksHuman: boolean
  readonly problem: unknown
  /** Whether a token is in no row. */
  readonly isHolding: boolean
}

const [connectionFile = '', stateFolder = ''] = process.argv.slice(2)
const connection: SandboxConnection = JSON.parse(readFileSync(connectionFile, 'utf8'))
const { keeper, close } = createNodeKeeper({
  supabaseUrl: connection.supabaseUrl,
  supabaseKey: connection.supabaseSecretKey,
  gazelleUrl: connection.gazelleUrl,
  application: { clientId: connection.oauthClientId, clientSecret: connection.oauthClientSecret },
  stateFolder,
})

for await (const _ of createInterface({ input: process.stdin })) {
  await keeper.check({ asked: true })
  await waitForToken(keeper).catch(() => undefined)
  const { token, works, asksHuman, problem, held } = keeper.state.value
  const checked: Checked = {
    fingerprint: token?.fingerprint ?? null,
    works,
    asksHuman,
    problem,
    isHolding: held !== null,
  }
  process.stdout.write(`${JSON.stringify(checked)}\n`)
}
await close()
