import { packageNames } from '../packages.ts'
import type { PackageKind } from './control.ts'

/** What lintian finds wrong with a binary that others have built, and why it stays: a tag, what it is about, and the file. */
interface Override {
  readonly tag: string
  readonly about?: string
  /** Below the folder of the program. */
  readonly file: string
  readonly why: string
}

const chromium = 'Chromium is built with libraries of its own, at versions that are tested with it.'
const asReleased = 'Electron ships as its project releases it: changed, it would be nobody’s.'
const node = 'Node is built with libraries of its own, at versions that are tested with it.'

const inChromium = ['freetype', 'lcms2', 'libjpeg', 'libjsoncpp', 'libpng', 'openjpeg', 'srtp', 'tiff']
const released = [
  'chrome-sandbox',
  'chrome_crashpad_handler',
  packageNames.app,
  'libEGL.so',
  'libGLESv2.so',
  'libffmpeg.so',
  'libvk_swiftshader.so',
  'libvulkan.so.1',
]

const overrides: Readonly<Record<PackageKind, readonly Override[]>> = {
  app: [
    ...inChromium.map((about) => ({ tag: 'embedded-library', about, file: packageNames.app, why: chromium })),
    ...released.map((file) => ({ tag: 'unstripped-binary-or-object', file, why: asReleased })),
    {
      tag: 'elevated-privileges',
      about: '4755 root/root',
      file: 'chrome-sandbox',
      why: 'Locks pages in where the system allows no user namespaces; it gives its rights up first.',
    },
  ],
  commandLine: [
    ...['mbedtls', 'zlib'].map((about) => ({ tag: 'embedded-library', about, file: 'cli/node', why: node })),
    { tag: 'hardening-no-pie', file: 'cli/node', why: 'Node ships as its project releases it.' },
  ],
}

/** The overrides that are installed with a package, as lintian reads them. */
export const overridesFor = (kind: PackageKind): string =>
  overrides[kind]
    .map(({ tag, about, file, why }) => {
      const name = packageNames[kind]
      const context = about === undefined ? '' : `${about} `
      return `# ${why}\n${name}: ${tag} ${context}[usr/lib/${name}/${file}]\n`
    })
    .join('')
