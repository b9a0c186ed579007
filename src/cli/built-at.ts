/** When this program was built, or the commit that it was built from, in milliseconds since 1970. Filled in by the bundler (scripts/cli/bundle.ts); null in the sources. */
export const builtAt: number | null = null
