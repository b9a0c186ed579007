import type { Language } from '../io/language.ts'
import { bashScript } from './bash.ts'
import { fishScript } from './fish.ts'
import { powershellScript } from './powershell.ts'
import { type ProgramWords, type Shell, shells, wordsOf } from './words.ts'
import { zshScript } from './zsh.ts'

const makers: Readonly<Record<Shell, (words: ProgramWords) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
}

export const isShell = (name: string): name is Shell => (shells as readonly string[]).includes(name)

/** The script that completes the program's words in a shell; descriptions, where the shell shows them, are in the language. */
export const scriptFor = (shell: Shell, language: Language): string => makers[shell](wordsOf(language))
