import type { LoginTrouble } from '../../shared/setup.ts'

/** Whether the system starts the app when the person logs in, as the system itself has it. */
export interface Autostart {
  /** What will happen at the next login, and what keeps the app from being started where it is known. */
  look(): Promise<{ readonly isOn: boolean; readonly obstacle: LoginTrouble | null }>
  /** May reject where the system does not take it; where it does not say so, `look` tells. */
  turn(on: boolean): Promise<void>
  /** Has the app started where it is now, if the system was told to start it where it is no longer. Rejects as `turn`. */
  repair(): Promise<void>
}
