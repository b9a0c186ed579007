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
  /** What the person has pressed in the page. */
  readonly presses: Presses
}

const open = new Set<OwnWindow>()

/** The windows that show the app's own pages now. Only these may be asked for their page: another's may have ended before it. */
export function openOwnPages(): OwnWindow[] {
  return [...open].filter(({ window }) => !window.isDestroyed() && window.webContents?.isDestroyed() === false)
}

/** The own window whose page this is; null for everybody else's. */
export function ownWindowOf(contents: WebContents): OwnWindow | null {
  return openOwnPages().find(({ window }) => window.webContents === contents) ?? null
}

const dockIcon = new DockIcon(app.dock ?? null)

/**
 * A window that shows one of the app's own pages, at a section of it if one is named, through the preload's door, and can
 * go nowhere else. A page that dies is loaded anew; `closing` says what closing the window does, for when that is in vain.
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
      // The pages' compiled code is kept from the first time on, not only for those opened often within three days.
      v8CacheOptions: 'bypassHeatCheck',
      devTools: import.meta.env.DEV,
      ...withoutFilePickers,
    },
  })
  const own: OwnWindow = { page, window, presses: new Presses() }
  open.add(own)
  window.on('closed', () => open.delete(own))
  // The popover belongs to the icon in the menu bar.
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
  // Ended while it loads, it is not there any more.
  window.loadURL(`${pagesOrigin}/${page}.html${section === undefined ? '' : `#${section}`}`).catch(() => undefined)
  return window
}
