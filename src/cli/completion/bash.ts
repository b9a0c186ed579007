import { type CommandWords, optionsWith, type ProgramWords } from './words.ts'

/** Completion for bash 3.2 and newer, with or without the package bash-completion. */
export function bashScript(words: ProgramWords): string {
  const [files, others] = [optionsWith('file', words), optionsWith('other', words)]
  const names = words.commands.map(({ name }) => name)
  return `# Completion of gazelle-keeper for bash. Made by: gazelle-keeper completion bash
_gazelle_keeper() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local index=1 command= program=0 words=
  COMPREPLY=()
  # bash takes "--config=x" for three words.
  if [ "$current" = = ]; then current=; elif [ "$previous" = = ]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  while [ "$index" -lt "$COMP_CWORD" ] && [ "$program" = 0 ]; do
    case \${COMP_WORDS[index]} in
      ${[...files, ...others].join('|')})
        index=$((index + 1))
        if [ "\${COMP_WORDS[index]}" = = ]; then index=$((index + 1)); fi ;;
      -*) ;;
      *) if [ -z "$command" ]; then command=\${COMP_WORDS[index]}; else program=$index; fi ;;
    esac
    index=$((index + 1))
  done
  if [ "$command" = run ] && [ "$program" != 0 ]; then
    if declare -F _command_offset >/dev/null; then _command_offset "$program"; else _gazelle_keeper_files; fi
    return
  fi
  case $previous in
    ${files.join('|')}) _gazelle_keeper_files; return ;;
    ${others.join('|')}) return ;;
  esac
  case $command in
    '') words='${[...names, ...words.options.map(({ long }) => long)].join(' ')}' ;;
${words.commands.map(caseOf).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ "$command" = run ] && [ "\${current#-}" = "$current" ]; then
    COMPREPLY=("\${COMPREPLY[@]}" $(compgen -c -- "$current"))
  fi
}
_gazelle_keeper_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$current"))
}
complete -F _gazelle_keeper gazelle-keeper
`
}

function caseOf({ name, options, operands }: CommandWords): string {
  const long = options.map((option) => option.long)
  // The program's own words come after these.
  const rest = operands === 'program' ? ['--'] : operands
  return `    ${name}) words='${[...rest, ...long].join(' ')}' ;;`
}
