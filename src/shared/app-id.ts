/**
 * The app's name for systems, in reverse DNS: bundle on macOS, desktop entry and AppStream component on Linux, installer on Windows.
 * It never changes once somebody has installed the app (docs/decisions/0053-the-apps-id.md).
 */
export const appId = 'io.github.gazellekeeper.GazelleKeeper'

/** The name of the app's desktop entry where it is installed for everybody; package.json tells it to Electron as `desktopName`. */
export const desktopEntryName = `${appId}.desktop`
