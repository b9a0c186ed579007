import { isOnThisMachine } from './token-endpoint.ts'

/**
 * Why a text cannot be an application's callback: empty; no address with a scheme; a fragment, which OAuth forbids; a
 * scheme that a page could run or read (`javascript:`, `data:`, `file:`…).
 */
export type CallbackFlaw = 'empty' | 'not-an-address' | 'fragment' | 'forbidden-scheme'

const FORBIDDEN_SCHEMES = ['about:', 'blob:', 'chrome:', 'data:', 'devtools:', 'file:', 'javascript:', 'view-source:']

/** Doorkeeper's callback for programs without one: the code is shown on a page of Gazelle's own. */
const OUT_OF_BAND = /^urn:ietf:wg:oauth:2\.0:oob(:auto)?$/

/** Takes the callback as it was registered; gives what is wrong with it, or null. */
export function callbackFlaw(callback: string): CallbackFlaw | null {
  if (callback.trim() === '') return 'empty'
  if (!URL.canParse(callback) || /[\s\\]/.test(callback)) return 'not-an-address'
  if (callback.includes('#')) return 'fragment'
  return FORBIDDEN_SCHEMES.includes(new URL(callback).protocol) ? 'forbidden-scheme' : null
}

/** Whether Gazelle shows the code on its own page, without giving `state` back. */
export const isOutOfBand = (callback: string): boolean => OUT_OF_BAND.test(callback)

/**
 * Gives the test of whether an address that a page is about to load is the callback: same scheme, host, port and path,
 * whatever the query. On Gazelle's own origin, where the path may be a page of Gazelle's too, it must bring an answer
 * (`code` or `error`) as well, and the query that was registered. Takes a callback without flaw.
 */
export function callbackTest(callback: string, authorizationEndpoint: string): (address: string) => boolean {
  const gazelle = new URL(authorizationEndpoint)
  const awaited = [new URL(callback)]
  if (isOutOfBand(callback)) awaited.push(new URL(`${gazelle.origin}${gazelle.pathname.replace(/\/$/, '')}/native`))

  const matches = (one: URL, address: URL) => {
    if (place(one) !== place(address)) return false
    if (one.origin !== gazelle.origin) return true
    const query = address.searchParams
    return (
      (query.has('code') || query.has('error')) &&
      [...one.searchParams].every(([name, value]) => query.getAll(name).includes(value))
    )
  }
  return (address) => URL.canParse(address) && awaited.some((one) => matches(one, new URL(address)))
}

// A custom scheme's host is not put in lower case by the URL standard, and an empty path is not made a slash.
const place = ({ protocol, host, pathname }: URL): string => `${protocol}|${host.toLowerCase()}|${pathname || '/'}`

/** Whether secrets may go to this address: https, or http that does not leave this machine. */
export function isFitForSecrets(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && isOnThisMachine(address))
}
