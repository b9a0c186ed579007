import type { CommandWords, OptionWords, ProgramWords } from './words.ts'

/** Completion for zsh, as a file of `fpath` or read by `source`. */
export function zshScript({ options, commands }: ProgramWords): string {
  return `#compdef gazelle-keeper
# Completion of gazelle-keeper for zsh. Made by: gazelle-keeper completion zsh
_gazelle-keeper() {
  local curcontext="$curcontext" state line
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}`).join('\n')}
  )
  _arguments -C ${options.map(specOf).join(' ')} '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $line[1] in
${commands.map(caseOf).join('\n')}
      esac ;;
  esac
}
if [ "$funcstack[1]" = _gazelle-keeper ]; then _gazelle-keeper "$@"; else compdef _gazelle-keeper gazelle-keeper; fi
`
}

function caseOf({ name, options, operands }: CommandWords): string {
  const rest = operands === 'program' ? ["'*::program:_normal'"] : []
  const word = operands !== 'program' && operands.length > 0 ? [`'1: :(${operands.join(' ')})'`] : []
  // The options of run end where its program begins.
  const ends = operands === 'program' ? `-A '-*' ` : ''
  return `        ${name}) _arguments ${ends}${[...options.map(specOf), ...word, ...rest].join(' ')} ;;`
}

function specOf({ long, description, value }: OptionWords): string {
  const argument = value === 'none' ? '' : value === 'file' ? ':file:_files' : ': : '
  return quoted(`${long}${value === 'none' ? '' : '='}[${description.replace(/[[\]\\:]/g, '\\$&')}]${argument}`)
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
