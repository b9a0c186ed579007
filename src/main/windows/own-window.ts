import { join } from 'node:path'
import { app, BrowserWindow, type BrowserWindowConstructorOptions, type WebContents } from 'electron'
import type { OwnPage } from '../../shared/ipc-schema.ts'
import { DockIcon } from './dock.ts'
import { keepWebRtcOnTheWay, withoutFilePickers } from './page-limits.ts'
import { pagesOrigin } from './pages.ts'
import { Presses } from './presses.ts'
import { reviveAfterDeath } from './renderer-deaths.ts'

interface OwnWindow {
  readonly page: OwnPage
  readonly window: BrowserWindow
  /** The person's presses in the page. */
  readonly presses: Presses
}

const open = new Set<OwnWindow>()

/** The windows that now show the app's own pages. Ask only these for their page: in another window it may have ended already. */
export function openOwnPages(): OwnWindow[] {
  return [...open].filter(({ window }) => !window.isDestroyed() && window.webContents?.isDestroyed() === false)
}

/** The own window that shows this page; null for any other page. */
export function ownWindowOf(contents: WebContents): OwnWindow | null {
  return openOwnPages().find(({ window }) => window.webContents === contents) ?? null
}

const dockIcon = new DockIcon(app.dock ?? null)

/**
 * Makes a window for one of the app's own pages, at a section if one is named. The page reaches main only through the preload
 * script, and cannot navigate elsewhere. If it dies it is reloaded; `closing` says what closing the window does, which is offered
 * when reloading does not help.
 */
export function createOwnWindow(
  page: OwnPage,
  options: BrowserWindowConstructorOptions,
  section?: string,
  closing: 'do.close' | 'do.quit' = 'do.close',
): BrowserWindow {
  const window = new BrowserWindow({
    icon: join(import.meta.dirname, '../icons/app.png'),
    ...options,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      // Caches the pages' compiled code from the first load on, not only for pages opened often within three days.
      v8CacheOptions: 'bypassHeatCheck',
      devTools: import.meta.env.DEV,
      ...withoutFilePickers,
    },
  })
  const own: OwnWindow = { page, window, presses: new Presses() }
  open.add(own)
  window.on('closed', () => open.delete(own))
  // The popover belongs to the icon in the menu bar, not to the Dock.
  if (page !== 'popover') dockIcon.follow(window)
  const { webContents } = window
  reviveAfterDeath(window, closing)
  keepWebRtcOnTheWay(webContents)
  webContents.on('input-event', (_event, input) => own.presses.hear(input))
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) own.presses.forget()
  })
  webContents.on('will-navigate', (event) => event.preventDefault())
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  webContents.session.setPermissionCheckHandler(() => false)
  // Loading fails if the window is closed meanwhile, and then no longer matters.
  window.loadURL(`${pagesOrigin}/${page}.html${section === undefined ? '' : `#${section}`}`).catch(() => undefined)
  return window
}
