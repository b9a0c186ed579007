import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** A program that a Linux desktop starts when somebody logs in. */
export interface XdgAutostart {
  isOn(): Promise<boolean>
  /** Rejects where the file cannot be written. */
  turn(on: boolean): Promise<void>
}

/**
 * The autostart of the XDG specification: a desktop entry in `$XDG_CONFIG_HOME/autostart`. Takes the entry's name,
 * without an ending; what people read; and the command with its arguments.
 */
export function xdgAutostart(
  { id, name, command }: { id: string; name: string; command: readonly string[] },
  env: Readonly<Record<string, string | undefined>> = process.env,
): XdgAutostart {
  const config = env['XDG_CONFIG_HOME'] ?? ''
  // The specification has relative paths ignored.
  const folder = join(isAbsolute(config) ? config : join(homedir(), '.config'), 'autostart')
  const file = join(folder, `${id}.desktop`)
  return {
    async isOn() {
      const entry = await readFile(file, 'utf8').catch(() => null)
      // Desktops turn an entry off by a line in it.
      return entry !== null && !/^\s*(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(entry)
    },
    async turn(on) {
      if (!on) return await rm(file, { force: true })
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const unfinished = `${file}.${process.pid}`
      await writeFile(unfinished, desktopEntry(name, command))
      await rename(unfinished, file)
    },
  }
}

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

/** As the specification has it: quoted for the command line, then escaped as any string of an entry, then `%` doubled. */
function quoted(word: string): string {
  const inQuotes = `"${word.replace(/["`$\\]/g, '\\$&')}"`
  return inQuotes.replaceAll('\\', '\\\\').replaceAll('%', '%%')
}
