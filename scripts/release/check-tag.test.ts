import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkTag } from './check-tag.ts'

let root = ''
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim()

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gazelle-keeper-tag-'))
  git('init', '--quiet', '--initial-branch=main')
  git('config', 'user.name', 'Somebody')
  git('config', 'user.email', 'somebody@example.com')
  git('config', 'commit.gpgSign', 'false')
  writeFileSync(join(root, 'package.json'), '{ "version": "0.2.0" }')
  writeFileSync(
    join(root, 'CHANGELOG.md'),
    '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n- One thing.\n',
  )
  git('add', '--all')
  git('commit', '--quiet', '--message', 'Version 0.2.0')
  git('update-ref', 'refs/remotes/origin/main', 'HEAD')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it('a tag of the code’s version, in the changelog and on main, is released', async () => {
  expect(await checkTag(root, 'v0.2.0')).toBe('0.2.0')
})

it.each<[name: string, tag: string | undefined, spoil: () => void, word: string]>([
  ['another', 'v0.3.0', () => {}, 'v0.3.0'],
  ['none', undefined, () => {}, 'not known'],
  [
    'one that the changelog does not have',
    'v0.2.0',
    () => writeFileSync(join(root, 'CHANGELOG.md'), '# Changelog\n'),
    'CHANGELOG.md',
  ],
  [
    'one that is not on main',
    'v0.2.0',
    () => git('commit', '--quiet', '--allow-empty', '--message', 'Elsewhere'),
    'git push --atomic',
  ],
])('%s is not', async (_, tag, spoil, word) => {
  spoil()
  await expect(checkTag(root, tag)).rejects.toThrow(word)
})
