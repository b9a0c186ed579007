import { readFile, realpath } from 'node:fs/promises'
import { writeSafely } from '../../node/safe-file.ts'
import { ConfigurationError } from './configuration.ts'
import { variablesOf } from './env-file.ts'
import { textOfEnvFile } from './env-file-text.ts'
import { type VariableName, type Variables, variableNames } from './variables.ts'

/** A file of variables as it stands; `text` is null if there is none. */
export interface EnvFileNow {
  readonly path: string
  readonly text: string | null
}

/** Variables in the order in which they are written. */
export type Settings = Readonly<Partial<Record<VariableName, string>>>

/** Reads the file, through a link to the file itself. Rejects with a `ConfigurationError` if it is no text that can be kept. */
export async function readEnvFile(path: string): Promise<EnvFileNow> {
  try {
    const file = await realpath(path)
    const bytes = await readFile(file)
    const decoded = textOfEnvFile(bytes)
    // Bytes of another encoding would be lost.
    const isKept = 'text' in decoded && !decoded.text.includes('\ufffd')
    if (isKept) return { path: file, text: decoded.text }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { path, text: null }
  }
  throw new ConfigurationError({ kind: 'unreadable-file', path })
}

/**
 * The file with these settings at its end, where they count: the last setting of a name does. Every line that it has stays. Those
 * of `unset` that it sets are set to nothing.
 */
export function withSettings({ path, text }: EnvFileNow, settings: Settings, unset: readonly VariableName[]): string {
  const before = text === null ? {} : read(path, text)
  const emptied = unset.filter((name) => before[name])
  const lines = [...Object.entries(settings).map(([name, value]) => `${name}=${quoted(value)}`)]
  const own = [...lines, ...emptied.map((name) => `${name}=`), ''].join('\n')
  if (text === null) return own
  return text === '' || text.endsWith('\n') ? `${text}${own}` : `${text}\n${own}`
}

/** The first setting that a reader of this text would not get as it is, such as one with `${`; null if there is none. */
export function misreadIn({ path }: EnvFileNow, text: string, settings: Settings): VariableName | null {
  const found = read(path, text)
  return variableNames.find((name) => settings[name] !== undefined && found[name] !== settings[name]) ?? null
}

/** Writes the text in one step, for its owner alone (mode 600). Rejects with the system's error; the file is then as it was. */
export const writeEnvFile = ({ path }: EnvFileNow, text: string): Promise<void> => writeSafely(path, Buffer.from(text))

/** The variables that such a text sets. Throws a `ConfigurationError`. */
export const read = (path: string, text: string): Variables =>
  variablesOf({ path, bytes: Buffer.from(text), environment: {}, isNamed: true })

const quoted = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`
