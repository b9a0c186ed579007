import { Observed } from '../../core/base/observed.ts'
import type { LoginTrouble, Preferences } from '../../shared/setup.ts'
import type { Settings } from '../connection/settings.ts'
import type { Autostart } from '../system/autostart.ts'

export interface PreferencesOptions {
  readonly settings: Settings
  readonly autostart: Autostart
  readonly applyTheme: (theme: Preferences['theme']) => void
  /** Forgets the web session: the person no longer wants to stay signed in. */
  readonly forgetSession: () => Promise<void>
}

/** The person's preferences; a change is saved and takes effect at once. */
export class PreferencesControl {
  readonly state: Observed<Preferences>
  /** Why the start at login is not what the person asked for in this run; null if it is, or nothing was asked. */
  readonly loginTrouble = new Observed<LoginTrouble | null>(null)
  /** Whether the start at login was offered, at the end of the first run. */
  readonly isLoginOffered: Observed<boolean>
  readonly #options: PreferencesOptions
  #wantsStartAtLogin: boolean | null = null
  #looking: Promise<void> = Promise.resolve()

  constructor(options: PreferencesOptions) {
    this.#options = options
    const { language, theme, staysSignedIn, reminds, logsDetails, alertLanguage } = options.settings.store
    const { looksForUpdates, updateChannel } = options.settings.store
    const ofUpdates = { looksForUpdates, updateChannel }
    const kept = { language, theme, staysSignedIn, reminds, logsDetails, alertLanguage, ...ofUpdates }
    this.state = new Observed<Preferences>({ ...kept, startsAtLogin: false })
    this.isLoginOffered = new Observed(options.settings.store.isLoginOffered)
    options.applyTheme(theme)
    void this.#repairAutostart()
  }

  /** Saves and applies a change. A start at login that the system does not accept shows as unchanged. Never rejects. */
  async prefer({ startsAtLogin, ...kept }: Partial<Preferences>): Promise<void> {
    const { settings, autostart, applyTheme, forgetSession } = this.#options
    const wasSignedInForGood = this.state.value.staysSignedIn
    settings.set(kept)
    this.state.set({ ...this.state.value, ...kept })
    if (kept.theme !== undefined) applyTheme(kept.theme)
    if (wasSignedInForGood && kept.staysSignedIn === false) await forgetSession()
    if (startsAtLogin === undefined) return
    this.#wantsStartAtLogin = startsAtLogin
    await autostart.turn(startsAtLogin).catch(() => undefined)
    await this.look()
  }

  /**
   * Ends the first run with the start at login as its last page offered it. What the system does not accept is asked for once, and
   * shows as its trouble. Never rejects.
   */
  async finishSetup(startsAtLogin: boolean): Promise<void> {
    this.#options.settings.set('isLoginOffered', true)
    this.isLoginOffered.set(true)
    if (startsAtLogin !== this.state.value.startsAtLogin) await this.prefer({ startsAtLogin })
  }

  /** Looks up whether the system will start the app at the next login: the system has a switch of its own. Never rejects. */
  look(): Promise<void> {
    // One after the other: a slow look that began before a change would take it back.
    this.#looking = this.#looking.then(() => this.#lookNow())
    return this.#looking
  }

  async #lookNow(): Promise<void> {
    const unknown = { isOn: false, obstacle: null }
    const { isOn, obstacle } = await this.#options.autostart.look().catch(() => unknown)
    const isAsWanted = this.#wantsStartAtLogin === null || this.#wantsStartAtLogin === isOn
    const trouble = isAsWanted ? null : (obstacle ?? 'not-taken')
    if (trouble !== this.loginTrouble.value) this.loginTrouble.set(trouble)
    if (isOn !== this.state.value.startsAtLogin) this.state.set({ ...this.state.value, startsAtLogin: isOn })
  }

  async #repairAutostart(): Promise<void> {
    // If the repair fails, the start at login shows as switched off, which is true.
    await this.#options.autostart.repair().catch(() => undefined)
    await this.look()
  }
}
