/** A part that the system must have, and its possible packages: the first that the package lists know is used. */
export type Part = { name: string; packages: string[] }

/** Since Debian 13 and Ubuntu 24.04 some library packages have names that end in t64 (64-bit time). */
const sinceTime64 = (name: string) => [`${name}t64`, name]

const glib = sinceTime64('libglib2.0-0')

const packagesByLibrary: Record<string, string[]> = {
  'libX11-xcb.so.1': ['libx11-xcb1'],
  'libX11.so.6': ['libx11-6'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXcursor.so.1': ['libxcursor1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXext.so.6': ['libxext6'],
  'libXfixes.so.3': ['libxfixes3'],
  'libXrandr.so.2': ['libxrandr2'],
  'libXss.so.1': ['libxss1'],
  'libXtst.so.6': ['libxtst6'],
  'libasound.so.2': sinceTime64('libasound2'),
  'libatk-1.0.so.0': sinceTime64('libatk1.0-0'),
  'libatk-bridge-2.0.so.0': sinceTime64('libatk-bridge2.0-0'),
  'libatspi.so.0': sinceTime64('libatspi2.0-0'),
  'libcairo.so.2': ['libcairo2'],
  'libcups.so.2': sinceTime64('libcups2'),
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libdrm.so.2': ['libdrm2'],
  'libexpat.so.1': ['libexpat1'],
  'libgbm.so.1': ['libgbm1'],
  'libgio-2.0.so.0': glib,
  'libglib-2.0.so.0': glib,
  'libgobject-2.0.so.0': glib,
  'libgtk-3.so.0': sinceTime64('libgtk-3-0'),
  'libnotify.so.4': ['libnotify4'],
  'libnspr4.so': ['libnspr4'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libsecret-1.so.0': ['libsecret-1-0'],
  'libsmime3.so': ['libnss3'],
  'libudev.so.1': ['libudev1'],
  'libxcb.so.1': ['libxcb1'],
  'libxkbcommon.so.0': ['libxkbcommon0'],
}

/** Takes a shared library's name as `ldd` writes it; the part has no packages if the table does not have the library. */
export function libraryPart(library: string): Part {
  return { name: library, packages: packagesByLibrary[library] ?? [] }
}

/** Electron opens these while it runs, so that `ldd` does not always list them: windows, the keychain, notifications. */
export const librariesOpenedLate = ['libgtk-3.so.0', 'libsecret-1.so.0', 'libnotify.so.4']

/** The programs of a virtual desktop, and of the tests' existing programs, by the name that starts them. */
export const desktopTools: Part[] = [
  { name: 'Xvfb', packages: ['xvfb'] },
  { name: 'dbus-daemon', packages: ['dbus-daemon', 'dbus'] },
  { name: 'gnome-keyring-daemon', packages: ['gnome-keyring'] },
  { name: 'python3', packages: ['python3'] },
  { name: 'xprop', packages: ['x11-utils'] },
]

/** The tests' real panel and notification daemon, by the name of a program that comes with each. */
export const testTools: Part[] = [
  { name: 'xfce4-panel', packages: ['xfce4-panel'] },
  { name: 'xfconf-query', packages: ['xfconf'] },
  { name: 'dunst', packages: ['dunst'] },
]

/** The programs that `npm run dist` makes packages with, and that its test looks at them with, by their names. */
export const distTools: Part[] = [
  { name: 'dpkg-deb', packages: ['dpkg'] },
  { name: 'rpmbuild', packages: ['rpm'] },
  { name: 'mksquashfs', packages: ['squashfs-tools'] },
  { name: 'readelf', packages: ['binutils'] },
  { name: 'xz', packages: ['xz-utils'] },
]

export const distTestTools: Part[] = [
  { name: 'lintian', packages: ['lintian'] },
  { name: 'desktop-file-validate', packages: ['desktop-file-utils'] },
  { name: 'appstreamcli', packages: ['appstream'] },
  { name: 'rpm2cpio', packages: ['rpm2cpio'] },
  { name: 'cpio', packages: ['cpio'] },
  { name: 'man', packages: ['man-db'] },
]

/** The programs that a release signs with and lays out its repositories with. */
export const releaseTools: Part[] = [
  { name: 'gpg', packages: ['gnupg'] },
  { name: 'dpkg-deb', packages: ['dpkg'] },
  { name: 'apt-ftparchive', packages: ['apt-utils'] },
  { name: 'rpmsign', packages: ['rpm'] },
  { name: 'createrepo_c', packages: ['createrepo-c'] },
]

/** PostgreSQL's scheduler, with its PostgreSQL: the one that npm installs has none. Each release of Debian has one version. */
export const scheduler: Part = {
  name: 'pg_cron',
  packages: [
    'postgresql-18-cron',
    'postgresql-17-cron',
    'postgresql-16-cron',
    'postgresql-15-cron',
    'postgresql-14-cron',
  ],
}

/** With this font, screenshots look the same everywhere, accents included. */
export const screenshotFont: Part & { file: string } = {
  name: 'the DejaVu fonts',
  packages: ['fonts-dejavu-core'],
  file: 'DejaVuSans.ttf',
}

/** Which of a part's packages to take if the package lists know none of them. */
export type Guess = 'newest' | 'oldest'

/**
 * Picks one package for each part: the first alternative that `hasCandidate` accepts, or, if it accepts none, the one by `guess`.
 * Parts without a known package are left out. Each package is named once.
 */
export function choosePackages(parts: Part[], hasCandidate: (packageName: string) => boolean, guess: Guess): string[] {
  const chosen = parts.flatMap(
    ({ packages }) => packages.find(hasCandidate) ?? packages.at(guess === 'newest' ? 0 : -1) ?? [],
  )
  return [...new Set(chosen)].sort()
}
