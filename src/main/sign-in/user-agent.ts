/** What every browser of Chromium's family begins with: the system that it runs on, and its engine. */
const beginning = /^Mozilla\/5\.0 \([^)]*\) AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)/

/**
 * Takes Electron's User-Agent and Chromium's version ("130.0.6723.137"), gives what Chromium itself says. Electron puts the
 * app's name (without its spaces, otherwise as it is spelled) and its own name around Chromium's, so the string is built
 * again from its beginning: no spelling of a name can pass. A string that does not begin like that is given back as it is. Pure.
 */
export function browserUserAgent(electrons: string, chromiumVersion: string): string {
  const found = beginning.exec(electrons)
  return found === null ? electrons : `${found[0]} Chrome/${chromiumVersion} Safari/537.36`
}
