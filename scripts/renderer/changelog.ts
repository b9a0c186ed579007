import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const moduleName = 'virtual:changelog'

/** The newest part of the changelog. */
export interface News {
  /** The version that it tells about; null if that is not released yet. */
  readonly version: string | null
  /** The version before; null if there is none. */
  readonly since: string | null
  /** Its entries in plain text, under their headings. */
  readonly parts: readonly (readonly [heading: string, entries: readonly string[]])[]
}

/** Gives the pages the newest part of CHANGELOG.md (`virtual:changelog`). Takes the project's folder. */
export function changelog(root: string): Plugin {
  const file = join(root, 'CHANGELOG.md')
  return {
    name: 'changelog',
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : null),
    load(id) {
      if (id !== `\0${moduleName}`) return null
      this.addWatchFile(file)
      return `export const news = ${JSON.stringify(newsIn(readFileSync(file, 'utf8')))}`
    },
  }
}

/** Reads the newest part that has entries, of a changelog in the form of Keep a Changelog. Throws if there is none. */
export function newsIn(text: string): News {
  const releases = text.split(/^## /m).slice(1)
  const versions = releases.map((release) => /^\[(\d[^\]]*)\]/.exec(release)?.[1] ?? null)
  const index = releases.findIndex((release) => entriesIn(release).length > 0)
  const newest = releases[index]
  if (newest === undefined) throw new Error('The changelog has no entry.')
  const [, ...parts] = newest.split(/^### /m)
  return {
    version: versions[index] ?? null,
    since: versions[index + 1] ?? null,
    parts:
      parts.length === 0
        ? [['', entriesIn(newest)]]
        : parts.map((part) => [part.split('\n', 1)[0]?.trim() ?? '', entriesIn(part)] as const),
  }
}

/** The entries of a list, each on one line, without the marks of Markdown. */
function entriesIn(part: string): string[] {
  const [, ...entries] = part.split(/^- /m)
  return entries.map((entry) =>
    (entry.split(/\n(?! )/, 1)[0] ?? '')
      .replace(/\s+/g, ' ')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[`*]/g, '')
      .trim(),
  )
}
