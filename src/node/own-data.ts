import { lstat, readdir, readFile, readlink, rm, rmdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join, resolve as resolvePath } from 'node:path'
import { type DataKind, dataKinds } from '../core/base/data-kinds.ts'
import { ownPlaces } from './own-places.ts'
import { isLiving } from './owner.ts'

type FileKind = Exclude<DataKind, 'keychain'>

/** What Gazelle Keeper keeps in files on this computer, of one kind. */
export interface OwnData {
  readonly kind: FileKind
  /** The paths where something is, absolute. */
  readonly places: readonly string[]
  readonly bytes: number
  /** A program of Gazelle Keeper's is running that would write it again. */
  readonly isInUse: boolean
  /** A token may be among it that is in no row. It is sealed: nobody can tell here. */
  readonly mayHoldTokens: boolean
}

/** What could not be removed, and the system's error; `link`: it leads elsewhere, and is left to the person. */
export interface Left {
  readonly place: string
  readonly code: string
}

/** A lock of the sandbox that was renewed longer ago, in milliseconds, is a killed process's. */
const staleMilliseconds = 15_000

/** Looks what is kept, in the order of `dataKinds`. Takes the places where something may be. Changes nothing; never rejects. */
export async function lookAtOwnData(all = ownPlaces()): Promise<OwnData[]> {
  const found: OwnData[] = []
  for (const kind of dataKinds) {
    if (kind === 'keychain') continue
    const places: string[] = []
    for (const place of all[kind]) if (await isKept(kind, place, all)) places.push(place)
    if (places.length === 0) continue
    const sizes = await Promise.all(places.map((place) => bytesIn(place, kind === 'state' ? all.cache : [])))
    const used = await Promise.all(places.map((place) => isUsed(kind, place)))
    const held = await Promise.all(places.map((place) => mayHoldTokens(kind, place)))
    found.push({
      kind,
      places,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      isInUse: used.includes(true),
      mayHoldTokens: held.includes(true),
    })
  }
  return found
}

/** Removes it, and tells what is left. Whether it is in use is the caller's to look at. Never rejects. */
export async function removeOwnData({ kind, places }: OwnData, all = ownPlaces()): Promise<Left[]> {
  const left: Left[] = []
  for (const place of places) {
    const isFolder = kind === 'state' && !(await isLink(place).catch(() => false))
    const each = isFolder ? (await namesIn(place)).map((name) => join(place, name)) : [place]
    for (const path of each) {
      if (isFolder && all.cache.includes(path)) continue
      const code = await removed(path)
      if (code !== null) left.push({ place: path, code })
    }
    // What is not the state's may be there too.
    if (isFolder) await rmdir(place).catch(() => undefined)
  }
  return left
}

/** Removes what is there; gives the reason why it is not removed, or null. */
async function removed(path: string): Promise<string | null> {
  try {
    // A link alone would be removed, and all that is behind it would stay, unseen.
    if (await isLink(path)) return 'link'
    await rm(path, { recursive: true, force: true, maxRetries: 3 })
    return null
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? null : code
  }
}

const isLink = async (path: string): Promise<boolean> => (await lstat(path)).isSymbolicLink()

async function isKept(kind: FileKind, place: string, all: Readonly<Record<FileKind, readonly string[]>>) {
  if (kind === 'state') return (await namesIn(place)).some((name) => !all.cache.includes(join(place, name)))
  return await lstat(place).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR',
  )
}

/** The size of the files below, in bytes; what cannot be read counts nothing. */
async function bytesIn(path: string, except: readonly string[]): Promise<number> {
  if (except.includes(path)) return 0
  try {
    const found = await lstat(path)
    if (!found.isDirectory()) return found.size
    const sizes = await Promise.all((await namesIn(path)).map((name) => bytesIn(join(path, name), except)))
    return sizes.reduce((sum, size) => sum + size, 0)
  } catch {
    return 0
  }
}

async function isUsed(kind: FileKind, place: string): Promise<boolean> {
  switch (kind) {
    case 'autostart':
      return false
    case 'state':
      return (await namesIn(place)).some((name) => name.endsWith('.journal') && isLiving(name.split('.')[1] ?? ''))
    case 'cache':
      return (await isSandboxOpen(place)) || (await isSandboxOpen(join(place, 'sandbox')))
    case 'profile':
      return await isAppRunning(place)
  }
}

/** Whether the app answers in this profile: Chromium's single instance listens at a socket there, or holds a file on Windows. */
async function isAppRunning(profile: string): Promise<boolean> {
  if (process.platform === 'win32') return (await namesIn(profile)).includes('lockfile')
  // It is a link to a folder with a short name: the profile's own may be too long for a socket.
  const path = await readlink(join(profile, 'SingletonSocket')).catch(() => null)
  if (path === null) return false
  return await new Promise((resolve) => {
    const socket = connect(resolvePath(profile, path))
    const end = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}

/** Whether a living process has the sandbox of this folder: it renews its lock once a second. */
async function isSandboxOpen(folder: string): Promise<boolean> {
  try {
    const { pid } = JSON.parse(await readFile(join(folder, 'owner.json'), 'utf8'))
    const { mtimeMs } = await lstat(join(folder, 'lock'))
    return Date.now() - mtimeMs < staleMilliseconds && isLiving(`${pid}-`)
  } catch {
    return false
  }
}

async function mayHoldTokens(kind: FileKind, place: string): Promise<boolean> {
  const names = await namesIn(place)
  if (kind === 'state') return names.some((name) => name.endsWith('.journal'))
  if (kind !== 'profile') return false
  const secrets = names.filter((name) => /^secrets\..*json$/.test(name)).map((name) => join(place, name))
  const texts = await Promise.all(secrets.map((file) => readFile(file, 'utf8').catch(() => '')))
  return texts.some((text) => text.includes('"journal.'))
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown'
