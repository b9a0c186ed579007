import type { Stats } from 'node:fs'
import { lstat, readlink, realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, win32 } from 'node:path'

/**
 * Why a file may be somebody else's work:
 * - `of-another`: it, its folder or a link on the way to it belongs to another user
 * - `open-to-others`: others are allowed to write it, its folder, or the folder of a link on the way
 * - `outside-profile`: on Windows, it is outside the user's own folder
 */
export type DoubtKind = 'of-another' | 'open-to-others' | 'outside-profile'

export interface Doubt {
  readonly kind: DoubtKind
  /** What is in doubt: the file, a folder or a link. */
  readonly at: string
}

/** What the system tells of a name: whose it is, and who is allowed to write it. */
export type Owned = Pick<Stats, 'uid' | 'mode' | 'isSymbolicLink'>

/** The system that the file is on, and who runs this program. */
export interface System {
  readonly platform: NodeJS.Platform
  /** The user's number; null on Windows, which has none. */
  readonly user: number | null
  /** The user's own folder, or null. */
  readonly home: string | null
  /** What a name is; a link is not followed. Rejects with the system's error. */
  look(path: string): Promise<Owned>
  /** Where a link leads, as it is written. Rejects with the system's error. */
  follow(link: string): Promise<string>
  /** The path without links. Rejects with the system's error. */
  resolve(path: string): Promise<string>
}

/** This computer. */
export const thisSystem: System = {
  platform: process.platform,
  user: process.geteuid?.() ?? null,
  get home() {
    try {
      return homedir()
    } catch {
      return null
    }
  },
  look: lstat,
  follow: (link) => readlink(link),
  resolve: (path) => realpath(path),
}

const root = 0
const writableByOthers = 0o022
const mostLinks = 40

/**
 * Judges whether nobody but this user, or root, can have made a file what it is. Takes an absolute path; gives the first doubt,
 * or the file's path without links. Rejects with the system's error. The rules and their reasons:
 * docs/decisions/0034-whose-env-file-counts.md.
 */
export function judgeFile(path: string, system: System = thisSystem): Promise<Doubt | { readonly file: string }> {
  return system.platform === 'win32' ? judgeByPlace(path, system) : judgeByOwner(path, system)
}

/** `stat` tells neither owner nor rights on Windows: what is in the user's own folder counts as the user's. */
async function judgeByPlace(path: string, { home, resolve }: System): Promise<Doubt | { readonly file: string }> {
  const file = await resolve(path)
  const own = home === null ? null : await resolve(home)
  // A link elsewhere may lead to one of the user's own files, and not to the one that is meant.
  const places = [await resolve(win32.dirname(path)), file]
  const isOwn = own !== null && places.every((place) => isWithin(place, own))
  return isOwn ? { file } : { kind: 'outside-profile', at: path }
}

function isWithin(path: string, folder: string): boolean {
  const way = win32.relative(folder, path)
  return way !== '..' && !way.startsWith('..\\') && !win32.isAbsolute(way)
}

/** Goes to the file name by name, as the system does, and looks at whoever has a say in where the way leads. */
async function judgeByOwner(path: string, system: System): Promise<Doubt | { readonly file: string }> {
  const doubtOf = (at: string, found: Owned): Doubt | null => {
    if (found.uid !== system.user && found.uid !== root) return { kind: 'of-another', at }
    // A link's own mode says nothing.
    const isOpen = !found.isSymbolicLink() && (found.mode & writableByOthers) !== 0
    return isOpen ? { kind: 'open-to-others', at } : null
  }
  let folder = '/'
  let names = namesIn(path)
  for (let links = 0; links <= mostLinks; ) {
    const [name = '', ...others] = names
    if (name === '..') {
      folder = dirname(folder)
      names = others
      continue
    }
    const next = join(folder, name)
    const found = await system.look(next)
    const isLink = found.isSymbolicLink()
    if (isLink || others.length === 0) {
      const doubt = doubtOf(next, found) ?? doubtOf(folder, await system.look(folder))
      if (doubt !== null) return doubt
      if (!isLink) return { file: next }
      links += 1
      const target = await system.follow(next)
      if (isAbsolute(target)) folder = '/'
      names = [...namesIn(target), ...others]
    } else {
      folder = next
      names = others
    }
  }
  throw Object.assign(new Error('Too many links.'), { code: 'ELOOP' })
}

const namesIn = (path: string): string[] => path.split('/').filter((name) => name !== '' && name !== '.')
