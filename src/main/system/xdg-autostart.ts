import { constants } from 'node:fs'
import { access, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, isAbsolute, join } from 'node:path'
import type { Autostart } from './autostart.ts'
import { argumentsOf, desktopEntry, hiddenEntry, readDesktopEntry } from './desktop-entry.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The effect of an entry at login: it starts its program, is switched off, or names a program that is gone. */
type Effect = 'starts' | 'off' | 'gone'

/**
 * The autostart of the XDG specification: a desktop entry in `$XDG_CONFIG_HOME/autostart`, or in one of the system's folders if
 * the person has none of that name. Takes the entry's name, without an ending; the name that people read; and the command with
 * its arguments.
 */
export function xdgAutostart(
  { id, name, command }: { id: string; name: string; command: readonly string[] },
  env: Environment = process.env,
): Autostart {
  const folder = join(absolute([env['XDG_CONFIG_HOME'] ?? ''])[0] ?? join(homedir(), '.config'), 'autostart')
  const own = join(folder, `${id}.desktop`)
  const systems = absolute((env['XDG_CONFIG_DIRS'] || '/etc/xdg').split(':')).map((each) =>
    join(each, 'autostart', `${id}.desktop`),
  )
  const write = async (entry: string) => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const unfinished = `${own}.${process.pid}`
    await writeFile(unfinished, entry)
    await rename(unfinished, own)
  }
  const effect = async () => {
    const entry = await firstOf([own, ...systems])
    return entry === null ? 'off' : await effectOf(entry, env)
  }
  return {
    look: async () => ({ isOn: (await effect()) === 'starts', obstacle: null }),
    async turn(on) {
      if (on) await write(desktopEntry(name, command))
      else if ((await firstOf(systems)) !== null) await write(hiddenEntry)
      else await rm(own, { force: true })
    },
    async repair() {
      if ((await effect()) === 'gone') await write(desktopEntry(name, command))
    },
  }
}

/** Absolute paths only: the specification ignores relative ones. */
const absolute = (paths: readonly string[]) => paths.filter((path) => isAbsolute(path))

async function firstOf(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text !== null) return text
  }
  return null
}

async function effectOf(text: string, env: Environment): Promise<Effect> {
  const entry = readDesktopEntry(text)
  const is = (key: string, value: string) => entry.get(key)?.toLowerCase() === value
  if (entry.get('Type') !== 'Application' || is('Hidden', 'true')) return 'off'
  // The switch of GNOME and its relatives, which others heed as well.
  if (is('X-GNOME-Autostart-enabled', 'false') || is('X-MATE-Autostart-enabled', 'false')) return 'off'
  if (!isShown(entry, env)) return 'off'
  const [tried] = argumentsOf(entry.get('TryExec') ?? '')
  if (tried !== undefined && !(await isProgram(tried, env))) return 'gone'
  const [program, argument] = startedBy(argumentsOf(entry.get('Exec') ?? ''))
  if (program === undefined) return 'off'
  if (!(await isProgram(program, env))) return 'gone'
  // The first argument may be the folder that Electron is started with in development, or a program that another one starts.
  const isThere = argument === undefined || !isAbsolute(argument) || (await exists(argument))
  return isThere ? 'starts' : 'gone'
}

/** Whether the entry is for this session's desktop: the first of the desktop's names that is listed decides. */
function isShown(entry: ReadonlyMap<string, string>, env: Environment): boolean {
  const listed = (key: string) => entry.get(key)?.split(';') ?? []
  for (const desktop of (env['XDG_CURRENT_DESKTOP'] ?? '').split(':')) {
    if (desktop === '') continue
    if (listed('OnlyShowIn').includes(desktop)) return true
    if (listed('NotShowIn').includes(desktop)) return false
  }
  return !entry.has('OnlyShowIn')
}

/** The command without a leading `env` that only sets variables. */
function startedBy(words: readonly string[]): readonly string[] {
  const [first = '', ...others] = words
  if (basename(first) !== 'env') return words
  const start = others.findIndex((word) => !/^(-.*|\w+=.*)$/s.test(word))
  return start === -1 ? [] : others.slice(start)
}

async function isProgram(name: string, env: Environment): Promise<boolean> {
  const paths = isAbsolute(name) ? [name] : absolute((env['PATH'] ?? '').split(':')).map((each) => join(each, name))
  for (const path of paths) if (await isExecutable(path)) return true
  return false
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
