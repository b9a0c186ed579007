import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

let drawn = 0

/** Bytes that read, in base64url, as "made-up-0001-made-up-0001-…", each time with the next number. */
function madeUpBytes(size: number): Buffer {
  drawn += 1
  const word = `made-up-${String(drawn).padStart(4, '0')}-`
  return Buffer.from(word.repeat(Math.ceil((size * 2) / word.length)), 'base64url').subarray(0, size)
}

/**
 * Lets whatever is drawn at random in this process be made up for all to see: tokens and passwords of a sandbox that lie in a
 * repository must look like none. Call it before the sandbox's modules are loaded, in a process that is for nothing else.
 */
export function drawMadeUp(): void {
  crypto.randomBytes = ((size: number) => madeUpBytes(size)) as typeof crypto.randomBytes
  syncBuiltinESMExports()
}
