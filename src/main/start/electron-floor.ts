/**
 * The oldest major version of Electron that the app takes a real connection on. Before it, `document.execCommand('paste')` gives
 * every page the clipboard, without a gesture and without asking the app (electron/electron#45237, mended by #45277 and #45377
 * in 35): tokens, keys and passwords go through it. No version that old gets Chromium's security fixes any more either.
 */
export const electronFloor = 35

/** Takes a version, "33.2.1". One that cannot be read is below. */
export function isBelowFloor(version: string): boolean {
  return !(Number.parseInt(version, 10) >= electronFloor)
}
