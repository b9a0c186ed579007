import type { EventEmitter } from 'node:events'
import { inspect } from 'node:util'

/** How long a wait may take, and how often it looks again when no event comes, in milliseconds. */
const limitMs = 30_000
const lookAgainMs = 500

/**
 * Calls `look` now and after every 'changed' of `changes` until it gives something, and gives that. Looks again every half
 * second too, for a sender that announces nothing. Errors: after half a minute, with `what` and `seen()` in the message.
 */
export function waitUntil<T>(
  changes: EventEmitter,
  look: () => T | undefined | Promise<T | undefined>,
  what: string,
  seen: () => unknown,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const lookNow = async () => {
      try {
        const found = await look()
        if (found !== undefined) settle(() => resolve(found))
      } catch (error) {
        settle(() => reject(error))
      }
    }
    const timer = setTimeout(
      () => settle(() => reject(new Error(`waited ${limitMs / 1000} s for ${what}; seen: ${inspect(seen())}`))),
      limitMs,
    )
    const again = setInterval(() => void lookNow(), lookAgainMs)
    const onChange = () => void lookNow()
    function settle(finish: () => void): void {
      clearTimeout(timer)
      clearInterval(again)
      changes.off('changed', onChange)
      finish()
    }
    changes.on('changed', onChange)
    void lookNow()
  })
}
