import { writeSync } from 'node:fs'
import { createKeeper, KeeperError, type KeeperOptions } from '../../src/library/index.ts'

/**
 * A program on the library that runs on Deno as on Node: takes the options of the keeper as JSON in its one argument, asks for a
 * token, and says how that ended in one line of JSON.
 */
async function main(): Promise<void> {
  const keeper = createKeeper(JSON.parse(process.argv[2] ?? '') as KeeperOptions)
  const since = performance.now()
  const ending = await keeper.token().then(
    () => 'a token',
    (error: unknown) =>
      error instanceof KeeperError ? `${error.name}: ${JSON.stringify(error.problem)}` : String(error),
  )
  const milliseconds = performance.now() - since
  const { works } = keeper.state
  await keeper.close({ saveWithinMilliseconds: 0 })
  writeSync(1, `${JSON.stringify({ ending, works, keeping: keeper.keeping, milliseconds })}\n`)
}

void main()
