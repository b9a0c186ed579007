import { chmod, lstat, lutimes, mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromeSandbox } from '../../runtime/chrome-sandbox.ts'

/** A file or folder below a tree, by its path from there. */
export interface Entry {
  readonly path: string
  readonly kind: 'file' | 'folder' | 'link'
  readonly size: number
}

/** Everything below a folder, in a fixed order, a folder before what is in it. */
export async function entriesOf(tree: string, below = ''): Promise<Entry[]> {
  const names = (await readdir(join(tree, below))).sort()
  const found = await Promise.all(
    names.map(async (name) => {
      const path = below === '' ? name : `${below}/${name}`
      const stat = await lstat(join(tree, path))
      if (stat.isDirectory()) return [{ path, kind: 'folder', size: 0 } as const, ...(await entriesOf(tree, path))]
      return [{ path, kind: stat.isSymbolicLink() ? 'link' : 'file', size: stat.size } as const]
    }),
  )
  return found.flat()
}

/**
 * Gives everything in a tree the modes of an installed program, whatever umask it was made with, and one time. Everybody may read
 * all of it; Chromium's helper is setuid, so that pages are locked in for every user. Whose it is, the archive says.
 */
export async function settle(tree: string, epoch: number): Promise<void> {
  const entries = await entriesOf(tree)
  for (const { path, kind } of [...entries, { path: '', kind: 'folder' as const }]) {
    const file = join(tree, path)
    if (kind === 'folder') await chmod(file, 0o755)
    if (kind === 'file') await chmod(file, await modeOf(file))
    await lutimes(file, epoch, epoch)
  }
}

async function modeOf(file: string): Promise<number> {
  if (file.endsWith(`/${chromeSandbox}`)) return 0o4755
  const isLibrary = /\.(so|node)(\.\d+)*$/.test(file)
  return !isLibrary && ((await lstat(file)).mode & 0o111) !== 0 ? 0o755 : 0o644
}

/** The programs and libraries in a tree. */
export async function elfFilesOf(tree: string): Promise<string[]> {
  const files = (await entriesOf(tree)).filter(({ kind }) => kind === 'file').map(({ path }) => join(tree, path))
  const found: string[] = []
  for (const file of files) if (await isElf(file)) found.push(file)
  return found
}

async function isElf(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.equals(Buffer.from('\x7fELF', 'latin1'))
  } finally {
    await handle.close()
  }
}

/** Writes a file below a tree, with the folders above it; one whose name ends in ".gz" is compressed. */
export async function put(tree: string, path: string, content: string | Uint8Array): Promise<void> {
  const file = join(tree, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, path.endsWith('.gz') ? gzipSync(content, { level: 9 }) : content)
}
