import manifest from '../../../package.json' with { type: 'json' }
import { appId } from '../../../src/shared/app-id.ts'
import { installerText } from '../../../src/shared/catalogue/installer/index.ts'
import { allLanguages, languageOf } from '../../../src/shared/catalogue/languages.ts'
import { linkScheme } from '../../../src/shared/sign-in-link.ts'

/**
 * The desktop entry of an app that is installed for everybody: its place in the menu, and the links that it opens. Takes the command
 * that starts the app. A link is one word, behind "--", after which no switch begins.
 */
export function installedDesktopEntry(command: string): string {
  const usual = languageOf('')
  const inEach = (key: string, text: (language: (typeof allLanguages)[number]) => string) =>
    allLanguages.map((language) => `${key}${language === usual ? '' : `[${language}]`}=${text(language)}`)
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${manifest.productName}`,
    ...inEach('GenericName', (language) => installerText(language, 'generic-name')),
    ...inEach('Comment', (language) => installerText(language, 'summary')),
    ...inEach('Keywords', (language) => installerText(language, 'keywords')),
    `Exec=${command} -- %u`,
    `Icon=${appId}`,
    'Terminal=false',
    'StartupNotify=false',
    'Categories=Utility;',
    `MimeType=x-scheme-handler/${linkScheme};`,
    // Electron names its windows after the app on X11; on Wayland after this entry.
    `StartupWMClass=${manifest.productName}`,
    '',
  ].join('\n')
}
