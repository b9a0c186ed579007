import type { Say } from './catalogue/speaker.ts'
import type { Configuration } from './configuration/configuration.ts'
import type { Places } from './configuration/find.ts'
import type { Language } from './io/language.ts'
import type { Output } from './io/output.ts'

/** The context of every command. */
export interface CommandContext {
  /** Its name, as JSON answers give it. */
  readonly command: string
  readonly output: Output
  readonly language: Language
  readonly say: Say
  /** Where a configuration is looked for. */
  readonly places: Places
  /**
   * Finds the configuration, and names a file that it is from. A file that nobody named and that leads secrets elsewhere is
   * asked about, see `agreeOn`. `isGiven`: the command is given a secret that is in no configuration. Rejects with a
   * `ConfigurationError`.
   */
  configuration(wish?: { readonly isGiven: boolean }): Promise<Configuration>
  /**
   * Makes a signal that would end the process (SIGINT, SIGTERM, SIGHUP) a request from now on: the work under way is finished,
   * so that no token is lost, and then the process ends by that signal. Gives a signal that the first one aborts.
   */
  stopSignal(): AbortSignal
  /** Ends that: whoever asks for it listens to the signals already. */
  leaveSignals(): void
  /** While this is under way a signal ends it at once, and nothing has to be said of a step that comes to its end. */
  whileWaiting(waiting: Promise<void>): Promise<void>
}
