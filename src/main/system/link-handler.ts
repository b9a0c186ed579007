import { execFile } from 'node:child_process'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { promisify } from 'node:util'
import { app } from 'electron'
import { linkEntryFile } from '../../node/own-places.ts'
import { desktopEntryName } from '../../shared/app-id.ts'
import { linkScheme } from '../../shared/sign-in-link.ts'
import { takesLinks } from '../start/this-edition.ts'
import { linkEntry } from './desktop-entry.ts'
import { isInstalledForAll } from './installed-entry.ts'
import { ownCommand } from './system-autostart.ts'

/** The way in which a system learns that it is this app that opens links of its scheme. */
export interface LinkHandler {
  /** Tells the system, unless it knows. Never rejects: where the system does not take it, its links open nothing. */
  register(): Promise<void>
  /** Takes that back, except for what lies in a file: that is removed with the app's other files. */
  unregister(): void
}

/** How long the system's tool may take, in milliseconds. */
const toolMilliseconds = 30_000

/** The link handler of this system. On macOS the bundle says what it opens, and takes that along when it is removed. */
export function systemLinkHandler(): LinkHandler {
  if (!takesLinks()) return none
  switch (process.platform) {
    case 'linux':
      return xdgLinkHandler({
        file: linkEntryFile(),
        entry: linkEntry(app.getName(), ownCommand(), linkScheme),
        isKnown: () => isInstalledForAll(desktopEntryName, ownCommand()[0]),
        prefer,
      })
    case 'win32':
      return windowsLinkHandler(app, ownCommand())
    default:
      return none
  }
}

const none: LinkHandler = { register: async () => undefined, unregister: () => undefined }

/**
 * A desktop entry of the person's own, which names the scheme. `prefer` makes it the one that opens the scheme's links: once for
 * each content of the entry, because the person may have preferred another program since. Where the system knows it from an entry
 * that is for everybody, the person's own goes: it would outlive the package.
 */
export function xdgLinkHandler(options: {
  readonly file: string
  readonly entry: string
  readonly isKnown: () => Promise<boolean>
  /** Takes the entry's name. May reject. */
  readonly prefer: (name: string) => Promise<unknown>
}): LinkHandler {
  const { file, entry, isKnown, prefer } = options
  return {
    async register() {
      try {
        if (await isKnown()) return await rm(file, { force: true })
        if ((await readFile(file, 'utf8').catch(() => null)) === entry) return
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        const unfinished = `${file}.${process.pid}`
        await writeFile(unfinished, entry)
        await rename(unfinished, file)
        await prefer(basename(file))
      } catch {
        // The disk is full or read-only, or the system has no such tool: tried again with the next entry.
      }
    },
    unregister: () => undefined,
  }
}

/** The part of Electron's `app` that deals with schemes. */
export interface Schemes {
  setAsDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
  removeAsDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
}

/** A key of the person's registry. What stands between quotation marks in it is the page's to choose: behind "--" no switch begins. */
export function windowsLinkHandler(schemes: Schemes, [path, ...args]: readonly [string, ...string[]]): LinkHandler {
  const all = [...args, '--']
  return {
    register: async () => void schemes.setAsDefaultProtocolClient(linkScheme, path, all),
    unregister: () => void schemes.removeAsDefaultProtocolClient(linkScheme, path, all),
  }
}

/** Asks the tool of the desktop's own, which knows its files and caches. */
function prefer(name: string): Promise<unknown> {
  const args = ['default', name, `x-scheme-handler/${linkScheme}`]
  return promisify(execFile)('xdg-mime', args, { timeout: toolMilliseconds })
}
