import { askLine } from './ask-line.ts'

/** Both languages' words for yes, and their first letters. */
const yes = /^(y|yes|o|oui)$/i

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
  const answer = await askLine(stdin, stderr, question)
  return answer === null ? null : yes.test(answer)
}
