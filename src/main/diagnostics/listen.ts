import { app } from 'electron'
import { linkIn } from '../../shared/sign-in-link.ts'
import { ownSwitches } from '../start/known-switches.ts'
import type { Log } from './log.ts'
import type { Unhandled } from './unhandled.ts'

/**
 * Takes every uncaught error in main, in place of Electron's box with a stack trace, and logs which of Chromium's processes die and
 * which of the app's own pages are not loaded: their users start them again. Call it as early as possible.
 */
export function listenToErrors(unhandled: Unhandled, log: Log): void {
  // Once the terminal that started the app is closed, only what is written there is lost.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  process.on('uncaughtException', (error, origin) => unhandled.hear(origin, error))
  process.on('unhandledRejection', (reason) => unhandled.hear('unhandledRejection', reason))
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    log.warn(`process gone: ${type} ${name ?? ''} ${reason} ${exitCode}`)
  })
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    log.warn(`page gone: ${reason} ${exitCode}`)
  })
  app.on('web-contents-created', (_event, contents) => {
    contents.on('did-fail-load', (_failed, code, what, url) => {
      if (url.startsWith('keeper:')) log.warn(`page not loaded: ${what} ${code}`)
    })
  })
}

const restartedSwitch = ownSwitches.restarted

/** When the app restarted itself, in milliseconds since 1970; null if a person or the system started it. */
export function restartedAt(): number | null {
  return Number(app.commandLine.getSwitchValue(restartedSwitch)) || null
}

/** Restarts the app, once this run has ended in order. A link was for this run. */
export function restart(): void {
  const others = process.argv
    .slice(1)
    .filter((each) => !each.startsWith(`--${restartedSwitch}=`) && linkIn([each]) === null)
  app.relaunch({ args: [`--${restartedSwitch}=${Date.now()}`, ...others] })
  app.quit()
}
