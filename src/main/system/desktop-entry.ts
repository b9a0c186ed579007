// Desktop entries, by the Desktop Entry Specification 1.5: they tell a Linux desktop which programs to start, and how.

/** A desktop entry that starts the command. */
export function desktopEntry(name: string, command: readonly string[]): string {
  return `[Desktop Entry]
Type=Application
Name=${name}
Exec=${command.map(quoted).join(' ')}
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
`
}

/** A desktop entry that opens the links of a scheme with the command, and stands in no menu. The link is one word, after "--". */
export function linkEntry(name: string, command: readonly string[], scheme: string): string {
  return `[Desktop Entry]
Type=Application
Name=${name}
Exec=${[...command, '--'].map(quotedIfNeeded).join(' ')} %u
Terminal=false
StartupNotify=false
NoDisplay=true
MimeType=x-scheme-handler/${scheme};
`
}

/** A desktop entry that hides another of its name. */
export const hiddenEntry = `[Desktop Entry]
Type=Application
Hidden=true
`

/** The keys and raw values of the group "Desktop Entry". */
export function readDesktopEntry(text: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  let group: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[(.*)\]\s*$/.exec(line)
    const [, key, value] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (header !== null) group = header[1]
    else if (group === 'Desktop Entry' && key !== undefined && value !== undefined) keys.set(key, value)
  }
  return keys
}

/** The words of an `Exec` line: the program and its arguments. Field codes, which stand for files to open, are left out. */
export function argumentsOf(exec: string): string[] {
  const text = exec.replace(/\\([sntr\\])/g, (_all, letter: string) => escaped[letter] ?? letter)
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)/gs)]
    .map(([, inQuotes, bare = '']) => inQuotes?.replace(/\\(.)/gs, '$1') ?? bare)
    .filter((word) => !/^%[a-zA-Z]$/.test(word))
    .map((word) => word.replaceAll('%%', '%'))
}

const escaped: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }

/** Quotes a word as the specification has it: for the command line, then as any string of an entry, then with `%` doubled. */
function quoted(word: string): string {
  const inQuotes = `"${word.replace(/["`$\\]/g, '\\$&')}"`
  return inQuotes.replaceAll('\\', '\\\\').replaceAll('%', '%%')
}

/** Without a desktop it is `xdg-open` that reads the line, and takes quotation marks for a part of the program's name. */
function quotedIfNeeded(word: string): string {
  return /^[\w./+-]+$/.test(word) ? word : quoted(word)
}
