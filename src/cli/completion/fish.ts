import { type CommandWords, type OptionWords, optionsWith, type ProgramWords } from './words.ts'

/** Completion for fish 3 and newer. */
export function fishScript(words: ProgramWords): string {
  const withValue = [...optionsWith('file', words), ...optionsWith('other', words)]
  const lines = [
    ...words.options.map((option) => lineOf("''", option)),
    ...words.commands.map(({ name, description }) => {
      return `complete -c gazelle-keeper -n "__gazelle_keeper_is ''" -a ${name} -d ${quoted(description)}`
    }),
    ...words.commands.flatMap(linesOf),
  ]
  return `# Completion of gazelle-keeper for fish. Made by: gazelle-keeper completion fish
function __gazelle_keeper_is -d 'Whether the command before the cursor is this one; an empty word: whether there is none yet'
    set -l found ''
    set -l skip no
    for word in (commandline -opc)[2..-1]
        if test $skip = yes
            set skip no
        else if contains -- $word ${withValue.join(' ')}
            set skip yes
        else if not string match -q -- '-*' $word
            set found $word
            break
        end
    end
    test "$found" = "$argv[1]"
end
complete -c gazelle-keeper -f
${lines.join('\n')}
`
}

function linesOf({ name, options, operands }: CommandWords): readonly string[] {
  const condition = `-n '__gazelle_keeper_is ${name}'`
  const rest =
    operands === 'program'
      ? [`complete -c gazelle-keeper ${condition} -F -a '(__fish_complete_command)'`]
      : operands.map((word) => `complete -c gazelle-keeper ${condition} -a ${word}`)
  return [...options.map((option) => lineOf(name, option)), ...rest]
}

function lineOf(command: string, { long, description, value }: OptionWords): string {
  const argument = { none: '', file: ' -r -F', other: ' -x' }[value]
  return `complete -c gazelle-keeper -n "__gazelle_keeper_is ${command}" -l ${long.slice(2)}${argument} -d ${quoted(description)}`
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
