import type { Session, WebContents, WebPreferences } from 'electron'

// Limits for every page in a window of this app, its own and others'.

/**
 * Turns off the File System Access API: Electron opens its file pickers for any page without asking the app (`CanShowFilePicker`
 * in its source), and with the person's choice the page may write a file. The name is Chromium's.
 */
export const withoutFilePickers: WebPreferences = { disableBlinkFeatures: 'FileSystemAccessLocal' }

/** Lets WebRTC use the proxy or nothing, and reveal no address of this computer. */
export function keepWebRtcOnTheWay(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/** Forbids downloads in a session: no dialogue and no file, not even of data that a page has made itself. */
export function forbidDownloads(session: Session): void {
  session.removeAllListeners('will-download')
  session.on('will-download', (event) => event.preventDefault())
}

/**
 * Cuts a session off from every network, because a Content-Security-Policy does not stop WebRTC. Its proxy cannot exist: nothing
 * listens at port 0.
 */
export async function cutOff(session: Session): Promise<void> {
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:0',
    proxyBypassRules: '<-loopback>',
  })
}
