import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { resolveElectron } from '../../scripts/runtime/resolve-electron.ts'
import { type Kind, kinds, shortPlan, stepsPerDay } from './plan.ts'
import { report } from './report.ts'
import { soak } from './soak.ts'

// npm run soak -- [--seed S] [--days N] [--fast] [--only KINDS] [--without KINDS]: runs the built app through thirty simulated
// days, or N, or with --fast three, while everything around it is killed, frozen and brought back by the plan of a seed. KINDS
// are names from plan.ts separated by commas. Prints the events, and exits with 1 if something was wrong.

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    days: { type: 'string' },
    fast: { type: 'boolean' },
    only: { type: 'string' },
    without: { type: 'string' },
    // The project whose build is tested: another checkout, to compare.
    root: { type: 'string' },
  },
})

if (process.platform !== 'linux') throw new Error('The soak needs a desktop that it can break: it runs on Linux.')
const seed = Number(values.seed ?? (values.fast ? shortPlan.seed : Date.now() % 1_000_000_007))
const days = Number(values.days ?? (values.fast ? shortPlan.days : 30))
const only = namesOf(values.only) ?? kinds
const without = namesOf(values.without) ?? []
console.log(`seed ${seed}, ${days} days of ${stepsPerDay} steps`)

const soaked = await soak({
  root: resolve(values.root ?? '.'),
  runtime: await resolveElectron(),
  seed,
  days,
  kinds: only.filter((kind) => !without.includes(kind)),
  say: (line) => console.log(line),
})
const { isWell, table } = report(soaked)
console.log(`\n${table}`)
process.exit(isWell ? 0 : 1)

function namesOf(list: string | undefined): readonly Kind[] | undefined {
  return list?.split(',').map((name) => {
    const found = kinds.find((kind) => kind === name)
    if (found === undefined) throw new Error(`There is no kind ${name}; there are: ${kinds.join(', ')}.`)
    return found
  })
}
