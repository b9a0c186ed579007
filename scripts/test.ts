import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from './build.ts'
import { resolveElectron } from './runtime/resolve-electron.ts'
import { ensureSystem } from './system/ensure-system.ts'

// `npm test`: types, lint, unit and integration tests, build, the pages, end to end. Stops at the first part that fails.

const root = resolve(import.meta.dirname, '..')
const results = join(root, 'out/test')
const say = (line: string) => console.log(line)

interface Counts {
  passed: number
  failed: number
}

async function test(): Promise<Counts> {
  const runtime = await resolveElectron({ say })
  ensureSystem('test', runtime.executablePath, say)
  // Find the runtime once and tell every part: no test looks for its own.
  process.env['GAZELLE_KEEPER_ELECTRON'] = runtime.executablePath
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })

  await part('types', () => run('typescript/bin/tsc', ['-b']))
  await part('lint', () => run('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']))
  const vitestResult = join(results, 'vitest.json')
  await part('unit and integration', () =>
    run('vitest/vitest.mjs', [
      'run',
      '--allowOnly=false',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${vitestResult}`,
    ]),
  )
  await part('build', () => build(root))
  const vitest = readJson(vitestResult)
  const pages = await playwright('pages')
  const endToEnd = await playwright('e2e')
  return {
    passed: vitest.numPassedTests + pages.passed + endToEnd.passed,
    failed: vitest.numFailedTests + pages.failed + endToEnd.failed,
  }
}

/** Runs the Playwright tests of a folder of test/. */
async function playwright(folder: string): Promise<Counts> {
  const result = join(results, `${folder}.json`)
  process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] = result
  const config = `test/${folder}/playwright.config.ts`
  await part(folder, () => run('@playwright/test/cli.js', ['test', '--config', config, '--reporter=list,json']))
  const { stats } = readJson(result)
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected }
}

async function part(name: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now()
  say(`\n── ${name}`)
  await work()
  say(`── ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
}

async function run(tool: string, args: string[]): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${tool} ended with exit code ${code}.`)
}

// biome-ignore lint/suspicious/noExplicitAny: the reporters' own formats, of which a few counts are read
function readJson(file: string): any {
  return JSON.parse(readFileSync(file, 'utf8'))
}

test().then(
  ({ passed, failed }) => say(`\n${passed} passed, ${failed} failed`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  },
)
