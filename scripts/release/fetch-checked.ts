import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'

/** Fetches a file that is known by its SHA-256, and writes it. Rejects if it is another one, or does not come; then nothing is written. */
export async function fetchChecked(url: string, sha256: string, file: string): Promise<void> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`“${sha256}” is no SHA-256, which has 64 digits from 0 to f.`)
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== sha256)
    throw new Error(`${url} is not the file that was looked at: its SHA-256 is ${found}, not ${sha256}.`)
  await writeFile(file, bytes)
}
