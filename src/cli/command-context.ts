import type { Say } from '../shared/catalogue/command-line/speaker.ts'
import type { Configuration } from './configuration/configuration.ts'
import type { Places } from './configuration/find.ts'
import type { Language } from './io/language.ts'
import type { Output } from './io/output.ts'

/** The context of every command. */
export interface CommandContext {
  /** The command's name, as JSON answers give it. */
  readonly command: string
  readonly output: Output
  readonly language: Language
  readonly say: Say
  /** The places to look for a configuration. */
  readonly places: Places
  /**
   * Finds the configuration, and says which file it is from, if any. Asks about an unnamed file that leads secrets elsewhere, see
   * `agreeOn`. `isGiven`: the command is given a secret that is in no configuration. Rejects with a `ConfigurationError`.
   */
  configuration(options?: { readonly isGiven: boolean }): Promise<Configuration>
  /**
   * From now on, treats a signal that would end the process (SIGINT, SIGTERM, SIGHUP) as a request: the work under way is
   * finished, so that no token is lost, and then the process ends by that signal. Gives a signal that the first one aborts.
   */
  stopSignal(): AbortSignal
  /** Ends that. The caller must already listen to the signals. */
  leaveSignals(): void
  /** While this wait is under way, a signal ends it at once, without a message about finishing a step. */
  whileWaiting(waiting: Promise<void>): Promise<void>
}
