import { performance } from 'node:perf_hooks'

/** Who keeps a file: a process, by its id and when it began, because ids are given again. */
export const ownProcess = `${process.pid}-${Math.floor(performance.timeOrigin)}`
/** Nobody: its process let it go in order. */
export const nobody = 'free'

/**
 * Whether the owner of a file may still come back to it. In doubt it may: `isAlive` knows no more than that some process
 * has this id now.
 */
export function isLiving(owner: string, isAlive: (pid: number) => boolean = hasProcess): boolean {
  if (owner === nobody) return false
  if (owner === ownProcess) return true
  const pid = Number(owner.split('-')[0])
  // Ours, and yet another beginning: it was given to a process before us, as 1 is in every container.
  return pid !== process.pid && isAlive(pid)
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
