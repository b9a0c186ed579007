import { app } from 'electron'
import { type Level, Log, levels } from './log.ts'
import { LogFile } from './log-file.ts'

/** The environment's variable that says how much is logged, whatever the settings say. */
export const levelVariable = 'GAZELLE_KEEPER_LOG'

/** Opens the log in the system's folder for logs. Never throws. */
export function openLog(): Log {
  const file = new LogFile(logFolder())
  return new Log((line) => file.write(line))
}

/** Where its files are. */
export const logFolder = (): string => app.getPath('logs')

/** How much is to be logged: what the environment says, else everything where the settings want details. Pure. */
export function levelFor(wanted: string | undefined, logsDetails: boolean): Level {
  return levels.find((each) => each === wanted?.toLowerCase()) ?? (logsDetails ? 'debug' : 'info')
}
