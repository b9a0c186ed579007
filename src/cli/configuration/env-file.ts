import { alertVariableNames } from '../../node/alerts/alert-variables.ts'
import { ConfigurationError, type LineFlaw } from './configuration.ts'
import { statementsOf } from './env-file-statements.ts'
import { textOfEnvFile, undecodable } from './env-file-text.ts'
import { type Variables, variableNames } from './variables.ts'

/** A file of variables as found. */
export interface EnvFile {
  readonly path: string
  readonly bytes: Uint8Array
  /** The source of `${NAME}` if the file itself does not set it. */
  readonly environment: Variables
  /**
   * True if somebody named this file. A file merely found in a folder may be somebody else's: it must not be able to send the
   * environment's secrets to a server that it names.
   */
  readonly isNamed: boolean
}

/** A value, and whether the environment contributed to it. */
interface Resolved {
  readonly value: string | undefined
  readonly isBorrowed: boolean
}

/** `${NAME}` or `${NAME:-default}`. */
const reference = /\$\{([^}:]*)(?::-([^}]*))?\}/g

const ourNames: readonly string[] = [...variableNames, ...alertVariableNames]
const isOurs = (name: string) => ourNames.includes(name)

/**
 * The variables of a file, as python-dotenv's `dotenv_values` gives them: the last setting of a name wins, a name without `=` has
 * no value, and references are replaced, in quotation marks too. A line that python-dotenv warns of and skips is skipped here as
 * well, unless it contains a variable of ours. Throws a `ConfigurationError` that names the line, never a value.
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

/** True if a line of the text begins with a variable of ours. */
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
