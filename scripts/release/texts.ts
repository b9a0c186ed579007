import { newsIn } from '../renderer/changelog.ts'

const unreleased = '## [Unreleased]\n'

/**
 * The changelog once a version is released on a day: what was not released yet stands under the version. Throws if there is nothing
 * of it, or the version is in it already.
 */
export function releasedChangelog(text: string, version: string, day: string): string {
  if (text.includes(`\n## [${version}]`)) throw new Error(`CHANGELOG.md has ${version} already. Name a later version.`)
  if (!text.includes(`\n${unreleased}`))
    throw new Error(
      'CHANGELOG.md has no part “## [Unreleased]”. Add it above the newest version, with what has changed.',
    )
  if (newsIn(text).version !== null)
    throw new Error('CHANGELOG.md has no entry under “Unreleased”. Write there what has changed for people.')
  return text.replace(`\n${unreleased}`, `\n${unreleased}\n## [${version}] - ${day}\n`)
}

/** What the changelog says of a version, in Markdown. Throws if it has no such version. */
export function notesOf(changelog: string, version: string): string {
  const part = changelog.split(/^## /m).find((each) => each.startsWith(`[${version}] - `))
  if (part === undefined)
    throw new Error(
      `CHANGELOG.md does not have ${version}, with its day. npm run release writes it: was this tag made by hand?`,
    )
  return `${part.slice(part.indexOf('\n')).trim()}\n`
}

/** package.json or package-lock.json with another version of the project, and nothing else changed. Throws if it has not the present one. */
export function withProjectVersion(file: string, text: string, present: string, version: string): string {
  const places = file === 'package.json' ? 1 : 2
  const form = `"version": "${present}",`
  // In the lockfile the project stands first, and has its version twice.
  const pieces = text.split(form)
  if (pieces.length <= places)
    throw new Error(`${file} does not have the present version, ${present}, where it should be.`)
  const changed = pieces.slice(0, places + 1).join(`"version": "${version}",`)
  const result = [changed, ...pieces.slice(places + 1)].join(form)
  const { version: own, packages } = JSON.parse(result)
  if (own !== version || (packages !== undefined && packages['']?.version !== version))
    throw new Error(`${file} does not have the present version, ${present}, where it should be.`)
  return result
}

/** What pages say until the first release. */
const notYet = ['Nothing is released yet. ', 'Rien n’est encore publié. ']

/** A page once another version is released: its files have the names of that. */
export function releasedPage(text: string, present: string, version: string): string {
  const page = notYet.reduce((rest, sentence) => rest.replaceAll(sentence, ''), text)
  return page.replaceAll(
    new RegExp(`\\b(gazelle-keeper(?:-app|-cli|-edge)?[-_])${present.replaceAll('.', '\\.')}(?=[-_.])`, 'g'),
    `$1${version}`,
  )
}
