import { parseArgs } from 'node:util'
import { cli } from './cli.ts'
import { desktop } from './desktop.ts'
import { edge } from './edge.ts'
import { library } from './library.ts'
import { logbook } from './logbook.ts'
import { popover } from './popover.ts'
import { renewal } from './renewal.ts'
import { type BenchOptions, type BenchResult, isWithinLimits } from './result.ts'

// npm run bench -- NAME [--json] [--rounds N] [--starts]: a table for people; with --json one line of JSON last on stdout.

const benches: Record<string, (options: BenchOptions) => Promise<BenchResult>> = {
  cli,
  desktop,
  edge,
  library,
  logbook,
  popover,
  renewal,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, rounds: { type: 'string' }, starts: { type: 'boolean' } },
})
const bench = benches[positionals[0] ?? '']
if (bench === undefined) {
  console.error(
    `npm run bench -- NAME [--json] [--rounds N] [--starts], NAME one of: ${Object.keys(benches).join(', ')}`,
  )
  process.exit(2)
}

const rounds = Number(values.rounds)
const result = await bench({ ...(rounds > 0 ? { rounds } : {}), ...(values.starts ? { starts: true } : {}) })
const { name, table, ratios, limits } = result
const ok = isWithinLimits(result)
const width = Math.max(...table.map(([label]) => label.length))
for (const [label, value] of table) console.log(`${label.padEnd(width)}  ${value}`)
if (values.json) console.log(JSON.stringify({ name, ratios, limits, ok }))
process.exitCode = ok ? 0 : 1
