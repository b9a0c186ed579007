import { readdirSync, readFileSync } from 'node:fs'

// What a program and all that it has started cost, as Linux counts it in /proc.

/** In bytes. */
export interface Memory {
  /** Files that are mapped by several processes are divided among them, those of other programs too. */
  readonly pss: number
  /** What the processes have for themselves, with no file behind it. */
  readonly anonymous: number
  /** Memory with no file behind it that they share between themselves. */
  readonly shared: number
}

export function memoryOf(pid: number): Memory {
  const all = treeOf(pid).map((each) => readProc(`${each}/smaps_rollup`))
  const sum = (field: string) => {
    const line = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm')
    return all.reduce((bytes, rollup) => bytes + Number(line.exec(rollup)?.[1] ?? 0) * 1024, 0)
  }
  return { pss: sum('Pss'), anonymous: sum('Pss_Anon'), shared: sum('Pss_Shmem') }
}

/** What the threads of a program have done since they began, each by its name in /proc. */
export type Work = ReadonlyMap<string, { readonly milliseconds: number; readonly wakeUps: number }>

/**
 * The time on a processor, and how often each thread has gone to sleep of its own accord, so as to be woken again: a processor
 * that could rest has to begin for it.
 */
export function workOf(pid: number): Work {
  const work = new Map<string, { milliseconds: number; wakeUps: number }>()
  for (const process of treeOf(pid)) {
    for (const thread of listProc(`${process}/task`)) {
      const path = `${process}/task/${thread}`
      const [nanoseconds = '0'] = readProc(`${path}/schedstat`).split(' ')
      const [, switches = '0'] = /^voluntary_ctxt_switches:\s+(\d+)$/m.exec(readProc(`${path}/status`)) ?? []
      work.set(path, { milliseconds: Number(nanoseconds) / 1e6, wakeUps: Number(switches) })
    }
  }
  return work
}

/** What was done between two looks, by the threads that were there at the second one. */
export function workBetween(before: Work, after: Work): { milliseconds: number; wakeUps: number } {
  const sum = { milliseconds: 0, wakeUps: 0 }
  for (const [thread, { milliseconds, wakeUps }] of after) {
    const earlier = before.get(thread)
    sum.milliseconds += milliseconds - (earlier?.milliseconds ?? 0)
    sum.wakeUps += wakeUps - (earlier?.wakeUps ?? 0)
  }
  return sum
}

/** The process and everything it has started, that still runs. */
function treeOf(pid: number): number[] {
  const parents = listProc('')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const)
  const below = (parent: number): number[] =>
    parents.filter(([, its]) => its === parent).flatMap(([child]) => [child, ...below(child)])
  return [pid, ...below(pid)]
}

function parentOf(pid: string): number | null {
  // After the name in parentheses: state, parent.
  const [, parent] = /\) \S (\d+)/.exec(readProc(`${pid}/stat`)) ?? []
  return parent === undefined ? null : Number(parent)
}

/** Empty for a process that has ended meanwhile, as is the next one. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}

function listProc(path: string): string[] {
  try {
    return readdirSync(`/proc/${path}`)
  } catch {
    return []
  }
}
