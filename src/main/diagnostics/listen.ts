import { app } from 'electron'
import { ownSwitches } from '../start/known-switches.ts'
import type { Log } from './log.ts'
import type { Unhandled } from './unhandled.ts'

/**
 * Hears of every error in main that nobody has caught, in place of Electron's box with a stack, and notes which processes of
 * Chromium died: whoever needs them makes them anew. Call it as early as can be.
 */
export function listenToErrors(unhandled: Unhandled, log: Log): void {
  // Whoever has closed the terminal that the app was started from misses what is written there, and that is all.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  process.on('uncaughtException', (error, origin) => unhandled.hear(origin, error))
  process.on('unhandledRejection', (reason) => unhandled.hear('unhandledRejection', reason))
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    log.warn(`process gone: ${type} ${name ?? ''} ${reason} ${exitCode}`)
  })
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    log.warn(`page gone: ${reason} ${exitCode}`)
  })
}

const restartedSwitch = ownSwitches.restarted

/** When the app restarted itself, in milliseconds since 1970; null where a person or the system has started it. */
export function restartedAt(): number | null {
  return Number(app.commandLine.getSwitchValue(restartedSwitch)) || null
}

/** Starts the app anew, once this one has ended in order. */
export function restart(): void {
  const others = process.argv.slice(1).filter((each) => !each.startsWith(`--${restartedSwitch}=`))
  app.relaunch({ args: [`--${restartedSwitch}=${Date.now()}`, ...others] })
  app.quit()
}
