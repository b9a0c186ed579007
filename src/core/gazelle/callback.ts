import { isOnThisMachine } from './token-endpoint.ts'

/**
 * Why a text cannot be an application's callback: empty; no address with a scheme; a fragment, which OAuth forbids; a
 * scheme that a page could run or read (`javascript:`, `data:`, `file:`…); none at all (`out-of-band`).
 */
export type CallbackFlaw = 'empty' | 'not-an-address' | 'fragment' | 'forbidden-scheme' | 'out-of-band'

const forbiddenSchemes = ['about:', 'blob:', 'chrome:', 'data:', 'devtools:', 'file:', 'javascript:', 'view-source:']

/**
 * For programs without a callback, Doorkeeper shows the code on a page of its own and gives no `state` back: an attacker who
 * leads the window there could pass us a code that nobody here has asked for.
 */
const outOfBand = /^urn:ietf:wg:oauth:/i

/** Takes the callback as registered; gives its flaw, or null if it has none. */
export function callbackFlaw(callback: string): CallbackFlaw | null {
  if (callback.trim() === '') return 'empty'
  if (!URL.canParse(callback) || /[\s\\]/.test(callback)) return 'not-an-address'
  if (callback.includes('#')) return 'fragment'
  if (outOfBand.test(callback)) return 'out-of-band'
  return forbiddenSchemes.includes(new URL(callback).protocol) ? 'forbidden-scheme' : null
}

/** A callback where a program on this machine can listen for the system's browser (RFC 8252, 7.3). */
export interface LoopbackCallback {
  /** The address to listen at: 127.0.0.1 or ::1. */
  readonly host: string
  /** Null: any free one. */
  readonly port: number | null
  /** The callback with this port, otherwise exactly as registered, because Gazelle compares it so. */
  withPort(port: number): string
}

const loopback = /^(http:\/\/)(127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?(?=[/?]|$)/i

/** Gives a callback as a loopback callback if it is http and has the machine's own address, not a name for it; else null. */
export function loopbackOf(callback: string | null): LoopbackCallback | null {
  if (callback === null || callbackFlaw(callback) !== null) return null
  const [beginning, scheme, host, port] = loopback.exec(callback) ?? []
  if (beginning === undefined || host === undefined) return null
  return {
    host: host.replace(/[[\]]/g, ''),
    port: port === undefined ? null : Number(port),
    withPort: (taken) => `${scheme}${host}:${taken}${callback.slice(beginning.length)}`,
  }
}

/**
 * Gives the test of whether an address that a page is about to load is the callback: same scheme, host, port and path,
 * whatever the query. On Gazelle's own origin, where the path may be a page of Gazelle's too, it must bring an answer
 * (`code` or `error`) as well, and the query that was registered. Takes a callback without flaw.
 */
export function callbackTest(callback: string, authorizationEndpoint: string): (address: string) => boolean {
  const gazelle = new URL(authorizationEndpoint)
  const awaited = new URL(callback)
  return (text) => {
    if (!URL.canParse(text)) return false
    const address = new URL(text)
    if (place(awaited) !== place(address)) return false
    if (awaited.origin !== gazelle.origin) return true
    const query = address.searchParams
    return (
      (query.has('code') || query.has('error')) &&
      [...awaited.searchParams].every(([name, value]) => query.getAll(name).includes(value))
    )
  }
}

// The URL standard neither lowers the case of a custom scheme's host nor turns an empty path into a slash.
const place = ({ protocol, host, pathname }: URL): string => `${protocol}|${host.toLowerCase()}|${pathname || '/'}`

/** Whether secrets may go to this address: https, or http that does not leave this machine. */
export function isFitForSecrets(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && isOnThisMachine(address))
}
