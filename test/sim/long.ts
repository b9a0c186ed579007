import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import * as fc from 'fast-check'
import { play } from './play.ts'
import { rare, scenarios } from './scenarios.ts'

// npm run sim:long -- [--runs N] [--seed S] [--jobs J] [--fresh] [--all]: plays two million scenarios, or N, on J threads (one
// per core by default), and resumes after an interruption. Prints its seed, and each failed scenario, which `npm run sim:replay`
// plays step by step. Stops at the first failure, or, with --all, plays the rest too; exits with 1 after any.

const perChunk = 500
// Millions of faults are errors, and nobody reads their stack traces.
Error.stackTraceLimit = 0

interface Played {
  readonly chunk: number
  readonly failures: readonly string[]
  readonly mostForOneNeed: number
  readonly mostInOneDay: number
}

if (isMainThread) lead()
else
  parentPort?.on('message', async (chunk: number) => parentPort?.postMessage(await playChunk(workerData.seed, chunk)))

async function playChunk(seed: number, chunk: number): Promise<Played> {
  const most = { mostForOneNeed: 0, mostInOneDay: 0 }
  const failures: string[] = []
  const drawn = fc.sample(scenarios, { numRuns: perChunk, seed: seed + chunk })
  for (const scenario of chunk === 0 ? [...rare, ...drawn] : drawn) {
    const { violations, endsWell, grants } = await play(scenario)
    most.mostForOneNeed = Math.max(most.mostForOneNeed, grants.mostForOneNeed)
    most.mostInOneDay = Math.max(most.mostInOneDay, grants.mostInOneDay)
    if (violations.length === 0 && endsWell !== 'neither') continue
    failures.push(`${JSON.stringify(scenario)}\n${violations.join('\n')}\nends: ${endsWell}`)
  }
  return { chunk, failures, ...most }
}

function lead(): void {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string' },
      seed: { type: 'string' },
      jobs: { type: 'string' },
      fresh: { type: 'boolean' },
      all: { type: 'boolean' },
      quiet: { type: 'boolean' },
    },
  })
  const chunks = Math.ceil(Number(values.runs ?? 2_000_000) / perChunk)
  const jobs = Number(values.jobs ?? availableParallelism())
  const file = join(import.meta.dirname, '../../out/sim-long.json')
  const saved = !values.fresh && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  const seed = Number(values.seed ?? saved?.seed ?? Date.now() % 1_000_000_007)
  /** All chunks before this one have been played. */
  let first: number = saved?.seed === seed ? saved.chunk : 0
  let next = first
  const later = new Set<number>()
  const most = { forOneNeed: 0, inOneDay: 0 }
  let failed = 0
  const workers = Array.from({ length: jobs }, () => new Worker(import.meta.filename, { workerData: { seed } }))

  console.log(`seed ${seed}, from scenario ${first * perChunk} of ${chunks * perChunk}`)
  for (const worker of workers) {
    const giveNext = () => {
      if (next < chunks) worker.postMessage(next++)
      else if (first >= chunks) end()
    }
    worker.on('message', ({ chunk, failures, mostForOneNeed, mostInOneDay }: Played) => {
      most.forOneNeed = Math.max(most.forOneNeed, mostForOneNeed)
      most.inOneDay = Math.max(most.inOneDay, mostInOneDay)
      failed += failures.length
      for (const failure of failures) console.error(`seed ${seed}, chunk ${chunk}: ${failure}`)
      if (failed > 0 && !values.all) process.exit(1)
      later.add(chunk)
      while (later.delete(first)) {
        first++
        if (!values.quiet && first % 20 === 0) console.log(`${first * perChunk} scenarios`)
      }
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify({ seed, chunk: first }))
      giveNext()
    })
    giveNext()
  }

  function end(): void {
    const how = failed === 0 ? 'the promise held' : `${failed} failed`
    console.log(`${chunks * perChunk} scenarios, seed ${seed}: ${how}`)
    console.log(`at most ${most.forOneNeed} grants for one need, ${most.inOneDay} of one keeper in one day`)
    process.exit(failed === 0 ? 0 : 1)
  }
}
