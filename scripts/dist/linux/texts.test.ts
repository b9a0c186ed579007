import { expect, it } from 'vitest'
import { readDesktopEntry } from '../../../src/main/system/desktop-entry.ts'
import { appId, desktopEntryName } from '../../../src/shared/app-id.ts'
import { allLanguages } from '../../../src/shared/catalogue/languages.ts'

import { appManual } from './app-manual.ts'
import { control, copyright, debianChangelog, debianVersion, wrapped } from './control.ts'
import { installedDesktopEntry } from './desktop-entry.ts'
import { metainfo } from './metainfo.ts'
import { overridesFor } from './overrides.ts'
import { rpmSpec } from './rpm-spec.ts'

const fields = { version: '0.2.0-beta.1', architecture: 'amd64', depends: 'libc6 (>= 2.28)', installedSize: 235941 }

it('the control file has what dpkg wants, each field on one line, and a description that is folded', () => {
  const text = control('app', fields)
  expect(text).toContain('Package: gazelle-keeper-app\nVersion: 0.2.0~beta.1\nArchitecture: amd64\n')
  expect(text).toContain('\nDepends: libc6 (>= 2.28)\n')
  const [, description = ''] = text.split('\nDescription: ')
  const [summary = '', ...lines] = description.trimEnd().split('\n')
  expect(summary.length).toBeLessThan(80)
  expect(summary).not.toMatch(/\.$/)
  expect(lines.length).toBeGreaterThan(3)
  expect(lines.filter((line) => !/^ (\.$|\S)/.test(line) || line.length > 80)).toEqual([])
  expect(text.endsWith('\n')).toBe(true)
})

it('the command line is a package of its own, which needs no app', () => {
  const text = control('commandLine', fields)
  expect(text).toContain('Package: gazelle-keeper\n')
  expect(text).not.toMatch(/^(Depends|Recommends):.*gazelle/m)
})

it('a beta is older than its release', () => {
  expect(debianVersion('0.2.0')).toBe('0.2.0')
  expect(debianVersion('0.2.0-beta.1')).toBe('0.2.0~beta.1')
})

it('the changelog has Debian’s form, and the commit’s time', () => {
  const text = debianChangelog('app', '0.2.0', 1_795_953_600)
  expect(text).toMatch(
    /^gazelle-keeper-app \(0\.2\.0\) unstable; urgency=medium\n\n {2}\* .+\n\n -- .+ <\S+> {2}Sun, 29 Nov 2026 12:00:00 \+0000\n$/,
  )
  expect(/^ {2}\* .+$/m.exec(text)?.[0].length).toBeLessThan(81)
})

it('the copyright file names the notices of others and has the whole licence', () => {
  const text = copyright(
    ['/usr/lib/x/licences/'],
    'MIT License\n\nCopyright (c) 2026 Somebody\n\nPermission is hereby\n\ngranted.\n',
  )
  expect(text).toContain('\n /usr/lib/x/licences/\n')
  expect(text).toContain('Copyright: 2026 Somebody\nLicense: Expat\n Permission is hereby\n .\n granted.\n')
})

it('the desktop entry opens links behind "--", and speaks each language', () => {
  const entry = readDesktopEntry(installedDesktopEntry('/usr/bin/gazelle-keeper-app'))
  expect(entry.get('Exec')).toBe('/usr/bin/gazelle-keeper-app -- %u')
  expect(entry.get('MimeType')).toBe('x-scheme-handler/gazelle-keeper;')
  expect(entry.get('Icon')).toBe(appId)
  expect(installedDesktopEntry('x').match(/^Comment/gm)).toHaveLength(allLanguages.length)
})

it('the metadata is that of the desktop entry, and of this version', () => {
  const text = metainfo('0.2.0', '2026-11-29')
  expect(text).toContain(`<id>${appId}</id>`)
  expect(text).toContain(`<launchable type="desktop-id">${desktopEntryName}</launchable>`)
  expect(text).toContain('<release version="0.2.0" date="2026-11-29"/>')
  expect(text.match(/<summary/g)).toHaveLength(allLanguages.length)
})

it('the spec owns its files, and Chromium’s helper by name: rpm takes the mode from there', () => {
  const files = [
    '/usr/lib/gazelle-keeper-app/',
    '/usr/lib/gazelle-keeper-app/chrome-sandbox',
    '/usr/bin/gazelle-keeper-app',
  ]
  const text = rpmSpec('app', { version: '0.2.0', tree: '/tmp/tree', files, epoch: 1_795_953_600, zstd: 19 })
  expect(text).toContain(
    '\n%dir "/usr/lib/gazelle-keeper-app"\n%attr(4755,root,root) "/usr/lib/gazelle-keeper-app/chrome-sandbox"\n',
  )
  expect(text).toContain('\n* Sun Nov 29 2026 Gazelle Keeper contributors <')
  expect(text).toContain('w19T2.zstdio')
})

it('each override of lintian has its reason, and names one file', () => {
  const lines = overridesFor('app').trimEnd().split('\n')
  expect(lines.filter((line, index) => index % 2 === 0 && !line.startsWith('# '))).toEqual([])
  expect(
    lines.filter((line, index) => index % 2 === 1 && !/^gazelle-keeper-app: [a-z-]+ .*\[usr\/lib\/\S+\]$/.test(line)),
  ).toEqual([])
})

it('the manual’s hyphens can be copied', () => {
  expect(appManual()).toContain('.B gazelle\\-keeper\\-app\n')
})

it('wraps between words', () => {
  expect(wrapped('one two three', 7)).toEqual(['one two', 'three'])
})
