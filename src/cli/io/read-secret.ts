import { HiddenLine } from './hidden-line.ts'
import { wrapFor } from './wrap.ts'

/** One character more than the longest text that may hold a token; reading stops there. */
const longest = 20_000_001

const bracketedPaste = { on: '\u001b[?2004h', off: '\u001b[?2004l' }

/**
 * A secret text from the person or program at stdin: typed unseen at a prompt if stdin is a terminal, else everything on stdin.
 * Null if the person gave up with Ctrl-C. If stdin closes or fails, gives the text received so far.
 */
export async function readSecret(
  stdin: NodeJS.ReadStream,
  stderr: NodeJS.WriteStream,
  prompt: string,
): Promise<string | null> {
  return stdin.isTTY === true ? ask(stdin, stderr, prompt) : readAll(stdin)
}

async function readAll(stdin: NodeJS.ReadStream): Promise<string> {
  let text = ''
  try {
    stdin.setEncoding('utf8')
    for await (const chunk of stdin) {
      text += chunk
      if (text.length > longest) break
    }
  } catch {
    // Stdin closed midway: the text so far is judged as it is.
  }
  return text
}

async function ask(stdin: NodeJS.ReadStream, stderr: NodeJS.WriteStream, prompt: string): Promise<string | null> {
  const line = new HiddenLine()
  stdin.setEncoding('utf8')
  stdin.setRawMode(true)
  const restore = () => {
    stdin.setRawMode(false)
    stderr.write(`${bracketedPaste.off}\n`)
  }
  // A process that ends here must restore the terminal's echo.
  process.once('exit', restore)
  stderr.write(`${bracketedPaste.on}${wrapFor(stderr, prompt)}`)
  try {
    // The next question reads from the same stdin.
    for await (const chunk of stdin.iterator({ destroyOnReturn: false })) {
      const typed = line.take(String(chunk))
      if (typed !== 'more') return typed === 'done' ? line.text : null
    }
    return line.text
  } finally {
    process.removeListener('exit', restore)
    restore()
    stdin.pause()
  }
}
