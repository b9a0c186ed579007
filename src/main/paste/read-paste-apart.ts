import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Paste } from '../../core/paste/paste.ts'
import type { PasteOptions } from '../../core/paste/read-paste.ts'
import reader from './paste-reader.ts?modulePath'

/** Loaded for a paste alone: the readers of all the forms are a good part of the app. */
const readPaste = async (text: string, options: PasteOptions): Promise<Paste> =>
  (await import('../../core/paste/read-paste.ts')).readPaste(text, options)

/** Shorter texts are read within 50 ms, as the fuzz run of `core/paste` ensures. In characters. */
const longestReadHere = 200_000
/** A browser's longest archive takes less. */
const patienceMilliseconds = 10_000

/**
 * Like `readPaste`, but reads a long text on a thread of its own, so that the app keeps answering: it can be a browser's archive
 * of 20 million characters, or made to take seconds. Never rejects; a text that takes too long is unreadable.
 */
export async function readPasteApart(text: string, options: PasteOptions): Promise<Paste> {
  if (text.length <= longestReadHere) return await readPaste(text, options)
  const worker = new Worker(reader, { workerData: { text, options } })
  const patience = AbortSignal.timeout(patienceMilliseconds)
  try {
    const [paste] = await once(worker, 'message', { signal: patience })
    return paste
  } catch {
    // Without a thread, read it here: better late than never.
    return patience.aborted ? { reason: 'unreadable', form: 'har' } : await readPaste(text, options)
  } finally {
    void worker.terminate()
  }
}
