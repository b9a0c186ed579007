import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultFolder } from './folder.ts'
import { openSandbox } from './index.ts'

// Runs the sandbox in the foreground until Ctrl-C: node sandbox/main.ts [--folder F]

const { values } = parseArgs({ options: { folder: { type: 'string' } } })

const sandbox = openSandbox({ folder: values.folder ?? defaultFolder() })
/**
 * The time to close after a signal, in milliseconds. Anything still open then ends with the process, and PostgreSQL's guard stops
 * the server.
 */
const patienceMilliseconds = 5_000

// Listen only once: a second Ctrl-C ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(), patienceMilliseconds).unref()
    void sandbox.then((open) => open.close()).catch(() => {})
  })
}

try {
  const { folder, connection } = await sandbox
  console.log(`The sandbox is running. Its credentials are its own and open nothing else.

Gazelle    ${connection.gazelleUrl}
  sign in  ${connection.gazelleEmail}
  password ${connection.gazellePassword}

Supabase   ${connection.supabaseUrl}
  sign in  ${connection.supabaseEmail}
  password ${connection.supabasePassword}

Keys and switches: ${join(folder, 'connection.json')}
Ctrl-C stops it; the data stays in ${folder}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
