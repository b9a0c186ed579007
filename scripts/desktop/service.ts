import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

const startLimitMs = 15_000
const stopLimitMs = 5_000

/** A program that runs in the background until it is stopped, or until this process ends. */
export type Service = { process: ChildProcess; stop: () => Promise<void> }

const running = new Set<ChildProcess>()
process.on('exit', stopAllNow)

/**
 * Starts `command` and waits until `ready`, which gets the child process, resolves. Errors: the program is missing, ended, or was
 * silent for 15 s (the error has its stderr); it is then stopped.
 */
export async function startService<T>(
  [command, ...args]: [string, ...string[]],
  env: Record<string, string>,
  stdio: StdioOptions,
  ready: (child: ChildProcess) => Promise<T>,
): Promise<Service & { answer: T }> {
  // In a process group of its own, so that Ctrl-C in a terminal reaches the application first, not the display below it.
  const child = spawn(command, args, { env, stdio, detached: true })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const failure = failureOf(child, command)
  try {
    const answer = await Promise.race([ready(child), failure.promise])
    return { process: child, answer, stop: () => stop(child) }
  } catch (error) {
    await stop(child)
    throw error
  } finally {
    failure.stopWatching()
  }
}

/** Rejects when the child ends, cannot be started or takes too long. */
function failureOf(child: ChildProcess, command: string) {
  let written = ''
  let fail: (what: string) => void = () => {}
  const promise = new Promise<never>((_, reject) => {
    fail = (what) => reject(new Error(`${command} ${what}. ${written.trim()}`.trim()))
  })
  child.stderr?.on('data', (data) => {
    written = (written + data).slice(-2_000)
  })
  const timer = setTimeout(() => fail(`was not ready within ${startLimitMs / 1000} s`), startLimitMs)
  const onExit = (code: number | null, signal: string | null) => fail(`ended (${signal ?? `exit code ${code}`})`)
  child.once('exit', onExit)
  child.once('error', (error) => fail(`could not be started: ${error.message}`))
  promise.catch(() => {})
  return {
    promise,
    stopWatching: () => {
      clearTimeout(timer)
      child.off('exit', onExit)
    },
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
  await exited
  clearTimeout(timer)
}

/**
 * Stops every running child and waits for its end without events, as an exiting process must. Their folders can be removed then.
 */
function stopAllNow(): void {
  for (const child of running) child.kill('SIGTERM')
  const deadline = performance.now() + stopLimitMs
  const pause = new Int32Array(new SharedArrayBuffer(4))
  while (performance.now() < deadline && [...running].some(isAlive)) Atomics.wait(pause, 0, 0, 10)
  for (const child of running) child.kill('SIGKILL')
}

/** A dead child stays a zombie (Z) until its parent, which is exiting, has read its exit code. */
function isAlive({ pid }: ChildProcess): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.charAt(stat.lastIndexOf(')') + 2) !== 'Z'
  } catch {
    return false
  }
}

/** Gives the first line of `stream`, without its line end. */
export async function firstLine(stream: NodeJS.ReadableStream | null | undefined): Promise<string> {
  if (!stream) throw new Error('there is no such stream')
  let text = ''
  return new Promise((resolve) => {
    // Keep reading after the line, or the program would block once the pipe is full.
    stream.on('data', (data) => {
      text = text.includes('\n') ? text : text + data
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
    })
  })
}
