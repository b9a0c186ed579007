import { app, type BrowserWindow } from 'electron'
import { type Section, sections } from '../../shared/setup.ts'
import type { Settings } from '../connection/settings.ts'
import { boundsFor } from './keep-inside.ts'
import { createOwnWindow } from './own-window.ts'
import { reviveIfDead } from './renderer-deaths.ts'

const usualSize = { width: 760, height: 600 }
const smallestSize = { width: 480, height: 420 }

/** In the page: resolves once it shows something. It has loaded before main has told it what. */
const drawn = `new Promise((resolve) => {
  const root = document.getElementById('root')
  if (root.childElementCount > 0) resolve()
  else new MutationObserver(() => resolve()).observe(root, { childList: true })
})`

/** The window in which everything is set up, on the first run too. It opens where it was closed. */
export class SettingsWindow {
  readonly #settings: Settings
  readonly #title: () => string
  readonly #onSection: (section: Section) => void
  readonly #onClosed: () => void
  #window: BrowserWindow | null = null
  #loaded = Promise.resolve()

  /** `onSection` is called whenever the person comes to a section. */
  constructor(
    settings: Settings,
    {
      title,
      onSection,
      onClosed,
    }: { title: () => string; onSection: (section: Section) => void; onClosed: () => void },
  ) {
    this.#settings = settings
    this.#title = title
    this.#onSection = onSection
    this.#onClosed = onClosed
  }

  /**
   * Opens the window, or brings it to the front, at `section`; without one, where it is or at the first. Resolves when the
   * section is there, so that what is asked for next is seen from its beginning.
   */
  async show(section?: Section): Promise<void> {
    const window = this.#window
    if (window === null) {
      this.#window = this.#create(section)
      this.#loaded = new Promise((resolve) => {
        const { webContents } = this.#window ?? {}
        webContents?.once('did-finish-load', () => void webContents.executeJavaScript(drawn).then(resolve, resolve))
        this.#window?.once('closed', resolve)
      })
      return this.#loaded
    }
    reviveIfDead(window)
    if (window.isMinimized()) window.restore()
    window.show()
    this.#onSection(section ?? sectionOf(window))
    await this.#loaded
    // Only the address's fragment changes, which loads nothing.
    if (section !== undefined && !window.isDestroyed()) {
      await window.webContents.executeJavaScript(`location.hash = ${JSON.stringify(section)}`).catch(() => undefined)
    }
  }

  #create(section: Section | undefined): BrowserWindow {
    const window = createOwnWindow(
      'settings',
      {
        ...boundsFor(this.#settings.get('settingsBounds'), usualSize),
        minWidth: smallestSize.width,
        minHeight: smallestSize.height,
        title: this.#title(),
        show: false,
        fullscreenable: false,
      },
      section,
    )
    window.removeMenu()
    // Until the page says where one is.
    window.on('page-title-updated', (event, title) => title === app.getName() && event.preventDefault())
    window.once('ready-to-show', () => window.show())
    window.webContents.on('did-finish-load', () => this.#onSection(sectionOf(window)))
    window.webContents.on('did-navigate-in-page', () => this.#onSection(sectionOf(window)))
    window.on('close', () => this.#settings.set('settingsBounds', window.getNormalBounds()))
    window.on('closed', () => {
      this.#window = null
      this.#onClosed()
    })
    return window
  }
}

/** The section that the page's address names, or the first. */
function sectionOf({ webContents }: BrowserWindow): Section {
  return sections.find((each) => webContents.getURL().endsWith(`#${each}`)) ?? 'supabase'
}
