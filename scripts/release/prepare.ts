import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runTool } from '../dist/run-tool.ts'
import { releasedChangelog, releasedPage, withProjectVersion } from './texts.ts'
import { checkVersion, tagOf } from './versions.ts'

export interface ReleaseOptions {
  /** The project's folder, with its git. */
  readonly root: string
  readonly version: string
  /** The day of the release: "2026-12-01". */
  readonly day: string
  /** Whether to tell what would change, and leave it at that. */
  readonly isDryRun: boolean
  readonly say: (line: string) => void
}

/** The branch that releases are made of. */
export const releaseBranch = 'main'

/** Files that have the version, and what each becomes with another. */
const versioned: Readonly<Record<string, (text: string, present: string, options: ReleaseOptions) => string>> = {
  'CHANGELOG.md': (text, _, { version, day }) => releasedChangelog(text, version, day),
  'package.json': (text, present, { version }) => withProjectVersion('package.json', text, present, version),
  'package-lock.json': (text, present, { version }) => withProjectVersion('package-lock.json', text, present, version),
  'README.md': (text, present, { version }) => releasedPage(text, present, version),
  'README.fr.md': (text, present, { version }) => releasedPage(text, present, version),
  'docs/npm.md': (text, present, { version }) => releasedPage(text, present, version),
  'docs/release.md': (text, present, { version }) => releasedPage(text, present, version),
}

/**
 * Makes the commit and the tag of a version, in this clone alone: nothing is pushed. All or nothing: throws with what to do about
 * it, and then everything is as it was before.
 */
export async function prepareRelease(options: ReleaseOptions): Promise<void> {
  const { root, version, isDryRun, say } = options
  const git = (...args: string[]) => runTool('git', args, {}, root)
  const read = (file: string) => readFile(join(root, file), 'utf8')
  const present: string = JSON.parse(await read('package.json')).version
  checkVersion(version, present)
  const tag = tagOf(version)
  await checkClone(git, tag)

  const before = (await git('rev-parse', 'HEAD')).trim()
  const changed: [file: string, text: string][] = []
  for (const [file, change] of Object.entries(versioned)) {
    const text = await read(file)
    const next = change(text, present, options)
    if (next !== text) changed.push([file, next])
  }
  const signs = (await isSet(git, 'commit.gpgSign')) || (await isSet(git, 'tag.gpgSign'))
  if (isDryRun) {
    say(`From ${present} to ${version}. These would change:`)
    for (const [file] of changed) say(`  ${file}`)
    say(
      `They would be committed, and the commit tagged ${tag}, ${signs ? 'signed' : 'not signed (git signs nothing here)'}.`,
    )
    say('Nothing was changed.')
    return
  }

  try {
    for (const [file, text] of changed) await writeFile(join(root, file), text)
    await git('commit', '--quiet', '--message', `Version ${version}`, '--', ...changed.map(([file]) => file))
    await git('tag', signs ? '--sign' : '--annotate', '--message', `Gazelle Keeper ${version}`, tag)
  } catch (error) {
    // The clone was clean, so that nothing of the person's can be lost.
    await git('reset', '--hard', '--quiet', before)
    throw new Error(`${error instanceof Error ? error.message : error}\nEverything is as it was before.`, {
      cause: error,
    })
  }
  say(`From ${present} to ${version}: committed, and tagged ${tag}${signs ? ', signed' : ''}. Nothing has been pushed.`)
  say('Look at it:')
  say(`  git show ${tag}`)
  say('This starts the release:')
  say(`  git push --atomic origin ${releaseBranch} ${tag}`)
  say('This takes it back, until then:')
  say(`  git tag --delete ${tag} && git reset --hard ${before.slice(0, 12)}`)
}

type Git = (...args: string[]) => Promise<string>

/** Throws, with what to do, where a release cannot begin. */
async function checkClone(git: Git, tag: string): Promise<void> {
  const branch = (await git('branch', '--show-current')).trim()
  if (branch !== releaseBranch)
    throw new Error(
      `A release is made of ${releaseBranch}; this is ${branch === '' ? 'no branch' : branch}. Type: git switch ${releaseBranch}`,
    )
  const changes = (await git('status', '--porcelain')).trimEnd()
  if (changes !== '')
    throw new Error(
      `There are changes that are not committed. Commit them or put them away (git stash -u):\n${changes}`,
    )
  if ((await git('tag', '--list', tag)).trim() !== '')
    throw new Error(`There is a tag ${tag} already. Name a later version, or look at it: git show ${tag}`)
  const upstream = await git('rev-parse', '--abbrev-ref', '@{upstream}').catch(() => '')
  if (upstream === '') return
  const behind = (await git('rev-list', '--count', 'HEAD..@{upstream}')).trim()
  if (behind !== '0')
    throw new Error(`${upstream.trim()} has ${behind} commits that are not here. Fetch them first: git pull --ff-only`)
}

const isSet = async (git: Git, key: string): Promise<boolean> =>
  (await git('config', '--type=bool', '--default=false', '--get', key)).trim() === 'true'
