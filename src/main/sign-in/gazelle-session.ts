import { type Session, session } from 'electron'
import type { SecretKeeping } from '../../shared/snapshot.ts'

/**
 * The session of Gazelle's pages, apart from everything else. Its cookies can renew the token later, so they persist
 * where the keychain encrypts them, and are forgotten with the app where there is none. It grants no permission and
 * downloads nothing, and caches nothing on disk: an answer that holds a token must not end up in a file.
 */
export function openGazelleSession(secrets: SecretKeeping): Session {
  const gazelle = session.fromPartition(secrets === 'keychain' ? 'persist:gazelle' : 'gazelle', { cache: false })
  gazelle.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  gazelle.setPermissionCheckHandler(() => false)
  gazelle.removeAllListeners('will-download')
  gazelle.on('will-download', (event) => event.preventDefault())
  // Sign-in pages turn embedded browsers away by name; this one is Chromium, and says so.
  gazelle.setUserAgent(gazelle.getUserAgent().replace(/ (?:Electron|gazelle-keeper)\/\S+/gi, ''))
  return gazelle
}
