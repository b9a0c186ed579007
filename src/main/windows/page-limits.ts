import type { Session, WebContents, WebPreferences } from 'electron'

// What no page may do in a window of this app, whosever it is.

/**
 * Without the File System Access API: its pickers are dialogues of the system that Electron opens for any page, asking nobody
 * (`CanShowFilePicker` in its source), and whose answer lets the page write a file. The name is Chromium's.
 */
export const withoutFilePickers: WebPreferences = { disableBlinkFeatures: 'FileSystemAccessLocal' }

/** Lets WebRTC go by the proxy or not at all, and tell no address of this computer. */
export function keepWebRtcOnTheWay(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/** Lets nothing be downloaded in a session: no dialogue, no file, also of what a page has made itself. */
export function forbidDownloads(session: Session): void {
  session.removeAllListeners('will-download')
  session.on('will-download', (event) => event.preventDefault())
}

/**
 * Cuts a session off from every network: a Content-Security-Policy does not hold WebRTC. Its proxy is one that nobody can
 * be, since nothing listens at port 0.
 */
export async function cutOff(session: Session): Promise<void> {
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:0',
    proxyBypassRules: '<-loopback>',
  })
}
