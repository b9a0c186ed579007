import manifest from '../../../package.json' with { type: 'json' }
import { appId, desktopEntryName } from '../../../src/shared/app-id.ts'
import { installerText } from '../../../src/shared/catalogue/installer/index.ts'
import { allLanguages, languageOf } from '../../../src/shared/catalogue/languages.ts'
import { linkScheme } from '../../../src/shared/sign-in-link.ts'
import { packageNames } from '../packages.ts'

/** The AppStream metadata by which software centres show the app. Takes the version, and the day of its release. */
export function metainfo(version: string, day: string): string {
  const usual = languageOf('')
  const inEach = (tag: string, key: Parameters<typeof installerText>[1]) =>
    allLanguages.map((language) => {
      const marked = language === usual ? tag : `${tag} xml:lang="${language}"`
      return `<${marked}>${escaped(installerText(language, key))}</${tag}>`
    })
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>${appId}</id>
  <metadata_license>MIT</metadata_license>
  <project_license>${manifest.license}</project_license>
  <name>${manifest.productName}</name>
  ${inEach('summary', 'summary').join('\n  ')}
  <developer_name>Gazelle Keeper contributors</developer_name>
  <description>
    ${[...inEach('p', 'about.what'), ...inEach('p', 'about.where')].join('\n    ')}
  </description>
  <launchable type="desktop-id">${desktopEntryName}</launchable>
  <provides>
    <binary>${packageNames.app}</binary>
    <mediatype>x-scheme-handler/${linkScheme}</mediatype>
  </provides>
  <content_rating type="oars-1.1"/>
  <releases>
    <release version="${version}" date="${day}"/>
  </releases>
</component>
`
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
