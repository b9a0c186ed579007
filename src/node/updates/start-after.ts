import { spawn } from 'node:child_process'

/**
 * Waits for the end of a process, half a minute at most, and becomes the program: `$1` is the process, the rest the program and its
 * arguments. A shell of the system's, because what the program of this process is may be gone by then: an AppImage is unmounted at its
 * end, and a package has been replaced.
 */
const waitAndStart = `pid=$1
shift
tries=0
while kill -0 "$pid" 2>/dev/null && test $tries -lt 300; do sleep 0.1; tries=$((tries + 1)); done
exec "$@"`

/** What an AppImage's runtime tells the program in it, which is another one's by then. */
const ofAppImage = ['APPIMAGE', 'APPDIR', 'ARGV0', 'OWD']

/** Has a program started once a process has ended, on Linux and macOS. */
export function startAfter(pid: number, program: string, args: readonly string[], env = process.env): void {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !ofAppImage.includes(name)))
  spawn('/bin/sh', ['-c', waitAndStart, 'sh', String(pid), program, ...args], {
    cwd: '/',
    env: own,
    stdio: 'ignore',
    detached: true,
  }).unref()
}
