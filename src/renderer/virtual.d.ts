/** Made at build time from the app's components; see scripts/renderer/licences.ts. */
declare module 'virtual:licences' {
  export const works: readonly (readonly [name: string, version: string, licence: string])[]
}
