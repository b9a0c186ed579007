import { type Session, session } from 'electron'

/** Gazelle's cookies live apart from everything else, and stay so that the web session can renew the token later. */
const partition = 'persist:gazelle'

/**
 * The session of Gazelle's pages. It grants no permission and downloads nothing, and caches nothing on disk:
 * an answer that holds a token must not end up in a file.
 */
export function openGazelleSession(): Session {
  const gazelle = session.fromPartition(partition, { cache: false })
  gazelle.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  gazelle.setPermissionCheckHandler(() => false)
  gazelle.removeAllListeners('will-download')
  gazelle.on('will-download', (event) => event.preventDefault())
  // Sign-in pages turn embedded browsers away by name; this one is Chromium, and says so.
  gazelle.setUserAgent(
    gazelle.getUserAgent().replace(/ (?:Electron|gazelle-keeper|GazelleKeeper|Gazelle Keeper)\/\S+/g, ''),
  )
  return gazelle
}
