import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import * as fc from 'fast-check'
import { scenarios } from './scenarios.ts'
import { play } from './world.ts'

// npm run sim:long -- [--runs N] [--seed S] [--fresh]: plays two million scenarios, or N, and goes on where it was
// interrupted. Prints its seed, and the scenario that failed, which `npm run sim:replay` tells step by step.

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    fresh: { type: 'boolean' },
    quiet: { type: 'boolean' },
  },
})
const perChunk = 500
const chunks = Math.ceil(Number(values.runs ?? 2_000_000) / perChunk)
const file = join(import.meta.dirname, '../../out/sim-long.json')
const saved = !values.fresh && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
const seed = Number(values.seed ?? saved?.seed ?? Date.now() % 1_000_000_007)
const first: number = saved?.seed === seed ? saved.chunk : 0

console.log(`seed ${seed}, from scenario ${first * perChunk} of ${chunks * perChunk}`)
for (let chunk = first; chunk < chunks; chunk++) {
  for (const scenario of fc.sample(scenarios, { numRuns: perChunk, seed: seed + chunk })) {
    const { violations, endsWell } = await play(scenario)
    if (violations.length === 0 && endsWell !== 'neither') continue
    console.error(
      `seed ${seed}, chunk ${chunk}: ${JSON.stringify(scenario)}\n${violations.join('\n')}\nends: ${endsWell}`,
    )
    process.exit(1)
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ seed, chunk: chunk + 1 }))
  if (!values.quiet && (chunk + 1) % 20 === 0) console.log(`${(chunk + 1) * perChunk} scenarios`)
}
console.log(`${chunks * perChunk} scenarios, seed ${seed}: the promise held`)
