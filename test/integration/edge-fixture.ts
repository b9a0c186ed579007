import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import { secretHeader } from '../../src/edge/handler.ts'

/** The function's secrets, as a person makes them. */
export const secrets = {
  GAZELLE_KEEPER_SECRET: randomBytes(32).toString('hex'),
  GAZELLE_JOURNAL_SECRET: randomBytes(32).toString('hex'),
}

export type Variables = Readonly<Record<string, string>>

/** The variables that Supabase gives a function, and those that its owner does. */
export function variablesOf({ connection }: Sandbox): Variables {
  return {
    SUPABASE_URL: connection.supabaseUrl,
    SUPABASE_SERVICE_ROLE_KEY: connection.supabaseSecretKey,
    GAZELLE_URL: connection.gazelleUrl,
    GAZELLE_CLIENT_ID: connection.oauthClientId,
    GAZELLE_CLIENT_SECRET: connection.oauthClientSecret,
    ...secrets,
  }
}

/** Puts a token in the row that Gazelle no longer accepts; its refresh token is as good as new. */
export async function putDeadToken({ gazelle, supabase }: Sandbox): Promise<void> {
  const pair = gazelle.grantPair()
  const value = JSON.stringify({ ...pair, created_at: pair.created_at - 3600 })
  await supabase.sql`
    insert into system_settings (key, value) values ('gazelle_oauth_token', ${value}::text::jsonb)
    on conflict (key) do update set value = excluded.value`
  gazelle.expire(pair.access_token)
}

export async function tokenInRow({ supabase }: Sandbox): Promise<string | undefined> {
  const [row] = await supabase.sql<{ token: string }[]>`
    select value->>'access_token' as token from system_settings where key = 'gazelle_oauth_token'`
  return row?.token
}

/** The variables of a runner: those of a function, but for what only Supabase gives. */
export function variablesOfRunner(sandbox: Sandbox): Variables {
  const { SUPABASE_SERVICE_ROLE_KEY: SUPABASE_KEY = '', GAZELLE_KEEPER_SECRET: _, ...variables } = variablesOf(sandbox)
  return { ...variables, SUPABASE_KEY }
}

/** The built function in a process of its own, which may use the network and its variables, and nothing else. */
export interface RunningFunction {
  readonly url: string
  readonly pid: number
  /** All that it has written to its log so far. */
  readonly log: () => string
  /** Calls it with its secret, or another, or none. */
  call(secret?: string | null, method?: string): Promise<{ status: number; text: string }>
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>
}

/** Starts it. Takes the folder that it is built in, and the module that begins it, if another one does. */
export async function startFunction(
  deno: string,
  folder: string,
  variables: Variables,
  begin = 'supabase/functions/gazelle-keeper/index.js',
): Promise<RunningFunction> {
  const module = join(folder, begin)
  const child = spawn(deno, ['run', '--no-prompt', '--allow-net', '--allow-env', module], {
    env: { PATH: process.env['PATH'], HOME: folder, NO_COLOR: '1', PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = once(child, 'exit')
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += chunk))
  const url = await addressOf(child)
  return {
    url,
    pid: child.pid ?? 0,
    log: () => log,
    async call(secret = secrets.GAZELLE_KEEPER_SECRET, method = 'POST') {
      const headers = secret === null ? {} : { [secretHeader]: secret }
      const answer = await fetch(url, { method, headers })
      return { status: answer.status, text: await answer.text() }
    },
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Deno says where it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk
      const [, port] = /Listening on http:\/\/[^:]+:(\d+)/.exec(said) ?? []
      if (port !== undefined) resolve(`http://127.0.0.1:${port}/functions/v1/gazelle-keeper`)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => reject(new Error(`The function ended with ${code}: ${said}`)))
  })
}

/** A request as it was sent, to the server's own address. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** A way to a server on which each request can be met. */
export interface Crossing {
  readonly url: string
  close(): Promise<void>
}

/**
 * Passes requests on, and tells of each before it arrives and before its answer is given. Where `meet` says so, nothing more of
 * that request goes on. `tell` gets each request, whole.
 */
export async function openCrossing(
  target: string,
  meet: (when: 'before' | 'after') => Promise<'on' | 'no further'>,
  tell: (sent: Sent) => void = () => undefined,
): Promise<Crossing> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...headers } = incoming.headers
    const sent: Sent = {
      method: incoming.method ?? 'GET',
      url: new URL(incoming.url ?? '/', target).href,
      headers: headers as Record<string, string>,
      body: chunks.length > 0 ? Buffer.concat(chunks).toString() : null,
    }
    tell(sent)
    if ((await meet('before')) !== 'on') return
    const { url, ...init } = sent
    const answer = await fetch(url, { ...init, redirect: 'manual' })
    const body = Buffer.from(await answer.arrayBuffer())
    if ((await meet('after')) !== 'on') return
    const told = Object.fromEntries(
      [...answer.headers].filter(([name]) => !/^(content-(encoding|length)|transfer-encoding|connection)$/.test(name)),
    )
    outgoing.writeHead(answer.status, told).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
