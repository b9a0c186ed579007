import { wrapFor } from './wrap.ts'

/**
 * Asks the person at the terminal for a line that may be seen, such as an address. The terminal itself takes corrections, and a
 * Ctrl-C ends the process. Null if stdin has ended. Unlike Node's own reader of lines it leaves stdin as `readSecret` needs it.
 */
export async function askLine(
  stdin: NodeJS.ReadStream,
  stderr: NodeJS.WriteStream,
  question: string,
): Promise<string | null> {
  stdin.setEncoding('utf8')
  stderr.write(wrapFor(stderr, question))
  try {
    for await (const chunk of stdin.iterator({ destroyOnReturn: false })) {
      return String(chunk).split('\n', 1)[0]?.trim() ?? ''
    }
    return null
  } finally {
    stdin.pause()
  }
}
