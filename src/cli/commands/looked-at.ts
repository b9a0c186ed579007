import { join } from 'node:path'
import type { CommandContext } from '../command-context.ts'
import { ConfigurationError, type ConfigurationFault } from '../configuration/configuration.ts'
import { readFound } from '../configuration/found-file.ts'

/** A source that was looked at in vain, in the order in which they count. */
interface LookedAt {
  readonly source: 'option' | 'environment' | 'file' | 'desktop'
  readonly path: string | null
  /** The desktop app's outcome is the fault's own. */
  readonly outcome: 'not-given' | 'not-set' | 'not-there' | DesktopOutcome
}

type DesktopOutcome = Extract<ConfigurationFault['kind'], 'nothing' | `desktop-${string}`>

/**
 * Tells the person, where no source has a configuration, which ones were looked at and why none of them counts. Gives the same
 * as a field of the JSON answer; tells and gives nothing for any other error, which names its source itself.
 */
export async function tellSources(
  { output, say, places }: CommandContext,
  error: unknown,
): Promise<{ readonly lookedAt?: readonly LookedAt[] }> {
  if (!(error instanceof ConfigurationError)) return {}
  const { kind } = error.fault
  if (!isDesktopOutcome(kind)) return {}
  const path = join(places.workingFolder, '.env')
  const lookedAt: readonly LookedAt[] = [
    { source: 'option', path: null, outcome: 'not-given' },
    { source: 'environment', path: null, outcome: 'not-set' },
    { source: 'file', path, outcome: (await readFound(path)) === null ? 'not-there' : 'not-set' },
    { source: 'desktop', path: null, outcome: kind },
  ]
  output.complaint(say('doctor.looked-at'))
  for (const { source, path, outcome } of lookedAt) {
    const name = source === 'option' ? '--config' : say(`source.${source}`, { path: path ?? '' })
    output.complaint(`  – ${say('doctor.looked-at.line', { name, outcome: say(`doctor.looked-at.${outcome}`) })}`, 4)
  }
  return { lookedAt }
}

const isDesktopOutcome = (kind: ConfigurationFault['kind']): kind is DesktopOutcome =>
  kind === 'nothing' || kind.startsWith('desktop-')
