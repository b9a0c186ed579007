import { HiddenLine } from './hidden-line.ts'

/** More than any form of a token has; reading stops there. Characters. */
const longest = 20_000_001

const bracketedPaste = { on: '\u001b[?2004h', off: '\u001b[?2004l' }

/**
 * A secret text from the person or program at stdin: unseen at a prompt where stdin is a terminal, else all that stdin
 * gives. Null where the person gave up with Ctrl-C. A stdin that is closed or fails gives what came until then.
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
    // Closed in the middle: what came is judged as it is.
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
  // A process that ends here leaves a terminal that shows what is typed.
  process.once('exit', restore)
  stderr.write(`${bracketedPaste.on}${prompt}`)
  try {
    // What is asked next reads from the same stdin.
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
