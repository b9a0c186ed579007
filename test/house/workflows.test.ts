import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faultsOf, lintedBy } from './workflow-faults.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const workflows = globSync('.github/workflows/*', { cwd: root })
const recipes = globSync('docs/recipes/*.yml', { cwd: root })
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const known = ['npm ci', 'npm test', ...Object.keys(scripts).map((name) => `npm run ${name}`)]
const expression = (name: string) => `\${{ ${name} }}`

describe('the workflows', () => {
  it.each(workflows)('%s have no more rights than they need, no secret that strangers reach, and an end', (file) => {
    expect(faultsOf(read(file), known)).toEqual([])
  })

  it.each([...workflows, ...recipes])('%s is valid, as actionlint reads it', async (file) => {
    expect(await lintedBy(read(file), file.replaceAll('\\', '/'))).toEqual([])
  })

  const good = read('.github/workflows/test.yml')
  it.each([
    ['permissions are more than reading the code', good.replace('contents: read', 'contents: write')],
    [
      'permissions are more than reading the code',
      good.replace('contents: read\n', 'contents: read\n  packages: write\n'),
    ],
    ['permissions are more than reading the code', good.replace('permissions:\n  contents: read\n', '')],
    [
      'a job takes rights that nobody has looked at',
      good.replace('    timeout-minutes', '    permissions: write-all\n    timeout-minutes'),
    ],
    [
      'a job takes rights that nobody has looked at',
      good.replace('    timeout-minutes', '    permissions:\n      contents: write\n    timeout-minutes'),
    ],
    ['no concurrency', good.replace(/concurrency:\n(?: .*\n)+/, '')],
    [
      'strangers’ changes run with a secret',
      good.replace('- run: npm ci', `- run: npm ci\n        env:\n          KEY: ${expression('secrets.KEY')}`),
    ],
    ['runs a stranger’s change with rights', good.replace('pull_request:', 'pull_request_target:')],
    ['a job without timeout-minutes', good.replace(/ {4}timeout-minutes: \d+\n/, '')],
    ['a checkout leaves its token behind', good.replace('persist-credentials: false', 'fetch-depth: 0')],
    ['runs what package.json does not name', good.replace('npm ci', 'curl https://get.example/it')],
    ['runs what package.json does not name', good.replace('run: npm ci', 'run: |\n          npm ci\n          make')],
  ])('would be told: %s', (fault, text) => {
    expect(text).not.toBe(good)
    expect(faultsOf(text, known)).toEqual([fault])
  })

  const release = read('.github/workflows/release.yml')
  const anywhere = (line: string) => release.replace('    steps:', `    env:\n      ${line}\n    steps:`)
  it.each([
    ['permissions are more than reading the code', release.replace('permissions: {}', 'permissions: write-all')],
    ['a job takes rights that nobody has looked at', release.replace('contents: read', 'id-token: write')],
    [
      'a job takes rights that nobody has looked at',
      release.replace('contents: write', 'contents: write\n      packages: write'),
    ],
    ['a secret is more than a variable of a step', anywhere(`KEY: ${expression('secrets.SIGNING_KEY')}`)],
    ['a secret is more than a variable of a step', anywhere(`ALL: ${expression('toJSON(secrets)')}`)],
    ['strangers’ changes run with a secret', release.replace('permissions: {}', '  pull_request:\npermissions: {}')],
    ['runs what package.json does not name', release.replace('npm run release:check', 'npm run release:chek')],
  ])('would be told of the release: %s', (fault, text) => {
    expect(text).not.toBe(release)
    expect(faultsOf(text, known)).toEqual([fault])
  })

  it('name no variable and no secret that docs/release.md does not explain', () => {
    const names = [...release.matchAll(/\b(?:vars|secrets)\.([A-Z_0-9]+)/g)].map(([, name = '']) => name)
    expect(new Set(names).size).toBeGreaterThan(10)
    const page = read('docs/release.md')
    expect([...new Set(names)].filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })

  it('publish with the project’s own Node', () => {
    const [, version] = /node-version: (.+)/.exec(release) ?? []
    expect(version).toBe(read('.nvmrc').trim())
  })

  it.each([
    ['one line', `run: echo ${expression('github.head_ref')}`],
    ['a block', `run: |\n          echo ${expression('github.head_ref')}`],
  ])('would be told of an expression in a script of %s', (_, script) => {
    expect(faultsOf(good.replace('run: npm ci', script), known)).toContain('a script has an expression in it')
  })

  it.each([
    ['a job that is not there', good.replace('    runs-on:', '    needs: nobody\n    runs-on:'), 'nobody'],
    ['an unknown runner', good.replace('ubuntu-latest', 'ubuntu-latst'), 'ubuntu-latst'],
    ['an unknown right', good.replace('contents: read', 'content: read'), 'content'],
    ['an unknown name', good.replace('github.ref', 'gihub.ref'), 'gihub'],
    [
      'what a stranger writes',
      good.replace('run: npm ci', `run: echo ${expression('github.event.pull_request.title')}`),
      'untrusted',
    ],
  ])('would be told by actionlint: %s', async (_, text, word) => {
    expect(text).not.toBe(good)
    expect((await lintedBy(text, '.github/workflows/test.yml')).join('\n')).toContain(word)
  })
})
