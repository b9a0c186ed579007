import { execFileSync } from 'node:child_process'

/**
 * The time that everything in an archive is from, in seconds since 1970: SOURCE_DATE_EPOCH, or that of the commit. Two builds of one
 * commit are the same, whenever they are made. Takes the project's folder. Throws where there is neither.
 */
export function sourceDateEpoch(root: string, env: NodeJS.ProcessEnv = process.env): number {
  const named = env['SOURCE_DATE_EPOCH']
  const text = named || execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }).trim()
  const epoch = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(epoch)) throw new Error(`SOURCE_DATE_EPOCH is no time: ${text}`)
  return epoch
}
