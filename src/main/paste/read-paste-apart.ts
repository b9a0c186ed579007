import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Paste } from '../../core/paste/paste.ts'
import { type PasteOptions, readPaste } from '../../core/paste/read-paste.ts'
import reader from './paste-reader.ts?modulePath'

/** Shorter texts are read within 50 ms, which the fuzz run of `core/paste` holds them to. Characters. */
const longestReadHere = 200_000
/** The longest archive that a browser makes takes less. */
const patienceMilliseconds = 10_000

/**
 * As `readPaste`, but a long text, which can be a browser's archive of 20 million characters or made to take seconds, is read
 * on a thread of its own, so that the app answers meanwhile. Never rejects; what takes too long is unreadable.
 */
export async function readPasteApart(text: string, options: PasteOptions): Promise<Paste> {
  if (text.length <= longestReadHere) return readPaste(text, options)
  const worker = new Worker(reader, { workerData: { text, options } })
  const patience = AbortSignal.timeout(patienceMilliseconds)
  try {
    const [paste] = await once(worker, 'message', { signal: patience })
    return paste
  } catch {
    // A thread that cannot be had: better late than not at all.
    return patience.aborted ? { reason: 'unreadable', form: 'har' } : readPaste(text, options)
  } finally {
    void worker.terminate()
  }
}
