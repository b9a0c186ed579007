import { app, BrowserWindow } from 'electron'
import type { WebSession } from '../../core/keeper/ports.ts'
import type { Credential } from '../../core/token/credential.ts'
import { keepWebRtcOnTheWay, withoutFilePickers } from '../windows/page-limits.ts'
import { letLeave, withoutDialogues } from './dialogues.ts'
import { openGazelleSession, type SessionKeeping } from './gazelle-session.ts'
import { overtaken } from './load-errors.ts'
import { forbidModals } from './no-modals.ts'
import { watchTraffic } from './traffic.ts'

/** A page that is still signed in sends its first request within seconds; 20 leave room for a slow network. */
const patienceMilliseconds = 20_000

type Found = Credential | 'signed-out' | 'unreachable'

/** Functions that end the visits under way. */
const endings = new Set<() => void>()

/** Whether this page of Gazelle asks somebody to sign in. */
export const asksForSignIn = (url: string): boolean => /\b(sign|log)[-_]?in\b/i.test(new URL(url).pathname)

/** Ends every visit under way, as if the page could not be reached: a page that keeps running writes its session anew. */
export function endVisits(): void {
  for (const end of endings) end()
}

/**
 * The remembered web session: Gazelle's page in a hidden window. If somebody is still signed in, its traffic carries a token. It
 * is not used while the sign-in window is open (`isBusy`): the person there is quicker, and the traffic is theirs. A forgotten
 * session (`isForgotten`) counts as signed out even while a window still waits for somebody to sign in.
 */
export function createWebSession(
  options: SessionKeeping & {
    readonly gazelleUrl: string
    readonly isBusy: () => boolean
    readonly isForgotten: () => boolean
  },
): WebSession {
  const { gazelleUrl, isBusy, isForgotten, knowledge } = options
  return {
    isPromising: knowledge.isPromising,
    async renew() {
      const session = openGazelleSession(options)
      // A slow or locked keychain holds the rest of the cookies: whether somebody is signed in is not known yet.
      if (!(await options.cookies.ready(session))) return 'unreachable'
      // Nobody has ever signed in, or the session was forgotten: no window is needed to know that.
      const cookies = await session.cookies.get({ url: gazelleUrl })
      if (cookies.length === 0) {
        knowledge.signedOut()
        return 'signed-out'
      }
      if (isForgotten()) return 'signed-out'
      // A person is signing in: the outcome is not known yet.
      if (isBusy()) return 'unreachable'
      const found = await visit(gazelleUrl, session)
      if (found === 'signed-out') knowledge.signedOut()
      else if (found !== 'unreachable') knowledge.brought(found)
      return found
    },
  }
}

async function visit(gazelleUrl: string, session: Electron.Session): Promise<Found> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools: import.meta.env.DEV,
      ...withoutDialogues,
      ...withoutFilePickers,
    },
  })
  const { webContents } = window
  letLeave(webContents)
  keepWebRtcOnTheWay(webContents)
  const allowModals = forbidModals(session, webContents.id)
  const { promise, resolve } = withResolver<Found>()
  const origin = new URL(gazelleUrl).origin
  const stopWatching = watchTraffic(session, gazelleUrl, { onCredential: resolve, onFormRefused: () => undefined })
  const timer = setTimeout(() => resolve('signed-out'), patienceMilliseconds)
  const end = () => {
    resolve('unreachable')
    if (!window.isDestroyed()) window.destroy()
  }
  endings.add(end)
  // Quitting the app says nothing about the session; a page that closes itself says that nobody is signed in.
  app.on('before-quit', end)
  window.on('closed', () => resolve('signed-out'))
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-redirect', (event) => {
    // A page that leads to another site wants somebody to sign in there.
    if (event.isMainFrame && new URL(event.url).origin !== origin) resolve('signed-out')
  })
  webContents.on('did-navigate', (_event, url, status) => {
    if (status >= 500) resolve('unreachable')
    else if (asksForSignIn(url)) resolve('signed-out')
  })
  webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
    if (isMainFrame && code !== overtaken) resolve('unreachable')
  })
  // A proxy with an unknown password, or Gazelle's own server, that asks for a password gets none from here.
  webContents.on('login', ({ defaultPrevented: isAnswered }) => isAnswered || resolve('unreachable'))
  webContents.on('render-process-gone', () => resolve('unreachable'))
  webContents.loadURL(gazelleUrl).catch(() => undefined)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    endings.delete(end)
    app.off('before-quit', end)
    stopWatching()
    allowModals()
    if (!window.isDestroyed()) window.destroy()
  }
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolver<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((given) => {
    resolve = given
  })
  return { promise, resolve }
}
