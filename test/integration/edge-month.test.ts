import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runNode } from '../cli/cli-process.ts'

const soak = join(import.meta.dirname, '../soak/edge/main.ts')

// The beginning of what `npm run soak:edge` lives for a month.
describe.runIf(process.platform === 'linux')('a day with the function, a desktop keeper and two checks', () => {
  it('keeps the row working, renews once for each need, and outlives kills at random moments', async () => {
    const args = [soak, '--built', '--quiet', '--seed', '979', '--days', '1', '--kills', '8']
    const { code, stdout, stderr } = await runNode(args, { env: process.env })
    expect({ code, stdout, stderr }).toMatchObject({ code: 0, stdout: expect.stringContaining('8 kills') })
  }, 600_000)
})
