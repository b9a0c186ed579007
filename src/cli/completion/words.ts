import type { Command, Option } from 'commander'
import type { Language } from '../io/language.ts'
import { describedProgram } from '../program.ts'

/** The shells that there is a script for. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof shells)[number]

export interface OptionWords {
  /** With its hyphens: "--config". */
  readonly long: string
  readonly short: string | null
  readonly description: string
  /** The next word: none of the option's, a file, or one that nobody can guess. */
  readonly value: 'none' | 'file' | 'other'
}

export interface CommandWords {
  readonly name: string
  readonly description: string
  readonly options: readonly OptionWords[]
  /** The words that may follow the command; `program`: a program of the system and its arguments. */
  readonly operands: readonly string[] | 'program'
}

/** All that a shell can complete. */
export interface ProgramWords {
  /** The options that stand before a command. */
  readonly options: readonly OptionWords[]
  readonly commands: readonly CommandWords[]
}

/** The words of the help, from the same source. */
export function wordsOf(language: Language): ProgramWords {
  const program = describedProgram(language)
  const names = program.commands.map((command) => command.name())
  const operandsOf: Readonly<Record<string, CommandWords['operands']>> = {
    run: 'program',
    completion: shells,
    alerts: ['test'],
    help: names,
  }
  return {
    options: optionsOf(program),
    commands: program.commands.map((command) => ({
      name: command.name(),
      description: command.description(),
      options: optionsOf(command),
      operands: operandsOf[command.name()] ?? [],
    })),
  }
}

const optionsOf = (command: Command): readonly OptionWords[] =>
  command.createHelp().visibleOptions(command).map(wordsOfOption)

function wordsOfOption({ long, short, description, required, flags }: Option): OptionWords {
  const value = required ? (flags.includes('<file>') ? 'file' : 'other') : 'none'
  return { long: long ?? '', short: short ?? null, description, value }
}

/** The long names of the options whose next word is of this kind, in any command, each once. */
export function optionsWith(value: OptionWords['value'], { options, commands }: ProgramWords): readonly string[] {
  const all = [...options, ...commands.flatMap((command) => command.options)]
  return [...new Set(all.filter((option) => option.value === value).map(({ long }) => long))]
}
