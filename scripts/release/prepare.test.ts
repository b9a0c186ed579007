import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { prepareRelease } from './prepare.ts'
import { releasedPage } from './texts.ts'

const project = resolve(import.meta.dirname, '../..')
const changelog = `# Changelog

## [Unreleased]

### Added

- One thing.

## [0.1.0] - 2026-11-23

- The first.
`
let root = ''
let said: string[] = []
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim()
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
const release = (version = '0.2.0', isDryRun = false) =>
  prepareRelease({ root, version, day: '2026-12-01', isDryRun, say: (line) => said.push(line) })

/** All that a release may change. */
const state = () => ({
  head: git('rev-parse', 'HEAD'),
  tags: git('tag', '--list'),
  status: git('status', '--porcelain'),
  files: ['CHANGELOG.md', 'package.json', 'package-lock.json', 'README.md', 'docs/npm.md'].map(read),
})

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gazelle-keeper-release-'))
  said = []
  git('init', '--quiet', '--initial-branch=main')
  git('config', 'user.name', 'Somebody')
  git('config', 'user.email', 'somebody@example.com')
  git('config', 'commit.gpgSign', 'false')
  git('config', 'tag.gpgSign', 'false')
  git('config', 'core.autocrlf', 'false')
  write('CHANGELOG.md', changelog)
  const dependency = { version: '0.1.0', integrity: 'sha512-AA==' }
  const own = { name: 'gazelle-keeper', version: '0.1.0', license: 'MIT' }
  write('package.json', `${JSON.stringify(own, null, 2)}\n`)
  write(
    'package-lock.json',
    `${JSON.stringify({ ...own, lockfileVersion: 3, packages: { '': own, 'node_modules/other': dependency } }, null, 2)}\n`,
  )
  write('README.md', 'Take gazelle-keeper-app_0.1.0_amd64.deb. It reads the settings of 0.1.0.\n')
  write('README.fr.md', 'Rien n’est encore publié. Prenez-le.\n')
  write('docs/release.md', 'Nothing is released yet. Check it.\n')
  write('docs/npm.md', 'npm install ./gazelle-keeper-0.1.0.tgz; tar -xzf gazelle-keeper-cli-0.1.0.tgz\n')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'Begin')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('a release', () => {
  it('is one commit and its tag: the version, the changelog with its day, and the names of files', async () => {
    await release()
    expect(read('CHANGELOG.md')).toBe(
      changelog.replace('## [Unreleased]\n', '## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n'),
    )
    expect(JSON.parse(read('package.json'))).toEqual({ name: 'gazelle-keeper', version: '0.2.0', license: 'MIT' })
    expect(JSON.parse(read('package-lock.json'))).toMatchObject({
      version: '0.2.0',
      packages: { '': { version: '0.2.0' }, 'node_modules/other': { version: '0.1.0' } },
    })
    expect(read('docs/npm.md')).toBe('npm install ./gazelle-keeper-0.2.0.tgz; tar -xzf gazelle-keeper-cli-0.2.0.tgz\n')
    expect(read('README.md')).toBe('Take gazelle-keeper-app_0.2.0_amd64.deb. It reads the settings of 0.1.0.\n')
    expect(read('README.fr.md') + read('docs/release.md')).toBe('Prenez-le.\nCheck it.\n')
    expect(git('status', '--porcelain')).toBe('')
    expect(git('log', '--format=%s')).toBe('Version 0.2.0\nBegin')
    expect(git('rev-parse', 'v0.2.0^{commit}')).toBe(git('rev-parse', 'HEAD'))
    expect(git('cat-file', '-t', 'v0.2.0')).toBe('tag')
    expect(said).toContain('  git push --atomic origin main v0.2.0')
  })

  it('is taken back by the line that it says', async () => {
    const before = state()
    await release()
    const line = said.at(-1) ?? ''
    for (const command of line.trim().split(' && ')) git(...command.split(' ').slice(1))
    expect(state()).toEqual(before)
  })

  it('that is only tried changes nothing, and says what it would', async () => {
    const before = state()
    await release('0.2.0', true)
    expect(state()).toEqual(before)
    expect(said).toEqual(expect.arrayContaining(['  CHANGELOG.md', '  package-lock.json', 'Nothing was changed.']))
  })

  it('may be one that precedes another', async () => {
    await release('0.2.0-beta.1')
    expect(JSON.parse(read('package.json')).version).toBe('0.2.0-beta.1')
    write('CHANGELOG.md', read('CHANGELOG.md').replace('## [Unreleased]\n', '## [Unreleased]\n\n- Another.\n'))
    git('commit', '--quiet', '--all', '--message', 'Go on')
    await release('0.2.0')
    expect(git('tag', '--list')).toBe('v0.2.0\nv0.2.0-beta.1')
  })

  it.each([
    '2',
    'v0.2.0',
    '0.2',
    '0.02.0',
    '0.2.0+1',
    '0.2.0-preview',
    '0.2.0-rc.01',
    '0.1.0',
    '0.0.9',
    '0.1.0-rc.1',
    '--all',
    '',
  ])('is not made of “%s”', async (version) => {
    const before = state()
    await expect(release(version)).rejects.toThrow(/Name (one|a later one)/)
    expect(state()).toEqual(before)
  })

  it.each<[name: string, spoil: () => void, word: string]>([
    ['on another branch', () => git('switch', '--quiet', '--create', 'topic'), 'git switch main'],
    ['on no branch', () => git('switch', '--quiet', '--detach'), 'git switch main'],
    ['with a change that is not committed', () => write('README.md', 'Other.\n'), 'git stash'],
    ['with a file that git does not know', () => write('new.txt', 'New.\n'), 'new.txt'],
    ['where the tag is there', () => git('tag', 'v0.2.0'), 'git show v0.2.0'],
    [
      'with nothing to tell people',
      () => {
        write('CHANGELOG.md', changelog.replace(/### Added\n\n- One thing\.\n\n/, ''))
        git('commit', '--quiet', '--all', '--message', 'Nothing new')
      },
      'no entry under',
    ],
    [
      'with a lockfile of another version',
      () => {
        write('package-lock.json', read('package-lock.json').replace('0.1.0', '0.0.7'))
        git('commit', '--quiet', '--all', '--message', 'Spoil')
      },
      'package-lock.json',
    ],
    [
      'with commits elsewhere that are not here',
      () => {
        git('branch', 'elsewhere')
        git('commit', '--quiet', '--allow-empty', '--message', 'Elsewhere')
        git('branch', '--force', 'elsewhere')
        git('reset', '--quiet', '--hard', 'HEAD~1')
        git('branch', '--set-upstream-to=elsewhere')
      },
      'git pull --ff-only',
    ],
  ])('is not made %s', async (_, spoil, word) => {
    spoil()
    const before = state()
    await expect(release()).rejects.toThrow(word)
    expect(state()).toEqual(before)
    expect(said).toEqual([])
  })

  it.each<[name: string, spoil: () => void]>([
    [
      'the commit',
      () => {
        write('.git/hooks/pre-commit', '#!/bin/sh\necho not today >&2\nexit 1\n')
        chmodSync(join(root, '.git/hooks/pre-commit'), 0o755)
      },
    ],
    ['the signature', () => git('config', 'tag.gpgSign', 'true')],
  ])('leaves everything as it was where git rejects %s', async (_, spoil) => {
    git('config', 'user.signingKey', 'nobody@example.com')
    spoil()
    const before = state()
    await expect(release()).rejects.toThrow('Everything is as it was before.')
    expect(state()).toEqual(before)
  })

  it('has a changelog and versions to begin with, in this project', () => {
    const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
    expect(readFileSync(join(project, 'docs/npm.md'), 'utf8')).toContain(`gazelle-keeper-${version}.tgz`)
    for (const page of ['README.md', 'README.fr.md', 'docs/release.md']) {
      const text = readFileSync(join(project, page), 'utf8')
      // With the first release this goes, and so does the sentence that it looks for.
      expect(/released yet|encore publié/.test(text)).toBe(releasedPage(text, version, version) !== text)
    }
    expect(readFileSync(join(project, 'CHANGELOG.md'), 'utf8')).toContain('\n## [Unreleased]\n')
    expect(JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).version).toBe(version)
  })
})
