import { isLoopback } from './loopback.ts'

/** The answer exceeded the limit, which is above any valid answer. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong'

  constructor() {
    super('The answer is too long.')
  }
}

/** A secret was about to go to another computer without encryption. */
export class InsecureAddress extends Error {
  override readonly name = 'InsecureAddress'

  constructor() {
    super('Only this computer is asked without https.')
  }
}

export interface Limits {
  /** The limit for an answer's body, in bytes after decompression; a million by default. */
  readonly largestBytes?: number
  /**
   * The time limit for a request, its whole answer included, in milliseconds; two minutes by default. Callers set shorter ones.
   */
  readonly withinMilliseconds?: number
}

/**
 * Wraps `fetch` for requests that carry a secret to a server that may be broken, hostile, or somebody else's; every request of
 * this program goes through such a wrapper. The address must be https or on this computer (else rejects with `InsecureAddress`);
 * redirects are not followed and cookies not sent; the body fails with `AnswerTooLong` at the limit, counted as it arrives, or
 * with the signal's reason when the time is over.
 */
export function safeFetch(
  fetch: typeof globalThis.fetch,
  { largestBytes = 1_000_000, withinMilliseconds = 120_000 }: Limits = {},
): typeof globalThis.fetch {
  return async (input, init) => {
    if (!isPrivateAddress(input instanceof Request ? input.url : String(input))) throw new InsecureAddress()
    const overflow = new AbortController()
    const signals = [AbortSignal.timeout(withinMilliseconds), overflow.signal]
    const signal = AbortSignal.any(init?.signal ? [init.signal, ...signals] : signals)
    const options = { ...init, signal, redirect: 'manual', credentials: 'omit', cache: 'no-store' } as const
    // Chromium's network layer keeps loading an unread body unless the request itself is aborted.
    return limited(await fetch(input, options as RequestInit), largestBytes, (error) => overflow.abort(error))
  }
}

/** Reads a body to its end. Rejects as the body does. */
export async function bytesOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await response.arrayBuffer())
}

/** Whether secrets may go to this address: https, or this computer. */
export function isPrivateAddress(address: string): boolean {
  // Not by URL.parse, which the development Electron lacks.
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function limited(response: Response, largest: number, stop: (error: AnswerTooLong) => void): Response {
  const { body, status, statusText, headers } = response
  // A redirect that the network layer hides has no body, and 0 as its status.
  if (body === null || status === 0) return response
  const reader = body.getReader()
  let size = 0
  // Pulled by hand: a `TransformStream` costs milliseconds with each answer.
  const counted = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) return controller.close()
      size += value.byteLength
      if (size <= largest) return controller.enqueue(value)
      const error = new AnswerTooLong()
      controller.error(error)
      stop(error)
      await reader.cancel(error)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return new Response(counted, { status, statusText, headers })
}
