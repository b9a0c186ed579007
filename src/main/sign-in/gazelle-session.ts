import { app, type Session, session } from 'electron'
import type { SecretKeeping } from '../../shared/snapshot.ts'
import { forbidDownloads } from '../windows/page-limits.ts'
import type { KeptCookies } from './kept-cookies.ts'
import { browserUserAgent } from './user-agent.ts'

const onDisk = 'persist:gazelle'
const inMemory = 'gazelle'

/** What decides whether Gazelle's session outlives the app. */
export interface SessionKeeping {
  readonly secrets: SecretKeeping
  /** The setting "Stay signed in on this computer", as it is now. */
  readonly staysSignedIn: () => boolean
  /** The cookies that Chromium would let go. */
  readonly cookies: KeptCookies
}

/**
 * The session of Gazelle's pages, apart from everything else. Its cookies can renew the token later, so they persist
 * where the person wants that and the keychain encrypts them, and are forgotten with the app where not. It grants no
 * permission and no device, downloads nothing, and caches nothing on disk: an answer that holds a token must not end up
 * in a file. It goes through the system's proxy, as Electron does unless told otherwise.
 */
export function openGazelleSession({ secrets, staysSignedIn }: SessionKeeping): Session {
  const gazelle = open(secrets === 'keychain' && staysSignedIn() ? onDisk : inMemory)
  gazelle.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  gazelle.setPermissionCheckHandler(() => false)
  gazelle.setDevicePermissionHandler(() => false)
  forbidDownloads(gazelle)
  // Sign-in pages turn embedded browsers away by name; this one is Chromium, and says so. A session's own string does not
  // reach its shared workers: those tell the one of the whole app.
  app.userAgentFallback = browserUserAgent(app.userAgentFallback, process.versions.chrome)
  gazelle.setUserAgent(browserUserAgent(gazelle.getUserAgent(), process.versions.chrome))
  return gazelle
}

/**
 * Forgets who is signed in to Gazelle and to its sign-in providers, on disk and in memory: cookies, storage, service
 * workers, caches, passwords of HTTP, and the copies of cookies. A page that is open may write anew: see `SignInWindow.forget`.
 */
export async function forgetGazelleSession(cookies: KeptCookies): Promise<void> {
  await cookies.forget()
  for (const partition of [onDisk, inMemory]) {
    const gazelle = open(partition)
    await gazelle.closeAllConnections()
    await gazelle.clearStorageData()
    await gazelle.clearCache()
    await gazelle.clearAuthCache()
    // Cookies are written late: without this, the end of the app could come first.
    await gazelle.cookies.flushStore()
    gazelle.flushStorageData()
  }
  // What a page has still written meanwhile.
  await cookies.forget()
}

function open(partition: string): Session {
  return session.fromPartition(partition, { cache: false })
}
