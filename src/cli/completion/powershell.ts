import { type CommandWords, type OptionWords, optionsWith, type ProgramWords } from './words.ts'

/** Completion for Windows PowerShell 5.1 and for PowerShell 7. */
export function powershellScript(words: ProgramWords): string {
  const withValue = [...optionsWith('file', words), ...optionsWith('other', words)]
  const first = [...words.commands.map(({ name, description }) => entry(name, description)), ...entries(words.options)]
  return `# Completion of gazelle-keeper for PowerShell. Made by: gazelle-keeper completion powershell
Register-ArgumentCompleter -Native -CommandName 'gazelle-keeper', 'gazelle-keeper.cmd', 'gazelle-keeper.ps1' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = [ordered]@{
    '' = @(${first.join(', ')})
${words.commands.map(lineOf).join('\n')}
  }
  $withValue = @(${withValue.map(quoted).join(', ')})
  $before = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
    ForEach-Object { $_.Extent.Text })
  $command = ''
  $skip = $false
  foreach ($word in $before) {
    if ($skip) { $skip = $false }
    elseif ($withValue -contains $word) { $skip = $true }
    elseif ($word -notlike '-*') { $command = $word; break }
  }
  # A value is wanted: PowerShell's own completion of files answers.
  if ($before.Count -gt 0 -and $withValue -contains $before[-1]) { return }
  $words[$command] | Where-Object { $_ -and $_[0] -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $_[1])
  }
}
`
}

function lineOf({ name, options, operands }: CommandWords): string {
  const rest = operands === 'program' ? ['--'] : operands
  return `    ${quoted(name)} = @(${[...rest.map((word) => entry(word, word)), ...entries(options)].join(', ')})`
}

const entries = (options: readonly OptionWords[]) => options.map(({ long, description }) => entry(long, description))

/** A word and its tooltip; the comma before it keeps PowerShell from joining the pairs. */
const entry = (word: string, tooltip: string): string => `, @(${quoted(word)}, ${quoted(tooltip)})`

/** In PowerShell typographic apostrophes end a text as well as a plain one does. */
const quoted = (text: string): string => `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`
