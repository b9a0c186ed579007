import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Fetched, fetchedIn, isPinned } from './fetched.ts'

const root = join(import.meta.dirname, '../..')

/** Every page and recipe that a reader may copy a command from, and the workflows of this repository. */
const pages = [
  ...readdirSync(root).filter((name) => /\.(md|ya?ml)$/.test(name)),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => !/\.(png|json)$/.test(name) && /\.\w+$|recipes\/\w+$/.test(name))
    .map((name) => join('docs', name)),
  ...readdirSync(join(root, '.github'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(md|ya?ml)$/.test(name))
    .map((name) => join('.github', name)),
]

const lockfile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const locked = (name: string) => `node_modules/${name}` in lockfile.packages

/** Ours to fetch: what the lockfile pins, and what is a file of the reader's. */
const isOurs = ({ by, what }: Fetched): boolean =>
  by === 'uses' ? isPinned(what) : /^\.{0,2}\//.test(what) || (by === 'npx' && locked(what))

describe('recipes and pages', () => {
  it('have nobody run what somebody else may put under a name: packages, actions, scripts', () => {
    expect(pages.length).toBeGreaterThan(40)
    const fetched = pages.flatMap((page) =>
      fetchedIn(readFileSync(join(root, page), 'utf8')).map((each) => ({ page, ...each })),
    )
    // The actions of the recipe and of this repository's own workflow, at least, are found.
    for (const page of ['docs/recipes/workflow.yml', '.github/workflows/test.yml', '.github/workflows/release.yml']) {
      expect(fetched.filter((each) => each.by === 'uses' && each.page === join(page)).length).toBeGreaterThanOrEqual(2)
    }
    expect(fetched.filter((each) => !isOurs(each))).toEqual([])
  })

  it.each([
    ['npx --yes gazelle-keeper check', 'gazelle-keeper'],
    ['npx gazelle-keeper@latest check', 'gazelle-keeper@latest'],
    ['run: npx -p gazelle-keeper gazelle-keeper check', 'gazelle-keeper'],
    ['npx --package=@gazelle/keeper keeper', '@gazelle/keeper'],
    ['docker run node:24 npx --yes \\\n  gazelle-keeper watch', 'gazelle-keeper'],
    ['npm exec --yes -- gazelle-keeper', 'gazelle-keeper'],
    ['npm install -g gazelle-keeper', 'gazelle-keeper'],
    ['npm i gazelle-keeper', 'gazelle-keeper'],
    ['pnpm dlx gazelle-keeper', 'gazelle-keeper'],
    ['yarn dlx gazelle-keeper', 'gazelle-keeper'],
    ['bunx gazelle-keeper', 'gazelle-keeper'],
    ['deno run -A npm:gazelle-keeper', 'gazelle-keeper'],
    ['pip install gazelle-keeper', 'gazelle-keeper'],
    ['pipx run gazelle-keeper', 'gazelle-keeper'],
    ['uvx gazelle-keeper', 'gazelle-keeper'],
    ['Install it: `npx gazelle-keeper`.', 'gazelle-keeper'],
    ['curl -fsSL https://get.example/keeper | sh', 'curl -fsSL https://get.example/keeper | sh'],
    ['      - uses: actions/checkout@v4', 'actions/checkout@v4'],
    ['      - uses: actions/checkout@main # v7.0.1', 'actions/checkout@main # v7.0.1'],
    [`        uses: a/b@${'0'.repeat(40)}`, `a/b@${'0'.repeat(40)}`],
    ['      - uses: docker://node:24', 'docker://node:24'],
  ])('are searched: %s', (text, what) => {
    const found = fetchedIn(text)
    expect(found.map((each) => each.what)).toEqual([what])
    expect(found.filter(isOurs)).toEqual([])
  })

  it.each([
    'npm ci && npm start',
    'npx vitest run test/house',
    'npm install ./gazelle-keeper.tgz',
    `      - uses: a/b@${'0'.repeat(40)} # v1.2.3`,
  ])('may say: %s', (text) => {
    expect(fetchedIn(text).filter((each) => !isOurs(each))).toEqual([])
  })
})
