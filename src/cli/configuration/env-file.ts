import { ConfigurationError, type LineFlaw } from './configuration.ts'
import { statementsOf } from './env-file-statements.ts'
import { textOfEnvFile, undecodable } from './env-file-text.ts'
import { type Variables, variableNames } from './variables.ts'

/** A file of variables as it was found. */
export interface EnvFile {
  readonly path: string
  readonly bytes: Uint8Array
  /** What `${NAME}` may be taken from where the file itself does not set it. */
  readonly environment: Variables
  /**
   * True where somebody named this file. One that was only found in a folder may have been put there by somebody else: it
   * must not be able to send the environment's secrets to a server that it names.
   */
  readonly isNamed: boolean
}

/** A value, and whether the environment had a part in it. */
interface Resolved {
  readonly value: string | undefined
  readonly isBorrowed: boolean
}

/** `${NAME}` or `${NAME:-what stands in}`. */
const reference = /\$\{([^}:]*)(?::-([^}]*))?\}/g

const isOurs = (name: string) => (variableNames as readonly string[]).includes(name)

/**
 * The variables of a file, as python-dotenv's `dotenv_values` gives them: the last of a name holds, a name without `=` has no
 * value, and references are replaced, in quotation marks too. What python-dotenv warns of and passes over is passed over
 * here, unless a variable of the connection is in it. Throws a `ConfigurationError` that names the line, never a value.
 */
export function variablesOf({ path, bytes, environment, isNamed }: EnvFile): Variables {
  const refuse = (line: number, flaw: LineFlaw) => new ConfigurationError({ kind: 'unreadable-line', path, line, flaw })
  const decoded = textOfEnvFile(bytes)
  if ('nulInLine' in decoded) throw refuse(decoded.nulInLine, 'nul')

  const known = new Map<string, Resolved>()
  for (const statement of statementsOf(decoded.text)) {
    const { line } = statement
    if (statement.kind === 'unreadable') {
      if (namesOurs(statement.text)) throw refuse(line, 'not-understood')
      continue
    }
    const { name } = statement
    const resolved = resolve(statement.value, known, environment)
    known.set(name, resolved)
    if (!isOurs(name)) continue
    if (resolved.value?.includes(undecodable)) throw refuse(line, 'not-utf-8')
    if (resolved.isBorrowed && !isNamed) throw refuse(line, 'environment')
  }
  return Object.fromEntries([...known].map(([name, { value }]) => [name, value]))
}

/** True where a line of the text begins with a variable of the connection. */
function namesOurs(text: string): boolean {
  return text.split('\n').some((line) => isOurs(/^\s*(?:export\s+)?'?(\w+)/.exec(line)?.[1] ?? ''))
}

function resolve(value: string | null, known: ReadonlyMap<string, Resolved>, environment: Variables): Resolved {
  if (value === null) return { value: undefined, isBorrowed: false }
  let isBorrowed = false
  const resolved = value.replace(reference, (_, name: string, standIn = '') => {
    const own = known.get(name)
    if (own !== undefined) {
      isBorrowed ||= own.isBorrowed
      return own.value ?? ''
    }
    const lent = environment[name]
    isBorrowed ||= lent !== undefined
    return lent ?? standIn
  })
  return { value: resolved, isBorrowed }
}
