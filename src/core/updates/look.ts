import { isRefusedRedirect } from '../base/network-error.ts'
import { AnswerTooLong, safeFetch } from '../base/safe-fetch.ts'
import { UpdateFault } from './fault.ts'
import { type Feed, readFeed } from './feed.ts'
import type { UpdateSource } from './source.ts'

const largestBytes = 1_000_000
const withinMilliseconds = 30_000

/** Fetches the feed, and believes it if it is signed, of today, and no older than the newest one before. Rejects with an `UpdateFault`. */
export async function lookForFeed(options: {
  fetch: typeof globalThis.fetch
  userAgent: string
  source: UpdateSource
  now: number
  newest: number | null
}): Promise<Feed> {
  const { fetch, userAgent, source, now, newest } = options
  const limited = safeFetch(fetch, { largestBytes, withinMilliseconds })
  const text = await answered(limited, source.address, userAgent, (answer) => answer.text())
  return readFeed(text, { keys: source.keys, now, newest })
}

/** Gives what `read` makes of the answer from an address. Rejects with an `UpdateFault`. */
export async function answered<T>(
  fetch: typeof globalThis.fetch,
  address: string,
  userAgent: string,
  read: (answer: Response) => Promise<T>,
): Promise<T> {
  try {
    const answer = await fetch(address, { headers: { 'user-agent': userAgent } })
    // A redirect that the network layer hides has the status 0.
    if (answer.status === 0 || (answer.status >= 300 && answer.status < 400)) throw new UpdateFault('redirected')
    if (answer.status >= 500 || answer.status === 429) throw new UpdateFault('unreachable')
    if (answer.status !== 200) throw new UpdateFault('refused')
    return await read(answer)
  } catch (error) {
    if (error instanceof UpdateFault) throw error
    if (error instanceof AnswerTooLong) throw new UpdateFault('other-file', error)
    throw new UpdateFault(isRefusedRedirect(error) ? 'redirected' : 'unreachable', error)
  }
}
