import { app } from 'electron'
import type { Settings } from '../connection/settings.ts'
import { type Level, Log, levels } from './log.ts'
import { LogFile } from './log-file.ts'

/** The environment variable that sets how much is logged, whatever the settings say. */
const levelVariable = 'GAZELLE_KEEPER_LOG'

/** Opens the log in the system's folder for logs. Never throws. */
export function openLog(): Log {
  const file = new LogFile(logFolder())
  return new Log((line) => file.write(line))
}

/** The folder of the log's files. */
export const logFolder = (): string => app.getPath('logs')

/** Sets how much is logged, by the environment and the current settings. */
export function setLevel(log: Log, settings: Pick<Settings, 'get'>): void {
  log.level = levelFor(process.env[levelVariable], settings.get('logsDetails'))
}

/** How much to log: as the environment says, or else everything if the settings want details. Pure. */
export function levelFor(wanted: string | undefined, logsDetails: boolean): Level {
  return levels.find((each) => each === wanted?.toLowerCase()) ?? (logsDetails ? 'debug' : 'info')
}
