import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

/**
 * Resolves with what the first group of `pattern` matches in a line that `child` writes to stdout from now on.
 * Errors: that the child's output ended before.
 */
export async function waitForOutput(child: ChildProcess, pattern: RegExp): Promise<string> {
  if (!child.stdout) throw new Error('the stdout of this process is not a pipe')
  const lines = createInterface({ input: child.stdout })
  try {
    return await new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        const found = pattern.exec(line)?.[1]
        if (found !== undefined) resolve(found)
      })
      lines.on('close', () => reject(new Error(`the process ended its output without ${pattern}`)))
    })
  } finally {
    lines.close()
    child.stdout.resume()
  }
}
