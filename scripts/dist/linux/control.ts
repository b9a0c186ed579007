import { installerText } from '../../../src/shared/catalogue/installer/index.ts'
import { languageOfDocuments } from '../../../src/shared/catalogue/languages.ts'
import { licence, maintainer, packageNames } from '../packages.ts'

export type PackageKind = keyof typeof packageNames

/** What the control file of a Debian package says, apart from its texts. */
export interface ControlFields {
  readonly version: string
  /** Debian's word for the processor: "amd64". */
  readonly architecture: string
  readonly depends: string
  /** The size of all files when they are installed, in KiB. */
  readonly installedSize: number
}

const words = (key: Parameters<typeof installerText>[1]) => installerText(languageOfDocuments, key)

/** The first line of a package's description, and the paragraphs behind it. */
export const descriptionOf: Readonly<Record<PackageKind, readonly [summary: string, ...paragraphs: string[]]>> = {
  app: [words('summary'), words('about.what'), words('about.where')],
  commandLine: [words('command-line.summary'), words('command-line.about')],
}

/** What a package goes well with. Where nothing keeps secrets, the app keeps none: so the keychain is recommended. */
const company: Readonly<Record<PackageKind, readonly string[]>> = {
  app: [
    'Recommends: gnome-keyring | kwalletmanager | keepassxc, xdg-utils, libcanberra-gtk3-module',
    `Suggests: ${packageNames.commandLine}`,
  ],
  commandLine: [`Suggests: ${packageNames.app}`],
}

/** The control file of a Debian package. */
export function control(kind: PackageKind, { version, architecture, depends, installedSize }: ControlFields): string {
  const [summary, ...paragraphs] = descriptionOf[kind]
  return [
    `Package: ${packageNames[kind]}`,
    `Version: ${debianVersion(version)}`,
    `Architecture: ${architecture}`,
    `Maintainer: ${maintainer}`,
    `Installed-Size: ${installedSize}`,
    `Depends: ${depends}`,
    ...company[kind],
    `Section: ${kind === 'app' ? 'utils' : 'admin'}`,
    'Priority: optional',
    `Description: ${summary}`,
    ...paragraphs.flatMap((text, index) => [
      ...(index === 0 ? [] : [' .']),
      ...wrapped(text, 76).map((line) => ` ${line}`),
    ]),
    '',
  ].join('\n')
}

/** A version as Debian and rpm sort it: what precedes a release stands behind "~". */
export const debianVersion = (version: string): string => version.replace('-', '~')

/** Debian's form of a changelog. What has changed for people lies beside it. */
export function debianChangelog(kind: PackageKind, version: string, epoch: number): string {
  const name = packageNames[kind]
  const date = new Date(epoch * 1000).toUTCString().replace('GMT', '+0000')
  return `${name} (${debianVersion(version)}) unstable; urgency=medium

  * What has changed for people is in NEWS.gz, beside this file.

 -- ${maintainer}  ${date}
`
}

/** The copyright file, in Debian's form. `notices`: where the notices of others lie; `licenceText`: the project's own licence. */
export function copyright(notices: readonly string[], licenceText: string): string {
  const [, holder = 'Gazelle Keeper contributors'] = /^Copyright \(c\) (.+)$/m.exec(licenceText) ?? []
  const body = licenceText.slice(licenceText.indexOf('Permission is')).trim()
  return [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: gazelle-keeper',
    'Comment: Works of others that the package contains have their own notices, in these files:',
    ...notices.map((file) => ` ${file}`),
    '',
    'Files: *',
    `Copyright: ${holder}`,
    `License: ${licence === 'MIT' ? 'Expat' : licence}`,
    ...body.split('\n').map((line) => ` ${line.trim() === '' ? '.' : line}`),
    '',
  ].join('\n')
}

/** A text as lines of at most so many characters. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
