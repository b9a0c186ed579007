import type { Stats } from 'node:fs'
import { lstat, readlink, realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, win32 } from 'node:path'

/**
 * Why somebody else may have written a file:
 * - `of-another`: the file, its folder or a link on the way to it belongs to another user
 * - `open-to-others`: others are allowed to write the file, its folder, or the folder of a link on the way
 * - `outside-profile`: on Windows, the file is outside the user's own folder
 */
export type DoubtKind = 'of-another' | 'open-to-others' | 'outside-profile'

export interface Doubt {
  readonly kind: DoubtKind
  /** The doubtful file, folder or link. */
  readonly at: string
}

/** The owner and the rights of a file, folder or link. */
export type Owned = Pick<Stats, 'uid' | 'mode' | 'isSymbolicLink'>

/** The system that the file is on, and the user of this program. */
export interface System {
  readonly platform: NodeJS.Platform
  /** The user's id; null on Windows, which has none. */
  readonly user: number | null
  /** The user's own folder, or null. */
  readonly home: string | null
  /** The owner and the rights of a path; does not follow a link. Rejects with the system's error. */
  look(path: string): Promise<Owned>
  /** The target of a link, as written. Rejects with the system's error. */
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
 * Judges whether only this user, or root, can have made a file what it is. Takes an absolute path; gives the first doubt, or the
 * file's path without links. Rejects with the system's error. The rules and their reasons:
 * docs/decisions/0034-whose-env-file-counts.md.
 */
export function judgeFile(path: string, system: System = thisSystem): Promise<Doubt | { readonly file: string }> {
  return system.platform === 'win32' ? judgeByPlace(path, system) : judgeByOwner(path, system)
}

/** `stat` tells neither owner nor rights on Windows: a file in the user's own folder counts as the user's. */
async function judgeByPlace(path: string, { home, resolve }: System): Promise<Doubt | { readonly file: string }> {
  const file = await resolve(path)
  const own = home === null ? null : await resolve(home)
  // A link from elsewhere could lead to another of the user's own files than the intended one.
  const places = [await resolve(win32.dirname(path)), file]
  const isOwn = own !== null && places.every((place) => isWithin(place, own))
  return isOwn ? { file } : { kind: 'outside-profile', at: path }
}

function isWithin(path: string, folder: string): boolean {
  const way = win32.relative(folder, path)
  return way !== '..' && !way.startsWith('..\\') && !win32.isAbsolute(way)
}

/** Walks the path name by name, as the system does, and checks every owner and right that decides where it leads. */
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
