import type { UpdateSource } from '../../core/updates/source.ts'

/**
 * What a package that is not given to users may do besides. Written into its archive when it is packed (scripts/package); the
 * archive of the app that ships has no such file.
 */
export interface Edition {
  /** Accepts any switch, because the tests of the packed app look at its pages from outside. */
  readonly takesAnySwitch: boolean
  /** Takes a real connection on any version of Electron. */
  readonly takesAnyElectron: boolean
  /** The project's folder, whose sandbox the app can try; null if there is none. */
  readonly project: string | null
  /** Where it looks for updates in the place of the app that ships; null: there. */
  readonly updates: UpdateSource | null
}

/** The file in the archive, beside package.json. */
export const editionFile = 'edition.json'

export const shippedEdition: Edition = { takesAnySwitch: false, takesAnyElectron: false, project: null, updates: null }
