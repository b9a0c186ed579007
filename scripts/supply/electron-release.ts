/**
 * The Electron that package.json locks: its release date, by the registry, and the end of its major version's support. The last
 * three majors are supported, and there is one every eight weeks (electronjs.org, "Electron Releases"): 24 weeks from its first
 * release. To be updated with each update of `electron`; a test of the house says so.
 */
export const electronRelease = { version: '45.4.1', released: '2026-11-19', supportedUntil: '2027-04-07' }

const day = 24 * 60 * 60 * 1000
/** The age that asks for an update: by then Chromium has had two rounds of security fixes. */
const oldAfterDays = 60

/** Why Electron should be updated at this time, or null. `now`: milliseconds since 1970. */
export function electronWarning(release: typeof electronRelease, now: number): string | null {
  const days = Math.floor((now - Date.parse(release.released)) / day)
  if (now >= Date.parse(release.supportedUntil)) {
    return `Electron ${release.version} has not been supported since ${release.supportedUntil}: update it.`
  }
  return days > oldAfterDays ? `Electron ${release.version} is ${days} days old: update it.` : null
}
