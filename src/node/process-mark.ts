import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'

/** A process, told apart from all others that ever were, as far as possible. */
export interface ProcessMark {
  /** Where its id is valid: this computer; on Linux since its start, and in this container. */
  readonly place: string
  readonly pid: number
  /** Its start time in the system's own ticks, as ids are reused. Null if the system is not asked for it. */
  readonly startedAt: string | null
}

/** The mark of this process; null where the system does not tell enough. */
export function ownMark(): ProcessMark | null {
  const place = ownPlace()
  if (place === null) return null
  const startedAt = process.platform === 'linux' ? (linuxProcess(process.pid)?.startedAt ?? null) : null
  return process.platform === 'linux' && startedAt === null ? null : { place, pid: process.pid, startedAt }
}

/**
 * Whether the process of this mark has certainly ended. In doubt it has not: it belongs to another computer or container, or
 * to this one before a restart; or its id is in use and the system does not tell since when.
 */
export function hasEnded({ place, pid, startedAt }: ProcessMark): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || place !== ownPlace()) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true
  }
  if (process.platform !== 'linux') return false
  const found = linuxProcess(pid)
  return found !== null && startedAt !== null && (found.startedAt !== startedAt || found.isDead)
}

/** The names are as in proc_pid_stat(5). */
function linuxProcess(pid: number): { startedAt: string; isDead: boolean } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The program's own name comes before, in brackets, and may have blanks and brackets in it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, startedAt] = [fields[0], fields[19]]
    if (state === undefined || startedAt === undefined) return null
    // A zombie process does nothing any more.
    return { startedAt, isDead: state === 'Z' || state === 'X' }
  } catch {
    return null
  }
}

let known: string | null | undefined

function ownPlace(): string | null {
  if (known === undefined) known = findPlace()
  return known
}

function findPlace(): string | null {
  try {
    const parts = process.platform === 'linux' ? linuxPlace() : hardwareAddresses()
    if (parts.length === 0) return null
    return createHash('sha256')
      .update(JSON.stringify([process.platform, hostname(), ...parts]))
      .digest('hex')
  } catch {
    return null
  }
}

/** The kernel since its start, and the namespaces in which ids and times of processes are counted. */
function linuxPlace(): string[] {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  return boot === '' ? [] : [boot, readlinkSync('/proc/self/ns/pid'), timeNamespace()]
}

/** Linux has it since 5.6. */
function timeNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/time')
  } catch {
    return ''
  }
}

function hardwareAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each = []) => each.map(({ mac }) => mac))
  return [...new Set(addresses)].filter((mac) => mac !== '00:00:00:00:00:00').sort()
}
