import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const workflows = globSync('.github/workflows/*', { cwd: root })
const forms = globSync('.github/ISSUE_TEMPLATE/*', { cwd: root }).filter((file) => !file.endsWith('config.yml'))

/** What stands below a key of the outermost level, without comments. */
function below(key: string, text: string): string[] {
  const [, block = ''] = new RegExp(`^${key}:(.*\\n(?:(?: .*|#.*)?\\n)*)`, 'm').exec(text) ?? []
  return block
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter((line) => line !== '')
}

/** What is wrong with a workflow, in words; nothing where it is as the house wants it. */
function faultsOf(text: string): string[] {
  const faults: string[] = []
  const check = (isGood: boolean, fault: string) => isGood || faults.push(fault)
  check(/^name: \S/m.test(text), 'no name')
  check(below('permissions', text).join() === 'contents: read', 'permissions are not "contents: read"')
  check(!/^\s+permissions:/m.test(text), 'a job takes permissions of its own')
  check(
    below('concurrency', text).some((line) => line.startsWith('group: ')),
    'no concurrency',
  )
  check(!/\bsecrets\b/.test(text.replace(/#.*/g, '')), 'uses a secret')
  check(!/pull_request_target|workflow_run/.test(text), 'runs a stranger’s change with rights')
  // What a stranger writes (a branch, a title) must not become a part of a script.
  check(!/\brun:.*\$\{\{/.test(text), 'a script has an expression in it')
  check(!/\t/.test(text), 'a tab')
  const jobs = text
    .slice(text.indexOf('\njobs:'))
    .split(/\n(?= {2}[\w-]+:\n)/)
    .slice(1)
  check(jobs.length > 0, 'no job')
  check(
    jobs.every((job) => /^ {4}timeout-minutes: \d+$/m.test(job)),
    'a job without timeout-minutes',
  )
  const checkouts = text.split('actions/checkout@').slice(1)
  check(
    checkouts.every((rest) => /^.*\n\s+with:\n(?:\s+[\w-]+: .*\n)*?\s+persist-credentials: false/.test(rest)),
    'a checkout leaves its token behind',
  )
  return faults
}

describe('the workflows', () => {
  it.each(workflows)('%s have no rights, no secrets and an end', (file) => {
    expect(faultsOf(read(file))).toEqual([])
  })

  const [good = ''] = workflows.map(read)
  const expression = (name: string) => `\${{ ${name} }}`
  it.each([
    ['permissions are not "contents: read"', good.replace('contents: read', 'contents: write')],
    [
      'permissions are not "contents: read"',
      good.replace('  contents: read\n', '  contents: read\n  packages: write\n'),
    ],
    ['permissions are not "contents: read"', good.replace('permissions:\n  contents: read\n', '')],
    [
      'a job takes permissions of its own',
      good.replace('    timeout-minutes', '    permissions: write-all\n    timeout-minutes'),
    ],
    ['no concurrency', good.replace(/concurrency:\n(?: .*\n)+/, '')],
    [
      'uses a secret',
      good.replace('- run: npm ci', `- run: npm ci\n        env:\n          KEY: ${expression('secrets.KEY')}`),
    ],
    ['runs a stranger’s change with rights', good.replace('pull_request:', 'pull_request_target:')],
    ['a script has an expression in it', good.replace('npm ci', `echo ${expression('github.head_ref')}`)],
    ['a job without timeout-minutes', good.replace(/ {4}timeout-minutes: \d+\n/, '')],
    ['a checkout leaves its token behind', good.replace('persist-credentials: false', 'fetch-depth: 0')],
  ])('would be told: %s', (fault, text) => {
    expect(text).not.toBe(good)
    expect(faultsOf(text)).toEqual([fault])
  })

  it('install and test as a person does, and run nothing but what package.json names', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const runs = workflows.flatMap((file) => [...read(file).matchAll(/\brun: (.+)/g)].map(([, run = '']) => run))
    const known = ['npm ci', 'npm test', ...Object.keys(scripts).map((name) => `npm run ${name}`)]
    expect(runs.length).toBeGreaterThan(5)
    expect(runs.filter((run) => !known.includes(run))).toEqual([])
  })
})

describe('the issue forms', () => {
  it.each(forms)('%s ask for no secret, and say that none may be pasted', (file) => {
    const text = read(file)
    expect(text).toMatch(/Paste no/)
    expect(text).toMatch(/label: There is no token, key, password or cookie in .*\n\s+required: true/)
    const asked = [...text.matchAll(/^ {6}(?:label|placeholder): (.*)$/gm)].map(([, label = '']) => label)
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.filter((label) => /token|key|password|cookie|\.env/i.test(label))).toEqual([])
  })

  it('the form for what is wrong asks for “Copy diagnostics”; vulnerabilities are led to SECURITY.md', () => {
    expect(read('.github/ISSUE_TEMPLATE/bug.yml')).toContain('“Copy diagnostics”')
    const config = read('.github/ISSUE_TEMPLATE/config.yml')
    expect(config).toMatch(/blank_issues_enabled: false/)
    expect(config).toContain('SECURITY.md')
    expect(read('SECURITY.md')).toContain('“Report a vulnerability”')
  })
})
