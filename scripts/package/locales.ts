import { allLanguages } from '../../src/shared/catalogue/languages.ts'

/** A file or folder of Chromium's texts in one language: "locales/fr.pak", on macOS "fr.lproj". */
const ofLocale = /(?:[\\/]locales[\\/]([\w-]+)\.pak|[\\/](\w+)\.lproj)$/

/**
 * Whether this part of an Electron has Chromium's texts in a language that the app does not speak. Where they are missing Chromium
 * takes English. Takes a path.
 */
export function isLocaleLeftOut(path: string): boolean {
  const [, ofPak, ofMac] = ofLocale.exec(path) ?? []
  const locale = ofPak ?? ofMac
  if (locale === undefined || locale === 'Base') return false
  return !allLanguages.some((language) => locale.split(/[-_]/)[0] === language)
}
