import { performance } from 'node:perf_hooks'

/** The owner of a file: this process, by its id and start time, because ids are reused. */
export const ownProcess = `${process.pid}-${Math.floor(performance.timeOrigin)}`
/** No owner: its process let the file go in order. */
export const nobody = 'free'

/**
 * Whether the owner of a file may still come back to it. In doubt it may: `isAlive` knows no more than that some process
 * has this id now.
 */
export function isLiving(owner: string, isAlive: (pid: number) => boolean = hasProcess): boolean {
  if (owner === nobody) return false
  if (owner === ownProcess) return true
  const pid = Number(owner.split('-')[0])
  // Our id with another start time belonged to an earlier process, as 1 does in every container.
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
