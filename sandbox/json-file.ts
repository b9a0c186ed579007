import { readFileSync, renameSync } from 'node:fs'
import { writeSecretFile } from './secrets.ts'

/** Gives the JSON of the file at `path`, or null if there is no file. Throws if it is not JSON. */
export function readJsonFile<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Replaces the file at `path` in one step, readable by its owner only: a reader sees the whole old file or the whole new one. */
export function writeJsonFile(path: string, value: unknown): void {
  const draft = `${path}.${process.pid}.tmp`
  writeSecretFile(draft, `${JSON.stringify(value, null, 2)}\n`)
  renameSync(draft, path)
}
