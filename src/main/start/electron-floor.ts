/**
 * The oldest major version of Electron on which the app takes a real connection. Before it, `document.execCommand('paste')` gives
 * every page the clipboard, without a gesture and without asking the app (electron/electron#45237, fixed by #45277 and #45377 in
 * 35), and tokens, keys and passwords go through the clipboard. Nor does any version that old still get Chromium's security
 * fixes.
 */
export const electronFloor = 35

/** Takes a version such as "33.2.1". One that cannot be read is below. */
export function isBelowFloor(version: string): boolean {
  return !(Number.parseInt(version, 10) >= electronFloor)
}
