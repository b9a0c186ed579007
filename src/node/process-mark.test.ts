import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { hasEnded, ownMark, type ProcessMark } from './process-mark.ts'

const own = ownMark() as ProcessMark
const module = pathToFileURL(`${import.meta.dirname}/process-mark.ts`).href
const tellMark = `import(${JSON.stringify(module)}).then(({ ownMark }) => console.log(JSON.stringify(ownMark())))`

/** A process that has told its mark and lives until it is killed. */
async function startMarked(before: readonly string[] = []) {
  const [command = '', ...args] = [...before, process.execPath, '-e', `${tellMark}; setInterval(() => {}, 1000)`]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { child, mark: JSON.parse(line) as ProcessMark }
}

describe('a process', () => {
  it('has not ended while it lives, and has once it was killed', async () => {
    const { child, mark } = await startMarked()
    expect(mark).toMatchObject({ place: own.place, pid: child.pid })
    expect(hasEnded(mark)).toBe(false)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(hasEnded(mark)).toBe(true)
  })

  it('is not ended for itself, nor for its own threads', async () => {
    expect(hasEnded(own)).toBe(false)
    const worker = new Worker(
      `import(${JSON.stringify(module)}).then(({ ownMark }) =>
        require('node:worker_threads').parentPort.postMessage(ownMark()))`,
      { eval: true },
    )
    const [mark] = await once(worker, 'message')
    expect(mark).toEqual(own)
    expect(hasEnded(mark)).toBe(false)
  })

  it.runIf(process.platform === 'linux')('has ended where another has its id by now', () => {
    expect(hasEnded({ ...own, startedAt: `${Number(own.startedAt) - 1}` })).toBe(true)
  })

  it.runIf(process.platform === 'linux')('has ended where nobody has waited for it', async () => {
    // A shell that starts it, says which it is, and never waits for it.
    const script = `"$0" -e '${tellMark}; setInterval(() => {}, 1000)' & exec sleep 60`
    const parent = spawn('sh', ['-c', script, process.execPath], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(createInterface({ input: parent.stdout }), 'line')
    const mark: ProcessMark = JSON.parse(line)
    expect(hasEnded(mark)).toBe(false)
    process.kill(mark.pid, 'SIGKILL')
    await expect.poll(() => hasEnded(mark)).toBe(true)
    expect(readFileSync(`/proc/${mark.pid}/stat`, 'latin1')).toContain(') Z ')
    parent.kill('SIGKILL')
    await once(parent, 'exit')
  })

  it.each<[string, (ended: ProcessMark) => ProcessMark]>([
    ['of another computer, container, or start of this one', (ended) => ({ ...ended, place: 'elsewhere' })],
    ['without a place', (ended) => ({ pid: ended.pid, startedAt: ended.startedAt }) as ProcessMark],
    ['without an id', (ended) => ({ ...ended, pid: Number.NaN })],
    ['of the id of a group', (ended) => ({ ...ended, pid: -ended.pid })],
    ['of id 0', (ended) => ({ ...ended, pid: 0 })],
    ['whose id lives, and whose beginning is not known', (ended) => ({ ...ended, pid: process.pid, startedAt: null })],
  ])('may live: %s', async (_, change) => {
    const { child, mark } = await startMarked()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(hasEnded(change(mark))).toBe(false)
  })
})
