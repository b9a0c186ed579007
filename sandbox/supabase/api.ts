import { createWriteStream } from 'node:fs'
import { type MessagePort, Worker } from 'node:worker_threads'
import type { Faults } from '../gazelle/faults.ts'
import { offerFaults } from './faults-port.ts'

export interface ApiKeys {
  readonly jwtSecret: string
  readonly publishableKey: string
  readonly secretKey: string
}

/** The settings that the thread gets at its start. */
export interface ApiSettings extends ApiKeys {
  /** The file for every email that the API sends, each as one line of JSON. */
  readonly mailFile: string
}

/** The settings as the thread gets them, with its port to the faults. */
export interface ApiThreadData extends ApiSettings {
  readonly faults: MessagePort
}

export type ApiCommand =
  | { readonly do: 'open'; readonly databaseUrl: string; readonly port: number; readonly isMade: boolean }
  | { readonly do: 'reload'; readonly databaseUrl: string }
  | { readonly do: 'skew'; readonly seconds: number }
  | { readonly do: 'start' | 'stop' | 'close' }

export type ApiAnswer =
  | { readonly ok: true; readonly value: string | undefined }
  | { readonly ok: false; error: unknown }

/** Supabase's API in a thread of its own; it takes one command at a time and answers each. */
export interface ApiThread {
  /** Prepares the database, unless it is made, and serves it, on `port` if that is free. Gives the API's address. */
  open(databaseUrl: string, port: number, isMade: boolean): Promise<string>
  stop(): Promise<void>
  start(): Promise<void>
  /** Reads the database's schema anew. */
  reload(databaseUrl: string): Promise<void>
  /** Shifts the `Date` header by so many seconds, from the next answer on; negative: into the past. */
  skew(seconds: number): Promise<void>
  /** Ends the thread, even if it never opened. */
  close(): Promise<void>
}

/**
 * Starts the thread, which loads `@supabase/lite` (half a second) while the database starts.
 * @param faults strike its requests
 * @param logFile takes the console output of `@supabase/lite`
 */
export function startApiThread(settings: ApiSettings, faults: Faults, logFile: string): ApiThread {
  const port = offerFaults(faults)
  const thread = new Worker(new URL('./api.worker.ts', import.meta.url), {
    workerData: { ...settings, faults: port } satisfies ApiThreadData,
    transferList: [port],
    stdout: true,
    stderr: true,
    execArgv: [],
    // A sandbox's passwords guard nothing: at the usual cost of their hashes each sign-in would take 0.1 s of this computer.
    env: { ...process.env, DO_NOT_TRACK: '1', LITE_AUTH_BCRYPT_COST: '4' },
  })
  const log = createWriteStream(logFile, { mode: 0o600 })
  thread.stdout.pipe(log)
  thread.stderr.pipe(log)

  let crash: unknown = null
  let fail: (error: unknown) => void = () => {}
  const fallOver = (error: unknown) => {
    crash = error
    fail(error)
  }
  thread.once('error', fallOver)
  thread.once('exit', (code) => fallOver(new Error(`Supabase's thread has ended (${code}); see ${logFile}`)))

  const ask = (command: ApiCommand) =>
    new Promise<string | undefined>((resolve, reject) => {
      if (crash) return reject(crash)
      fail = reject
      thread.once('message', (answer: ApiAnswer) => {
        fail = () => {}
        if (answer.ok) resolve(answer.value)
        else reject(answer.error)
      })
      thread.postMessage(command)
    })

  let open = false
  return {
    async open(databaseUrl, port, isMade) {
      const url = await ask({ do: 'open', databaseUrl, port, isMade })
      open = true
      return url ?? ''
    },
    start: async () => void (await ask({ do: 'start' })),
    reload: async (databaseUrl) => void (await ask({ do: 'reload', databaseUrl })),
    skew: async (seconds) => void (await ask({ do: 'skew', seconds })),
    stop: async () => void (await ask({ do: 'stop' })),
    async close() {
      if (open && !crash) await ask({ do: 'close' })
      await thread.terminate()
    },
  }
}
