import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { SandboxConnection } from '../../sandbox/index.ts'

/** How one run of the program went. */
export interface Told {
  readonly ok: boolean
  /** Where it was refused: the answer's status. */
  readonly status?: number
  readonly clients?: number
  /** How often it spent a refresh token. */
  readonly refreshes?: number
}

/** A program in Python that knows nothing of keepers; see existing_program.py. */
export interface ExistingProgram {
  /** Asks Gazelle, renewing by itself where it thinks it must. */
  run(): Promise<Told>
  /** Asks Gazelle with the row's token as it is. */
  use(): Promise<Told>
  /** Writes a new pair over the row's. */
  save(pair: object): Promise<Told>
  /** Lets it end; gives its exit code. */
  end(): Promise<number | null>
}

/** Starts one; `keyBelow`: how short a token is an API key to it. */
export function startExistingProgram(connection: SandboxConnection, keyBelow: number): ExistingProgram {
  const child = spawn('python3', [join(import.meta.dirname, 'existing_program.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      SUPABASE_URL: connection.supabaseUrl,
      SUPABASE_KEY: connection.supabaseSecretKey,
      GAZELLE_URL: connection.gazelleUrl,
      GAZELLE_CLIENT_ID: connection.oauthClientId,
      GAZELLE_CLIENT_SECRET: connection.oauthClientSecret,
      KEY_BELOW: String(keyBelow),
    },
  })
  const gone = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  child.stdin.on('error', () => undefined)

  const tell = async (command: string): Promise<Told> => {
    child.stdin.write(`${command}\n`)
    const line = await lines.next()
    if (line.done) throw new Error('The Python program has ended.')
    return JSON.parse(line.value)
  }
  return {
    run: () => tell('run'),
    use: () => tell('use'),
    save: (pair) => tell(`save ${JSON.stringify(pair)}`),
    async end() {
      child.stdin.end()
      await gone
      return child.exitCode
    },
  }
}
