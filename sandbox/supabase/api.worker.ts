import { parentPort, workerData } from 'node:worker_threads'
import { App, getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite'
import { createPostgresConnection } from '@supabase/lite/postgres'
import postgres from 'postgres'
import { type HttpServer, httpServer } from '../http-server.ts'
import type { ApiAnswer, ApiCommand, ApiSettings } from './api.ts'
import { migrate, prepareProject } from './database.ts'
import { verifyAsMagicLink } from './email-codes.ts'
import { keepJsonStrings } from './json-strings.ts'
import { appendMail } from './mail.ts'

// Supabase's API, in a thread of its own: `@supabase/lite` writes each failed query to the console and has no setting
// against it, and a thread's output can be led to a file.

const { mailFile, ...keys } = workerData as ApiSettings
const silent = { onnotice: () => {} }
let server: HttpServer
let skewSeconds = 0
let closeDatabase: () => Promise<void>

async function open(databaseUrl: string, port: number): Promise<string> {
  const sql = postgres(databaseUrl, silent)
  await prepareProject(sql, [SUPABASE_AUTH_HELPERS_SQL, getAuthSchemaSql()])
  // All of it before the first request: the API reads the schema once.
  await migrate(sql)

  const connection = createPostgresConnection({ url: databaseUrl, postgresOptions: silent })
  const app = new App({
    connection,
    auth: {
      enabled: true,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
      email: { enable_confirmations: false },
    },
    db: { migrations: { enabled: false } },
    options: {
      server: { admin: false, disableStudio: true },
      drivers: { email: { send: async (mail) => appendMail(mailFile, mail) } },
    },
  })
  await app.init()
  // With its first question to a table it grants all tables to all roles, which hosted Supabase does not: the
  // migration's own grants are set again after it.
  const anyTable = 'http://127.0.0.1/rest/v1/system_settings?limit=0'
  await app.fetch(new Request(anyTable, { headers: { apikey: keys.publishableKey } }))
  await migrate(sql)
  await sql.end()

  closeDatabase = () => connection.close()
  server = httpServer(async (request, { incoming }) => {
    const { pathname } = new URL(request.url)
    // `/_system/*` would answer without a key.
    const isSupabase = pathname.startsWith('/rest/v1/') || pathname.startsWith('/auth/v1/')
    if (!isSupabase) return Response.json({ error: 'requested path is invalid' }, { status: 404 })
    const answer = await app.fetch(await verifyAsMagicLink(await keepJsonStrings(request)), {
      peerAddress: incoming.socket.remoteAddress ?? null,
    })
    if (skewSeconds === 0) return answer
    const headers = new Headers(answer.headers)
    headers.set('date', new Date(Date.now() + skewSeconds * 1000).toUTCString())
    return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers })
  })
  await server.start(port)
  return server.url
}

const commands: { [K in ApiCommand['do']]: (command: Extract<ApiCommand, { do: K }>) => Promise<string | undefined> } =
  {
    open: ({ databaseUrl, port }) => open(databaseUrl, port),
    start: async () => void (await server.start(server.port)),
    skew: async ({ seconds }) => {
      skewSeconds = seconds
      return undefined
    },
    stop: async () => void (await server.stop()),
    close: async () => {
      await server.stop()
      await closeDatabase()
    },
  }

parentPort?.on('message', async (command: ApiCommand) => {
  const answer = await commands[command.do](command as never).then(
    (value): ApiAnswer => ({ ok: true, value }),
    (error: unknown): ApiAnswer => ({ ok: false, error }),
  )
  parentPort?.postMessage(answer)
})
