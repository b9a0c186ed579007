import { app, type Session, session } from 'electron'
import type { SecretKeeping } from '../../shared/snapshot.ts'
import { forbidDownloads } from '../windows/page-limits.ts'
import type { KeptCookies } from './kept-cookies.ts'
import type { SessionKnowledge } from './session-knowledge.ts'
import { browserUserAgent } from './user-agent.ts'

const onDisk = 'persist:gazelle'
const inMemory = 'gazelle'

/** What decides whether Gazelle's session outlives the app. */
export interface SessionKeeping {
  readonly secrets: SecretKeeping
  /** The current setting "Stay signed in on this computer". */
  readonly staysSignedIn: () => boolean
  /** Keeps the cookies that Chromium would drop. */
  readonly cookies: KeptCookies
  /** Hears what a page of the session tells of it. */
  readonly knowledge: SessionKnowledge
}

/**
 * Opens the session of Gazelle's pages, apart from everything else. Its cookies can renew the token later, so they persist if the
 * person wants that and the keychain encrypts them; otherwise they are forgotten when the app quits. The session grants no
 * permission and no device, downloads nothing, and caches nothing on disk: an answer that holds a token must not end up in a
 * file. It uses the system's proxy, which is Electron's default.
 */
export function openGazelleSession(keeping: Pick<SessionKeeping, 'secrets' | 'staysSignedIn'>): Session {
  const gazelle = gazelleSession(keeping)
  gazelle.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  gazelle.setPermissionCheckHandler(() => false)
  gazelle.setDevicePermissionHandler(() => false)
  forbidDownloads(gazelle)
  // Sign-in pages reject embedded browsers by name; this one is Chromium, and says so. A session's own string does not reach its
  // shared workers: they send the app's.
  app.userAgentFallback = browserUserAgent(app.userAgentFallback, process.versions.chrome)
  gazelle.setUserAgent(browserUserAgent(gazelle.getUserAgent(), process.versions.chrome))
  return gazelle
}

/** The session of Gazelle's pages as it is; open it before a page is loaded in it. */
export function gazelleSession({ secrets, staysSignedIn }: Pick<SessionKeeping, 'secrets' | 'staysSignedIn'>): Session {
  return open(secrets === 'keychain' && staysSignedIn() ? onDisk : inMemory)
}

/**
 * Forgets who is signed in to Gazelle and to its sign-in providers, on disk and in memory: cookies, storage, service workers,
 * caches, HTTP passwords, and the copies of cookies. An open page may write them again: see `SignInWindow.forget`.
 */
export async function forgetGazelleSession(cookies: KeptCookies): Promise<void> {
  await cookies.forget()
  for (const partition of [onDisk, inMemory]) {
    const gazelle = open(partition)
    await gazelle.closeAllConnections()
    await gazelle.clearStorageData()
    await gazelle.clearCache()
    await gazelle.clearAuthCache()
    // Cookies are written late: without this, the app could quit first.
    await gazelle.cookies.flushStore()
    gazelle.flushStorageData()
  }
  // Forget also what a page has written meanwhile.
  await cookies.forget()
}

function open(partition: string): Session {
  return session.fromPartition(partition, { cache: false })
}
