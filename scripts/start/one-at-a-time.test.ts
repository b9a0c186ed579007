import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ownFolder } from '../../sandbox/folder.ts'
import { sandboxOwner, type Turn, takeTurn } from './one-at-a-time.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'turn-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function turn(of: string): Promise<Turn> {
  const taken = await takeTurn(of)
  if (!('release' in taken)) throw new Error(`process ${taken.pid} has it`)
  return taken
}

it('is one start’s at a time, which tells the next how to reach its app', async () => {
  const first = await turn(folder)
  expect(await takeTurn(folder)).toEqual({ pid: process.pid, command: null })
  first.announce(['/an/electron', '--switch'])
  expect(await takeTurn(folder)).toEqual({ pid: process.pid, command: ['/an/electron', '--switch'] })
  await first.release()

  const next = await turn(folder)
  expect(await takeTurn(folder)).toEqual({ pid: process.pid, command: null })
  await next.release()
})

it('makes the folder where there is none', async () => {
  const { release } = await turn(join(folder, 'new', 'one'))
  await release()
})

it('is taken over from a process that was killed', { timeout: 30_000 }, async () => {
  const module = JSON.stringify(join(import.meta.dirname, 'one-at-a-time.ts'))
  const source = `import { takeTurn } from ${module}; await takeTurn(${JSON.stringify(folder)}); console.log('taken'); setInterval(() => {}, 1e9)`
  const other = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(other.stdout, 'data')
  expect(await takeTurn(folder)).toEqual({ pid: other.pid, command: null })
  const ended = once(other, 'exit')
  other.kill('SIGKILL')
  await ended
  const { release } = await turn(folder)
  await release()
})

it('stays held while the same process holds the sandbox, for longer than a lock counts', {
  timeout: 30_000,
}, async () => {
  const { release } = await turn(folder)
  const sandbox = await ownFolder(folder)
  const lockFolder = join(folder, 'start.lock')
  const taken = statSync(lockFolder).mtimeMs
  // Renewed once a second.
  await expect.poll(() => statSync(lockFolder).mtimeMs, { timeout: 15_000 }).toBeGreaterThan(taken)
  await sandbox.release()
  await release()
})

it('tells who has the sandbox open', async () => {
  expect(await sandboxOwner(folder)).toBeNull()
  const { release } = await ownFolder(folder)
  expect(await sandboxOwner(folder)).toBe(process.pid)
  await release()
  expect(await sandboxOwner(folder)).toBeNull()
})
