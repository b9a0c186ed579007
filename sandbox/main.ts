import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { languageFrom } from '../src/cli/io/language.ts'
import { demoWords } from '../src/shared/catalogue/demo/index.ts'
import { allLanguages } from '../src/shared/catalogue/languages.ts'
import { defaultFolder } from './folder.ts'
import { openSandbox } from './index.ts'

// Runs the sandbox in the foreground until Ctrl-C: node sandbox/main.ts [--folder F] [--language L]

const { values } = parseArgs({ options: { folder: { type: 'string' }, language: { type: 'string' } } })
const language = allLanguages.find((each) => each === values.language) ?? languageFrom(process.env)

const sandbox = openSandbox({ folder: values.folder ?? defaultFolder(), language })
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
  // Nothing is said before: the app waits for the first line.
  console.log(
    demoWords(language)('demo.sandbox.running', { ...connection, folder, file: join(folder, 'connection.json') }),
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
