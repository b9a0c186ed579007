import { parentPort, workerData } from 'node:worker_threads'
import { App, getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite'
import { createPostgresConnection } from '@supabase/lite/postgres'
import postgres from 'postgres'
import { type Handler, type HttpServer, httpServer } from '../http-server.ts'
import type { ApiAnswer, ApiCommand, ApiThreadData } from './api.ts'
import { keepGrants, migrate, prepareProject } from './database.ts'
import { controlPath, disturbed, late } from './disturb.ts'
import { verifyAsMagicLink } from './email-codes.ts'
import { reachFaults } from './faults-port.ts'
import { keepJsonStrings } from './json-strings.ts'
import { appendMail } from './mail.ts'

// Runs Supabase's API in a thread of its own: `@supabase/lite` writes each failed query to the console and has no setting against
// it, but a thread's output can be redirected to a file.

const { mailFile, faults: faultsPort, ...keys } = workerData as ApiThreadData
const faults = reachFaults(faultsPort)
const silent = { onnotice: () => {} }
let server: HttpServer
let skewSeconds = 0
let closeDatabase: () => Promise<void>
let app: App
let openApp: () => Promise<void>

async function open(databaseUrl: string, port: number, isMade: boolean): Promise<string> {
  const sql = postgres(databaseUrl, silent)
  if (!isMade) {
    await prepareProject(sql, [SUPABASE_AUTH_HELPERS_SQL, getAuthSchemaSql()])
    // Run every migration before the first request: the API reads the schema only once.
    await migrate(sql)
  }

  openApp = async () => {
    const connection = createPostgresConnection({ url: databaseUrl, postgresOptions: silent })
    app = createApp(connection)
    await app.init()
    closeDatabase = () => connection.close()
  }
  await openApp()
  // At its first question to a table it grants all tables to all roles, which hosted Supabase does not do.
  await keepGrants(sql, firstQuestion)
  await sql.end()

  const handle: Handler = async (request, { incoming }) => {
    const { pathname } = new URL(request.url)
    if (pathname === `${controlPath}faults`) return await turnFaults(request)
    // `/_system/*` would answer without a key.
    const isSupabase = pathname.startsWith('/rest/v1/') || pathname.startsWith('/auth/v1/')
    if (!isSupabase) return Response.json({ error: 'requested path is invalid' }, { status: 404 })
    const answer = await app.fetch(await verifyAsMagicLink(await keepJsonStrings(request)), {
      peerAddress: incoming.socket.remoteAddress ?? null,
    })
    return skewSeconds === 0 ? answer : late(answer, skewSeconds)
  }
  server = httpServer(disturbed(handle, faults.strike))
  await server.start(port)
  return server.url
}

const firstQuestion = () => {
  const anyTable = 'http://127.0.0.1/rest/v1/system_settings?limit=0'
  return app.fetch(new Request(anyTable, { headers: { apikey: keys.publishableKey } }))
}

/** Reads the schema anew, as PostgREST does after `notify pgrst, 'reload schema'`. */
async function reload(databaseUrl: string): Promise<void> {
  const close = closeDatabase
  const sql = postgres(databaseUrl, silent)
  await openApp()
  await keepGrants(sql, firstQuestion)
  await sql.end()
  await close()
}

const createApp = (connection: ReturnType<typeof createPostgresConnection>) =>
  new App({
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

/** The control for a person with curl: POST adds a fault, DELETE removes all. It wants the secret key as `apikey`. */
async function turnFaults(request: Request): Promise<Response> {
  if (request.headers.get('apikey') !== keys.secretKey) {
    return Response.json(
      { error: 'The header apikey must hold the supabaseSecretKey of connection.json.' },
      { status: 403 },
    )
  }
  try {
    await (request.method === 'DELETE' ? faults.clear() : faults.add(await request.json()))
    return Response.json({ done: true })
  } catch (error) {
    return Response.json({ error: error instanceof Error ? error.message : String(error) }, { status: 400 })
  }
}

const commands: { [K in ApiCommand['do']]: (command: Extract<ApiCommand, { do: K }>) => Promise<string | undefined> } =
  {
    open: ({ databaseUrl, port, isMade }) => open(databaseUrl, port, isMade),
    reload: async ({ databaseUrl }) => void (await reload(databaseUrl)),
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
