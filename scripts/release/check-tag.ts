import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runTool } from '../dist/run-tool.ts'
import { releaseBranch } from './prepare.ts'
import { notesOf } from './texts.ts'
import { tagOf } from './versions.ts'

/**
 * Gives the version that a tag is to release. Throws where the tag is not the one of the code's version, the changelog does not have
 * it, or the code is not on the branch that releases are made of. Takes the project's folder, with the branches of its origin.
 */
export async function checkTag(root: string, tag: string | undefined): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  if (tag !== tagOf(version))
    throw new Error(`The tag is ${tag || 'not known'}, but the code is ${version}. npm run release makes the tag.`)
  notesOf(await readFile(join(root, 'CHANGELOG.md'), 'utf8'), version)
  const branch = `origin/${releaseBranch}`
  const isOn = ['merge-base', '--is-ancestor', 'HEAD', `refs/remotes/${branch}`]
  await runTool('git', isOn, {}, root).catch(() => {
    throw new Error(`${tag} is not on ${branch}. Push both at once: git push --atomic origin ${releaseBranch} ${tag}`)
  })
  return version
}
