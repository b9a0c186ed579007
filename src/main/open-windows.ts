import { app } from 'electron'
import type { Translate } from '../shared/catalogue/index.ts'
import type { Section } from '../shared/setup.ts'
import type { Settings } from './connection/settings.ts'
import type { NoticeTarget } from './shell/notifier.ts'
import type { SignInWay } from './sign-in/sign-in-way.ts'
import type { TrayHost } from './system/tray-host.ts'
import { keepWindowsInside } from './windows/keep-inside.ts'
import { offerContextMenus, setApplicationMenu } from './windows/menu.ts'
import { openOwnPages } from './windows/own-window.ts'
import type { PopoverWindow } from './windows/popover-window.ts'
import { tellDeathsIn } from './windows/renderer-deaths.ts'
import { SettingsWindow } from './windows/settings-window.ts'

export interface WindowsOptions {
  readonly popover: PopoverWindow
  readonly signIn: SignInWay
  readonly settings: Settings
  readonly trayHost: TrayHost
  readonly isConnected: () => boolean
  /** Whether the setup cannot be read; the popover says so. */
  readonly isUnread: () => boolean
  /** Gives the texts in the current language. */
  readonly translate: () => Translate
  /** Called when the popover is opened, so that what it shows is fresh. */
  readonly onPopover: () => void
  /** Called when the settings come to a section, for the same reason. */
  readonly onSection: (section: Section) => void
}

/** The app's windows, by what they are for. */
export class Windows {
  readonly #options: WindowsOptions
  readonly #settingsWindow: SettingsWindow
  #isQuitting = false

  constructor(options: WindowsOptions) {
    this.#options = options
    const { settings, translate, onSection } = options
    this.#settingsWindow = new SettingsWindow(settings, {
      title: () => translate()('settings.title'),
      onSection,
      onClosed: () => void this.#leaveSomethingOpen(),
    })
    keepWindowsInside()
    offerContextMenus(translate)
    this.#setMenu()
    tellDeathsIn(translate)
    app.on('before-quit', () => {
      this.#isQuitting = true
    })
  }

  /**
   * Opens a window, or brings it to the front. While nothing is set up, the settings open instead of a window that cannot help.
   * Resolves when the settings' section is there.
   */
  async open(destination: NoticeTarget, section?: Section): Promise<void> {
    const { popover, signIn, trayHost, isConnected, isUnread, onPopover } = this.#options
    const needsSettings = !isConnected() && !(destination === 'popover' && isUnread())
    if (destination === 'settings' || needsSettings) {
      popover.makeWay()
      await this.#settingsWindow.show(section)
    } else if (destination === 'sign-in') {
      popover.makeWay()
      void signIn.show()
    } else {
      popover.show(trayHost.iconPlace(), onPopover)
    }
  }

  /**
   * Opens what helps with a sign-in that a link asks for. Any page of the web may hold the link: nothing is begun, and an open
   * sign-in stays as it is.
   */
  openByLink(): void {
    const { popover, signIn, isConnected, isUnread } = this.#options
    if (!isConnected()) return void this.open(isUnread() ? 'popover' : 'settings')
    popover.makeWay()
    signIn.wait()
  }

  /** A click on the tray icon: closes the popover if it is open, else opens what helps. */
  toggle(): void {
    this.#options.popover.toggle(() => void this.open('popover'))
  }

  /** Gives the menu and the open windows their texts in a new language. */
  retitle(): void {
    const t = this.#options.translate()
    this.#setMenu()
    for (const { page, window } of openOwnPages()) {
      if (page === 'guide') window.setTitle(t('sign-in.title'))
    }
  }

  #setMenu(): void {
    setApplicationMenu(this.#options.translate(), () => void this.open('settings'))
  }

  /** On a desktop without a tray, shows the popover: the app would go on unseen, and could not be quit. */
  async #leaveSomethingOpen(): Promise<void> {
    const { popover, trayHost } = this.#options
    if (!this.#isQuitting && !(await trayHost.known())) popover.show(trayHost.iconPlace())
  }
}
