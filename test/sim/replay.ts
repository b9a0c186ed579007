import { play } from './play.ts'

// node test/sim/replay.ts '{"seed":…}': plays one scenario, as a failure prints it, and prints each event.

const outcome = await play(JSON.parse(process.argv[2] ?? '{}'), (line) => console.log(line))
console.log(outcome)
