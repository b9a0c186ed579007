import { isOfCertificate, isRefusedRedirect, networkErrorCode } from '../../base/network-error.ts'
import { retryAfterSeconds } from '../../base/retry-after.ts'
import { safeFetch } from '../../base/safe-fetch.ts'
import { fingerprint } from '../../token/fingerprint.ts'
import {
  type AlertMessage,
  type Delivery,
  type DeliveryFailure,
  failed,
  type RemoteChannel,
  type RemoteKind,
} from '../remote-channel.ts'

/** The network as the channels over HTTP use it. */
export interface AlertNetwork {
  readonly fetch: typeof globalThis.fetch
  /** How requests name their sender. */
  readonly userAgent: string
}

/** A request to a channel's server. */
export interface AlertRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Reads the vendor's own word for an error out of an answer; null if there is none. Gets text that anybody may have written. */
export type ErrorWord = (text: string) => string | null

const limits = { largestBytes: 64 * 1024, withinMilliseconds: 15_000 }

/** A channel that delivers a message by one request. `request` makes it; `word` as above. */
export function httpChannel(
  kind: RemoteKind,
  url: string,
  network: AlertNetwork,
  request: (message: AlertMessage) => AlertRequest,
  word: ErrorWord = () => null,
): RemoteChannel {
  return {
    kind,
    name: `${kind} ${fingerprint(url)}`,
    deliver: (message, signal) => send(network, request(message), word, signal),
  }
}

/**
 * Sends a request, and judges the answer by its status. Follows no redirect; reads 64 KiB at most, within 15 seconds. Never
 * rejects, and passes on nothing of the answer but its status and the vendor's own word.
 */
export async function send(
  { fetch, userAgent }: AlertNetwork,
  { url, method, headers, body }: AlertRequest,
  word: ErrorWord = () => null,
  signal?: AbortSignal,
): Promise<Delivery> {
  try {
    const answer = await safeFetch(fetch, limits)(url, {
      method,
      headers: { ...headers, 'user-agent': userAgent },
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    })
    const { status, ok } = answer
    // Some servers tell of an error in an answer that is fine by its status.
    const said = await answer.text().then(word, () => null)
    if (ok && said === null) return { isDelivered: true, code: String(status), missed: 0 }
    const retryAfter = retryAfterSeconds(answer.headers, Date.now())
    return failed(ok ? 'rejected' : whyOf(status), said ?? (status === 0 ? null : String(status)), retryAfter)
  } catch (error) {
    const code = networkErrorCode(error)
    if (isRefusedRedirect(error)) return failed('redirected', null)
    if (error instanceof Error && /^(Timeout|Abort)Error$/.test(error.name)) return failed('silent', null)
    const isUntrusted = isOfCertificate(error) || (code !== null && ofTrust.test(code))
    return failed(isUntrusted ? 'untrusted' : 'unreachable', code)
  }
}

/** The network's codes for a server that does not prove who it is. */
export const ofTrust = /CERT|SELF_SIGNED|UNABLE_TO_|_SSL_|ALTNAME|^ETLS$/

function whyOf(status: number): DeliveryFailure {
  // 0: Chromium's network layer hides a redirect that is not followed.
  if (status === 0 || (status >= 300 && status < 400)) return 'redirected'
  return status === 408 || status === 425 || status === 429 || status >= 500 ? 'busy' : 'rejected'
}

/** The whole number under `code` in an answer's JSON, as Discord and ntfy name their errors; null if there is none. */
export function codeInJson(text: string): string | null {
  const [, code = null] = /"code"\s*:\s*(\d{4,6})\b/.exec(text) ?? []
  return code
}

/** A JSON body, and the header that says so. */
export const json = (value: unknown) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})
