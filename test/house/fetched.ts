/** Something that a text has its reader fetch and run. */
export interface Fetched {
  /** The command that fetches, `npx`, or `uses`. */
  readonly by: string
  /** A package, an action with its version, or an address. */
  readonly what: string
}

/** How package managers are told to fetch a program, and to run or install it. */
const commands: readonly RegExp[] = [
  /\bnpx\b/g,
  /\bnpm\s+(?:exec|x|i|in|ins|install|add|create|init|update)\b/g,
  /\bpnpm\s+(?:dlx|add|i|install|create)\b|\bpnpx\b/g,
  /\byarn\s+(?:dlx|add|create|global\s+add)\b/g,
  /\bbunx\b|\bbun\s+(?:x|add|install|create)\b/g,
  /\bpip[3x]?\s+(?:install|run)\b|\buvx\b|\buv\s+(?:tool\s+(?:run|install)|pip\s+install|add)\b/g,
  /\b(?:gem|cargo|brew|go|apt|apt-get|dnf|apk|choco|scoop|winget|snap|flatpak)\s+install\b|\bgo\s+run\b/g,
  /\bcorepack\s+(?:use|install)\b/g,
]

/** Options of these commands that name a package, with `=` or a blank. */
const packageOption = /^(?:--package|-p)(?:=(.+))?$/
/** Options that take a word which is no package. */
const optionWithWord = /^(?:--prefix|--registry|--workspace|-w|-c|--call|-C)$/

/**
 * All that a text (a recipe, a page, a workflow) has its reader fetch and run: the packages that commands name, `npm:` and `jsr:`
 * specifiers, the actions of a workflow, and scripts that are piped into a shell. Words in prose count too: what is
 * written is copied.
 */
export function fetchedIn(text: string): Fetched[] {
  const joined = text.replace(/\\\n\s*/g, ' ')
  return joined.split('\n').flatMap((line) => [...packagesIn(line), ...specifiersIn(line), ...actionsIn(line)])
}

function packagesIn(line: string): Fetched[] {
  return commands.flatMap((command) =>
    [...line.matchAll(command)].flatMap((match) => {
      const by = match[0].replace(/\s+/g, ' ')
      const rest = line.slice((match.index ?? 0) + match[0].length).split(/[;|&`)"'<>]/)[0] ?? ''
      return packagesOf(rest.trim().split(/\s+/), by).map((what) => ({ by, what }))
    }),
  )
}

/** The packages among a command's words: those of `--package`, else the first word, or all where the command installs. */
function packagesOf(words: readonly string[], by: string): string[] {
  const named: string[] = []
  const plain: string[] = []
  words.forEach((word, index) => {
    const before = words[index - 1] ?? ''
    const option = packageOption.exec(word)
    if (option?.[1] !== undefined) named.push(option[1])
    else if (before === '--package' || before === '-p') named.push(word)
    else if (!optionWithWord.test(before) && word !== '' && !word.startsWith('-')) plain.push(word)
  })
  if (named.length > 0) return named
  return /install|add|\bi\b/.test(by) ? plain : plain.slice(0, 1)
}

function specifiersIn(line: string): Fetched[] {
  const specifiers = [...line.matchAll(/\b(npm|jsr):(@?[\w./-]+(?:@[\w.^~-]+)?)/g)]
  const scripts = [...line.matchAll(/\b(?:curl|wget|iwr)\b[^|]*\|\s*(?:sudo\s+)?(?:ba|z)?sh\b|\biwr\b.*\|\s*iex\b/g)]
  return [
    ...specifiers.map(([, by = '', what = '']) => ({ by: `${by}:`, what })),
    ...scripts.map(([what]) => ({ by: 'shell', what })),
  ]
}

function actionsIn(line: string): Fetched[] {
  const [, what] = /^\s*(?:-\s*)?uses:\s*(.+?)\s*$/.exec(line) ?? []
  return what === undefined ? [] : [{ by: 'uses', what }]
}

/** True for an action of a commit, with the version that it is in a comment; and for one that lies in the same repository. */
export function isPinned(action: string): boolean {
  return /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action) || action.startsWith('./')
}
