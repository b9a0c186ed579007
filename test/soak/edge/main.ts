import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildCli } from '../../../scripts/cli/build.ts'
import { installedDenos } from '../../integration/denos.ts'
import { randomFrom } from '../../sim/timeline.ts'
import { killAtRandom } from './kills.ts'
import { liveMonth } from './month.ts'
import { EdgeWorld } from './world.ts'

// npm run soak:edge -- [--seed S] [--days N] [--kills K] [--quiet]: the function on Supabase's Deno, called by the job of its
// schedule, lives thirty simulated days, or N, with faults and other keepers beside it, and is killed at 200 random moments, or K.
// pg_cron itself calls it once a minute all the time. Exits with 1 if something was wrong. `--built`: the command line is built.

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    days: { type: 'string', default: '30' },
    kills: { type: 'string', default: '200' },
    quiet: { type: 'boolean' },
    built: { type: 'boolean' },
  },
})
if (process.platform !== 'linux') throw new Error('There is a pg_cron to test with on Linux.')
const seed = Number(values.seed ?? Date.now() % 1_000_000_007)
const [deno] = installedDenos()
if (deno === undefined) throw new Error('There is no Deno: npm install.')
if (!values.built) await buildCli(resolve(import.meta.dirname, '../../..'))
console.log(`seed ${seed}, Deno ${deno.version}, ${values.days} days, ${values.kills} kills`)

const world = await EdgeWorld.open(deno)
const violations: string[] = []
try {
  const random = randomFrom(seed)
  const say = values.quiet ? () => undefined : (line: string) => console.log(line)
  const month = await liveMonth(world, Number(values.days), random, say)
  console.log(`${month.steps} steps, ${month.needs} needs, ${month.renewals} renewals`)
  const { kills, issued, violations: ofKills } = await killAtRandom(world, Number(values.kills), random)
  console.log(`${kills} kills, ${issued} tokens issued`)
  const { made, failed } = await world.ticks()
  console.log(`pg_cron has called ${made} times`)
  violations.push(...month.violations, ...ofKills, ...(failed > 0 ? [`${failed} jobs of pg_cron failed`] : []))
} finally {
  await world.close()
}
for (const violation of violations) console.log(`WRONG: ${violation}`)
console.log(violations.length === 0 ? 'All is well.' : `${violations.length} wrong.`)
process.exit(violations.length === 0 ? 0 : 1)
