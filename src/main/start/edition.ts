/**
 * What a package that is given to nobody may do besides. Written into its archive when it is packed (scripts/package); the
 * archive of the app that ships has no such file.
 */
export interface Edition {
  /** Any switch may be given: the tests of the packed app look at its pages from outside. */
  readonly takesAnySwitch: boolean
  /** Any Electron will do for a real connection. */
  readonly takesAnyElectron: boolean
  /** The project's folder, whose sandbox it can try; null where there is none. */
  readonly project: string | null
}

/** In the archive, beside package.json. */
export const editionFile = 'edition.json'

export const shippedEdition: Edition = { takesAnySwitch: false, takesAnyElectron: false, project: null }
