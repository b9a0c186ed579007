import { emptyJournal, type Journal, type JournalContent } from '../core/keeper/journal.ts'
import { packJournal, unpackJournal } from './journal-content.ts'
import type { JournalPlace } from './journal-options.ts'
import { mergeJournals } from './merge-journals.ts'
import { guarded } from './own-store.ts'
import { createWebSeal, type WebSeal } from './web-seal.ts'

/**
 * A journal as one sealed text in a place of the program's own. Rejects with a `StoreError` where the place fails; a text that
 * cannot be opened counts as none, and is written over.
 */
export function placedJournal(place: JournalPlace, secret: string): Journal {
  let made: Promise<WebSeal> | null = null
  let isRead = false
  const seal = () => {
    made ??= createWebSeal(secret, ['journal'])
    return made
  }
  async function read(): Promise<JournalContent> {
    const sealed = await guarded(async () => (await place.read()) ?? null)
    isRead = true
    if (sealed === null) return emptyJournal
    const text = await (await seal()).open(sealed).catch(() => '')
    return unpackJournal(text)?.content ?? emptyJournal
  }
  return {
    read,
    async write(content) {
      // What nobody could read yet must not be written over.
      const whole = isRead ? content : mergeJournals([content, await read()])
      const sealed = await (await seal()).close(packJournal(whole))
      await guarded(() => place.write(sealed))
    },
  }
}
