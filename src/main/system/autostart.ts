import type { LoginTrouble } from '../../shared/setup.ts'

/** Whether the system starts the app at login, according to the system itself. */
export interface Autostart {
  /** Whether the app starts at the next login, and the known obstacle to it. */
  look(): Promise<{ readonly isOn: boolean; readonly obstacle: LoginTrouble | null }>
  /** May reject if the system does not accept it; if the system says nothing, `look` tells. */
  turn(on: boolean): Promise<void>
  /**
   * Makes the system start the app from its present place, if it was told to start it from an earlier one. Rejects as `turn`
   * does.
   */
  repair(): Promise<void>
}
