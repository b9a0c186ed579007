import manifest from '../../package.json' with { type: 'json' }

/**
 * The two packages of a Linux system, each by the name of its program on PATH. `gazelle-keeper` is the command line, wherever it
 * comes from: the app, started in its place without a display, could only fail.
 */
export const packageNames = { app: `${manifest.name}-app`, commandLine: manifest.name } as const

/** Whom a package manager names for a package. The address is the code host's for those who have the app's domain. */
export const maintainer = 'Gazelle Keeper contributors <gazellekeeper@users.noreply.github.com>'

export const { version, license: licence } = manifest
