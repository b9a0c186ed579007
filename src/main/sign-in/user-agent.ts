/** The beginning of every Chromium browser's string: the operating system and the engine. */
const beginning = /^Mozilla\/5\.0 \([^)]*\) AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)/

/**
 * Takes Electron's User-Agent and Chromium's version ("130.0.6723.137"), and returns Chromium's own string. Electron puts the
 * app's name (without its spaces, otherwise as spelled) and its own around Chromium's, so the string is rebuilt from its
 * beginning: no spelling of a name can slip through. A string with another beginning is returned unchanged. Pure.
 */
export function browserUserAgent(electrons: string, chromiumVersion: string): string {
  const found = beginning.exec(electrons)
  return found === null ? electrons : `${found[0]} Chrome/${chromiumVersion} Safari/537.36`
}
