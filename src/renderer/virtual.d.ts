/** Made at build time from the app's components; see scripts/renderer/licences.ts. */
declare module 'virtual:licences' {
  export const works: readonly (readonly [name: string, version: string, licence: string])[]
}

/** Made at build time from CHANGELOG.md; see scripts/renderer/changelog.ts. */
declare module 'virtual:changelog' {
  export const news: {
    readonly version: string | null
    readonly since: string | null
    readonly parts: readonly (readonly [heading: string, entries: readonly string[]])[]
  }
}
