import { graphqlPath } from '../gazelle/addresses.ts'
import { credentialFromHeaders } from '../gazelle/headers.ts'
import type { ReadCredential } from '../token/credential.ts'
import { isBrokenToken } from './broken.ts'
import { otherDestination, refusalOf } from './destination.ts'
import type { Paste, PasteForm, PasteRefusal } from './paste.ts'
import type { Header, SeenRequest } from './request.ts'
import { tokenFault } from './token-fault.ts'

/**
 * Takes the credential out of requests: every form that contains requests comes through here.
 *
 * Takes the requests, their form and Gazelle's origins. Gives the credential of the newest request to Gazelle that carries one,
 * preferring those to its GraphQL endpoint; several of the same time must agree. Requests to other hosts are never looked into:
 * if there are no others, the refusal names the host.
 */
export function credentialOfRequests(
  requests: readonly SeenRequest[],
  form: PasteForm,
  origins: readonly string[],
): Paste {
  const ours = requests.filter((request) => otherDestination(request, origins) === null)
  if (ours.length === 0) return refusalOfOthers(requests, form, origins)
  const withToken = ours.filter((request) => credentialsIn(request.headers).length > 0)
  const toApi = withToken.filter(isToApi)
  const chosen = [toApi, withToken, ours].find((some) => some.length > 0) ?? []
  const newest = chosen.reduce((latest, { sentAt }) => Math.max(latest, sentAt), Number.NEGATIVE_INFINITY)
  return credentialOfHeaders(
    chosen.filter(({ sentAt }) => sentAt === newest).flatMap(({ headers }) => headers),
    form,
  )
}

/** True for a request to Gazelle's GraphQL endpoint, which always carries a credential. */
export function isToApi({ urls }: SeenRequest): boolean {
  return urls.some((url) => url.includes(graphqlPath))
}

/** Takes the credential out of headers that are known to be for Gazelle, or says why there is none. */
export function credentialOfHeaders(headers: readonly Header[], form: PasteForm): Paste {
  const found = credentialsIn(headers)
  const bearers = found.filter(({ headerKind }) => headerKind === 'bearer')
  const candidates = bearers.length > 0 ? bearers : found
  if (new Set(candidates.map(({ accessToken }) => accessToken)).size > 1) return { reason: 'several-tokens', form }
  const credential = candidates[0]
  if (credential === undefined) return refusalOfHeaders(headers, form)
  const fault = tokenFault(credential.accessToken)
  return fault === null ? { credential, form } : { ...fault, form }
}

/** The headers in which Gazelle's token belongs, whatever they hold, without the empty ones. */
function authorisationsIn(headers: readonly Header[]): Header[] {
  return headers.filter(([name, value]) => /^(authorization|x-gazelle-api-key)$/i.test(name) && value.trim() !== '')
}

function credentialsIn(headers: readonly Header[]): ReadCredential[] {
  return headers.flatMap(([name, value]) => credentialFromHeaders({ [name]: value }) ?? [])
}

function refusalOfHeaders(headers: readonly Header[], form: PasteForm): PasteRefusal {
  const [name, value] = authorisationsIn(headers)[0] ?? ['', '']
  if (/^basic\s/i.test(value)) return { reason: 'is-password-or-key', secret: 'password', form }
  const token = name.toLowerCase() === 'authorization' ? /^bearer\s+(\S.*)$/i.exec(value)?.[1] : value.trim()
  if (token !== undefined && isBrokenToken(token)) return { reason: 'broken', form }
  if (token === undefined || token === '') return { reason: 'no-token-in-request', form }
  return { ...(tokenFault(token) ?? { reason: 'not-a-token' }), form }
}

function refusalOfOthers(requests: readonly SeenRequest[], form: PasteForm, origins: readonly string[]): PasteRefusal {
  const telling = requests.find(({ headers }) => authorisationsIn(headers).length > 0) ?? requests[0]
  if (telling === undefined) return { reason: 'no-token-in-request', form }
  const other = otherDestination(telling, origins)
  return refusalOf(other ?? 'unknown', form)
}
