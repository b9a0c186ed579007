import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import vitestConfig from '../../vitest.config.ts'
import { titlesIn } from './titles.ts'

/** A runner with its tests. */
export interface Suite {
  readonly runner: 'vitest' | 'playwright'
  /** Vitest's project, or the folder of test/ with Playwright's configuration. */
  readonly name: string
  /** The test files, below the project's folder, with `/`. */
  readonly files: readonly string[]
}

/** A test file, or some of its tests. */
export interface Found {
  readonly suite: Suite
  readonly file: string
  /** Whole titles, from the outermost `describe` on; null means the whole file. */
  readonly titles: readonly (readonly string[])[] | null
}

/** All suites of the project. Takes its folder. */
export function suitesOf(root: string): Suite[] {
  const filesOf = (patterns: readonly string[]) =>
    globSync(patterns, { cwd: root })
      .map((file) => file.replaceAll('\\', '/'))
      .sort()
  const projects = (vitestConfig.test?.projects ?? []).flatMap((project) =>
    typeof project === 'object' && 'test' in project && typeof project.test?.name === 'string'
      ? [{ name: project.test.name, include: project.test.include ?? [] }]
      : [],
  )
  const configurations = globSync('test/*/playwright.config.ts', { cwd: root }).map((file) =>
    basename(join(file, '..')),
  )
  return [
    ...projects.map(({ name, include }) => ({ runner: 'vitest', name, files: filesOf(include) }) as const),
    ...configurations.map(
      (name) => ({ runner: 'playwright', name, files: filesOf([`test/${name}/**/*.spec.ts`]) }) as const,
    ),
  ]
}

/**
 * The tests that `name` means: the file of exactly this name ("start", "start.spec.ts") or path; else the files whose name
 * contains it; else the tests whose title contains it; else the tests with a title of which it is one case. `read` gives a file's
 * text.
 */
export function findTests(name: string, suites: readonly Suite[], read: (file: string) => string): Found[] {
  const all = suites.flatMap((suite) => suite.files.map((file) => ({ suite, file })))
  const wanted = name.trim().replace(/^\.\//, '').toLowerCase()
  const byFile = (isMeant: (file: string, short: string) => boolean): Found[] =>
    all
      .filter(({ file }) =>
        isMeant(file.toLowerCase(), basename(file.toLowerCase()).replace(/\.(test|spec)\.tsx?$/, '')),
      )
      .map((found) => ({ ...found, titles: null }))
  const byTitle = (isMeant: (title: string) => boolean): Found[] =>
    all.flatMap((found) => {
      const titles = titlesIn(read(found.file)).filter((path) => path.some(isMeant))
      return titles.length === 0 ? [] : [{ ...found, titles }]
    })
  const ways = [
    () => byFile((file, short) => short === wanted || file === wanted || file.endsWith(`/${wanted}`)),
    () => byFile((file) => basename(file).includes(wanted)),
    () => byTitle((title) => title.toLowerCase().includes(wanted)),
    () => byTitle((title) => isCaseOf(title, name.trim())),
  ]
  for (const find of ways) {
    const found = find()
    if (found.length > 0) return found
  }
  return []
}

/** The parts of a title that have a value for each case: `%s`, `$name`, `${…}`. */
const value = /%[sdifjoO#]|\$\{[^}]*\}|\$[\w.]+/

/** The fewest letters, besides its values, that identify such a title: `%s` alone would match anything. */
const fewestLetters = 6

/** Whether a runner prints `name` for one case of this title. */
function isCaseOf(title: string, name: string): boolean {
  const ownLetters = title.split(value).join('').replace(/\W/g, '')
  const isWithValue = value.test(title) && ownLetters.length >= fewestLetters
  return isWithValue && new RegExp(`^${patternOf([title])}$`, 'i').test(name)
}

/** The regular expression that finds a test by its whole title in either runner. */
export function patternOf(path: readonly string[]): string {
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  const pattern = (title: string) => title.split(value).map(escaped).join('.*')
  return path.map(pattern).join('[ >›]+')
}
