import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { alertVariablesIn } from '../../node/alerts/alert-variables.ts'
import { type Configuration, ConfigurationError, type Source } from './configuration.ts'
import { variablesOf } from './env-file.ts'
import { readFound } from './found-file.ts'
import { saveWithinOf } from './save-within.ts'
import { connectionFrom, namesConnection, namesKeychain, textOf, twoKeysIn, type Variables } from './variables.ts'

export interface Places {
  readonly environment: Variables
  readonly workingFolder: string
  /** The file that `--config` names, or null. */
  readonly file: string | null
}

/** The variables of one source. */
export interface FoundConfiguration {
  readonly source: Source
  readonly variables: Variables
}

/**
 * The first source of variables that names a connection, alone: the file of `--config`; the environment; `.env` in the working
 * folder, which counts only if nobody else can have written it. Null if none does. Sources are never mixed, so that a `.env`
 * cannot send the environment's secrets to another server. Rejects with a `ConfigurationError`.
 */
export async function findVariables({ environment, workingFolder, file }: Places): Promise<FoundConfiguration | null> {
  if (file !== null) {
    const path = resolve(workingFolder, file)
    const variables = variablesOf({ path, bytes: await bytesOf(path), environment, isNamed: true })
    return { source: { kind: 'file', path, isNamed: true }, variables }
  }
  if (namesConnection(environment)) return { source: { kind: 'environment' }, variables: environment }
  const path = join(workingFolder, '.env')
  const found = await readFound(path)
  if (found === null) return null
  const { bytes, doubt } = found
  const read = () => variablesOf({ path, bytes, environment, isNamed: false })
  if (doubt !== null) {
    // Another program's file does not concern us, whoever wrote it.
    if (namesNothing(read)) return null
    throw new ConfigurationError({ kind: 'doubtful-file', path, doubt })
  }
  const variables = read()
  return namesConnection(variables) ? { source: { kind: 'file', path, isNamed: false }, variables } : null
}

/** The connection of the first source: the variables, with their secrets out of the keychain if they say so; else the desktop app's handover. Rejects with a `ConfigurationError`. */
export async function findConfiguration(places: Places): Promise<Configuration> {
  const found = await findVariables(places)
  if (found !== null) {
    const { source } = found
    const isInKeychain = namesKeychain(found.variables, source)
    const variables = isInKeychain ? await joined(found, places.environment) : found.variables
    return {
      source,
      isInKeychain,
      connection: connectionFrom(variables, source),
      keyVariables: twoKeysIn(variables),
      saveWithinSeconds: saveWithinOf(variables, source),
      alerts: alertVariablesIn(variables),
    }
  }
  const { connectionOfDesktop } = await import('./desktop.ts')
  const connection = await connectionOfDesktop(places.environment)
  const saveWithinSeconds = saveWithinOf(places.environment, { kind: 'environment' })
  const alerts = alertVariablesIn(places.environment)
  return { source: { kind: 'desktop' }, isInKeychain: false, connection, keyVariables: null, saveWithinSeconds, alerts }
}

async function joined({ source, variables }: FoundConfiguration, environment: Variables): Promise<Variables> {
  // Without a project there is nothing to look for; which variable is at fault is told later.
  if (!URL.canParse(textOf(variables, 'SUPABASE_URL') ?? '')) return variables
  const { readSecrets, withSecrets } = await import('./keychain-secrets.ts')
  return withSecrets(variables, await readSecrets(variables, source, environment))
}

/** True if the variables can be read and none belongs to a connection. */
function namesNothing(read: () => Variables): boolean {
  try {
    return !namesConnection(read())
  } catch {
    return false
  }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch {
    throw new ConfigurationError({ kind: 'unreadable-file', path })
  }
}
