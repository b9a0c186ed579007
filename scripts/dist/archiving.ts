/** How hard an archive is compressed, by the scales of xz and zstd; with 0 of xz a Debian package is not compressed at all. */
export interface Strength {
  readonly xz: number
  readonly zstd: number
}

/** What people download. */
export const strong: Strength = { xz: 6, zstd: 19 }
/** What a test unpacks at once. */
export const quick: Strength = { xz: 0, zstd: 1 }

/** What every archive of one build has in common. */
export interface Archiving {
  /** The time that everything in it is from, in seconds since 1970. */
  readonly epoch: number
  readonly strength: Strength
}
