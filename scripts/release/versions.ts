import { createRequire } from 'node:module'

// The package has no types of its own.
const { gt } = createRequire(import.meta.url)('semver') as { gt(one: string, other: string): boolean }

/** A release, or what precedes one. Debian and rpm sort these as npm does; of other forms of Semantic Versioning they make their own. */
const form = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:alpha|beta|rc)\.(?:0|[1-9]\d*))?$/

/** Throws, with what to type instead, if this is no version, or none that may follow the present one. */
export function checkVersion(version: string, present: string): void {
  if (!form.test(version))
    throw new Error(
      `“${version}” is no version that can be released. Name one as in 1.2.3, or 1.2.3-beta.1 (alpha, beta or rc) for one that precedes it.`,
    )
  if (!gt(version, present))
    throw new Error(`${version} does not follow ${present}, the present version. Name a later one.`)
}

/** True for a version that precedes a release. */
export const isPrerelease = (version: string): boolean => version.includes('-')

/** The name of a version's tag in git. */
export const tagOf = (version: string): string => `v${version}`
