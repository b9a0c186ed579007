import type { Command } from 'commander'
import { describedProgram } from '../../src/cli/program.ts'
import { version } from '../../src/cli/version.ts'
import { type HelpKey, helpText } from '../../src/shared/catalogue/command-line/help.ts'
import type { Language } from '../../src/shared/catalogue/languages.ts'

/** The manual page, in roff with the macros of man(7), from the texts of the help. */
export function manPage(language: Language): string {
  const program = describedProgram(language)
  const say = (key: HelpKey) => helpText(language, key)
  const [configuration = '', exit = ''] = say('help.after').split('\n\n')
  const common = new Set(program.options.map(({ long }) => long))
  return [
    `.TH GAZELLE\\-KEEPER 1 "" "Gazelle Keeper ${version}"`,
    `.SH ${say('help.man.name')}`,
    `${exact(program.name())} \\- ${prose(program.description())}`,
    '.SH SYNOPSIS',
    `.B ${exact(program.name())}`,
    prose(program.usage()),
    '.SH OPTIONS',
    ...optionsOf(program, new Set()),
    `.SH ${say('help.man.commands')}`,
    ...program.commands.flatMap((command) => [
      `.SS ${exact(`${command.name()} ${command.usage()}`.trim())}`,
      prose(sentence(command.description())),
      ...optionsOf(command, common),
    ]),
    ...block(say('help.man.configuration'), configuration),
    ...block(say('help.man.exit'), exit),
    '',
  ].join('\n')
}

/** The options of a command, without those of these names, and without --help. */
function optionsOf(command: Command, known: ReadonlySet<string | undefined>): string[] {
  const help = command.createHelp()
  return help
    .visibleOptions(command)
    .filter(({ long }) => !known.has(long) && (known.size === 0 || long !== '--help'))
    .flatMap((option) => ['.TP', `.B ${exact(help.optionTerm(option))}`, prose(option.description)])
}

/** Lines that stay as they are. */
const block = (title: string, text: string): string[] => [`.SH ${title}`, '.nf', ...text.split('\n').map(prose), '.fi']

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** A line of text that roff does not take for a request. */
const prose = (text: string): string => text.replaceAll('\\', '\\e').replace(/^[.']/, '\\&$&')

/** Words that are typed: their hyphens stay plain ones, which can be copied and searched. */
const exact = (text: string): string => prose(text).replaceAll('-', '\\-')
