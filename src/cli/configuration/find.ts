import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Configuration, ConfigurationError, type Source } from './connection.ts'
import { type EnvFile, variablesOf } from './env-file.ts'
import { saveWithinOf } from './save-within.ts'
import { connectionOf, namesConnection, type Variables } from './variables.ts'

export interface Places {
  readonly environment: Variables
  readonly workingFolder: string
  /** The file that `--config` names, or null. */
  readonly file: string | null
}

/** The variables of one source. */
export interface Found {
  readonly source: Source
  readonly variables: Variables
}

/**
 * The first source of variables that names a connection, and it alone: the file that was asked for; the environment;
 * `.env` in the working folder. Null where none does. Sources are never mixed, so that a `.env` of a folder that somebody else may
 * write cannot send the environment's secrets to another server. Rejects with a `ConfigurationError`.
 */
export async function findVariables({ environment, workingFolder, file }: Places): Promise<Found | null> {
  if (file !== null) {
    const path = resolve(workingFolder, file)
    return { source: { kind: 'file', path }, variables: await read({ path, environment, isNamed: true }) }
  }
  if (namesConnection(environment)) return { source: { kind: 'environment' }, variables: environment }
  const path = join(workingFolder, '.env')
  const variables = await read({ path, environment, isNamed: false }).catch((error: unknown) => {
    if (error instanceof MissingFile) return {}
    throw error
  })
  return namesConnection(variables) ? { source: { kind: 'file', path }, variables } : null
}

/**
 * The connection that the first source makes: the variables', else what the desktop app hands over. Rejects with a
 * `ConfigurationError`.
 */
export async function findConfiguration(places: Places): Promise<Configuration> {
  const found = await findVariables(places)
  if (found !== null) {
    const { source, variables } = found
    return {
      source,
      connection: connectionOf(variables, source),
      saveWithinSeconds: saveWithinOf(variables, source),
    }
  }
  const { connectionOfDesktop } = await import('./desktop.ts')
  const connection = await connectionOfDesktop(places.environment)
  const saveWithinSeconds = saveWithinOf(places.environment, { kind: 'environment' })
  return { source: { kind: 'desktop' }, connection, saveWithinSeconds }
}

class MissingFile extends ConfigurationError {}

async function read(file: Omit<EnvFile, 'bytes'>): Promise<Variables> {
  return variablesOf({ ...file, bytes: await bytesOf(file.path) })
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const fault = { kind: 'unreadable-file', path } as const
    throw code === 'ENOENT' || code === 'ENOTDIR' ? new MissingFile(fault) : new ConfigurationError(fault)
  }
}
