import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { emptyJournal, type Journal } from '../../src/core/keeper/journal.ts'

/** A journal in a plain file, for tests: replaced in one step, safe on disk once `write` resolves. */
export function fileJournal(file: string): Journal {
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return JSON.stringify(emptyJournal)
        throw error
      })
      return JSON.parse(text)
    },
    async write(content) {
      const draft = `${file}.tmp`
      const written = await open(draft, 'w', 0o600)
      try {
        await written.writeFile(JSON.stringify(content))
        await written.sync()
      } finally {
        await written.close()
      }
      await rename(draft, file)
      const folder = await open(dirname(file), 'r')
      try {
        await folder.sync()
      } finally {
        await folder.close()
      }
    },
  }
}
