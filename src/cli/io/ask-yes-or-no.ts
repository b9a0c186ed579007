import { createInterface } from 'node:readline/promises'
import { wrapFor } from './wrap.ts'

/** Both languages' words for yes, and their first letters. */
const yes = /^(y|yes|o|oui)$/i

export const isYes = (answer: string): boolean => yes.test(answer.trim())

/**
 * Asks a person at the terminal; anything but a yes is a no. Null if nobody can be asked: stdin or stderr is no terminal, or
 * stdin has ended.
 */
export async function askYesOrNo(
  stdin: NodeJS.ReadStream,
  stderr: NodeJS.WriteStream,
  question: string,
): Promise<boolean | null> {
  if (stdin.isTTY !== true || stderr.isTTY !== true) return null
  const reader = createInterface({ input: stdin, output: stderr })
  const ended = new Promise<null>((resolve) => reader.once('close', () => resolve(null)))
  const answer = await Promise.race([reader.question(wrapFor(stderr, question)), ended])
  reader.close()
  return answer === null ? null : isYes(answer)
}
