/**
 * The Electron that package.json locks: when it was released, by the registry, and until when its major version is supported.
 * The last three majors are, and there is one every eight weeks (electronjs.org, "Electron Releases"): 24 weeks from its first.
 * To be written anew with each update of `electron`; a test of the house says so.
 */
export const electronRelease = { version: '45.4.1', released: '2026-11-19', supportedUntil: '2027-04-07' }

const day = 24 * 60 * 60 * 1000
/** So old may it get: by then Chromium has had two rounds of security fixes. */
const oldAfterDays = 60

/** Why the Electron should be updated at this time, or null. `now`: milliseconds since 1970. */
export function electronWarning(release: typeof electronRelease, now: number): string | null {
  const days = Math.floor((now - Date.parse(release.released)) / day)
  if (now >= Date.parse(release.supportedUntil)) {
    return `Electron ${release.version} has not been supported since ${release.supportedUntil}: update it.`
  }
  return days > oldAfterDays ? `Electron ${release.version} is ${days} days old: update it.` : null
}
