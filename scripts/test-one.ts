import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from './build.ts'
import { buildCli } from './cli/build.ts'
import { resolveElectron } from './runtime/resolve-electron.ts'
import { ensureSystem } from './system/ensure-system.ts'
import { type Found, findTests, patternOf, suitesOf } from './test-one/suites.ts'

// `npm run test:one -- NAME`: runs the tests of one file, or those in one file whose titles contain NAME. First builds what they
// run.

const root = resolve(import.meta.dirname, '..')
const say = (line: string) => console.log(line)

async function testOne(name: string): Promise<void> {
  const found = the(
    name,
    findTests(name, suitesOf(root), (file) => readFileSync(join(root, file), 'utf8')),
  )
  say(`${found.file}${found.titles === null ? '' : `: ${found.titles.map((path) => path.join(' › ')).join('; ')}`}`)
  if (found.suite.runner === 'playwright') await prepareFor()
  const [tool, args] = found.suite.runner === 'vitest' ? vitestOf(found) : playwrightOf(found)
  const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  process.exitCode = code ?? 1
}

/** The one file that is meant. Throws if there is none, or more than one. */
function the(name: string, found: readonly Found[]): Found {
  const [first, ...others] = found
  if (first === undefined) {
    throw new Error(
      `No test has “${name}” in the name of its file or in its title. Name a file (decide), its path (test/e2e/start.spec.ts), or words of a title.`,
    )
  }
  if (others.length === 0) return first
  const files = found.map(({ file }) => `  npm run test:one -- ${file}`)
  throw new Error(`“${name}” means tests in ${found.length} files. Name one by its path:\n${files.join('\n')}`)
}

/** Prepares the built app for its tests. Vitest's tests build what they need themselves. */
async function prepareFor(): Promise<void> {
  const runtime = await resolveElectron({ say })
  ensureSystem('test', runtime.executablePath, say)
  process.env['GAZELLE_KEEPER_ELECTRON'] = runtime.executablePath
  say('Building …')
  await build(root)
  await buildCli(root)
}

function vitestOf({ suite, file, titles }: Found): [tool: string, args: string[]] {
  const only = titles === null ? [] : ['--testNamePattern', patternOfAll(titles)]
  return ['vitest/vitest.mjs', ['run', '--allowOnly=false', '--project', suite.name, ...only, join(root, file)]]
}

function playwrightOf({ suite, file, titles }: Found): [tool: string, args: string[]] {
  const only = titles === null ? [] : ['--grep', patternOfAll(titles)]
  const config = `test/${suite.name}/playwright.config.ts`
  // Without the project's dependencies, which are all other tests.
  const args = ['test', '--config', config, '--reporter=list', '--no-deps', ...only, file.replaceAll('.', '\\.')]
  return ['@playwright/test/cli.js', args]
}

function patternOfAll(titles: NonNullable<Found['titles']>): string {
  return titles.map((path) => `${patternOf(path)}$`).join('|')
}

const name = process.argv.slice(2).join(' ').trim()
const work = name === '' ? Promise.reject(new Error('Name a test: npm run test:one -- NAME')) : testOne(name)
work.catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
