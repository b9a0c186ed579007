import type { GazelleErrorKind } from '../../core/gazelle/errors.ts'
import type { GrantErrorKind } from '../../core/gazelle/grant-errors.ts'
import type { KeeperEvent, LoggedEvent } from '../../core/keeper/events.ts'
import { isStoreErrorKind } from '../../core/keeper/store-error.ts'
import { sourceNamed } from '../../core/token/sources.ts'

// Another version, or a person, may have written the file: entries that are not understood are skipped.

/** Reads the kept log of a row. Pure. */
export function readEvents(kept: unknown): LoggedEvent[] {
  return Array.isArray(kept) ? kept.map(withStore).map(withSource).filter(isEvent) : []
}

type Fields = Readonly<Record<string, unknown>>

/** Up to 0.1.0 a problem of the store was called after Supabase. */
function withStore(kept: unknown): unknown {
  const { problem }: Fields = Object(kept)
  return Object(problem).at === 'supabase' ? { ...Object(kept), problem: { ...Object(problem), at: 'store' } } : kept
}

/** A later version may know a way in that this one does not. */
function withSource(kept: unknown): unknown {
  const { what, source }: Fields = Object(kept)
  return what === 'captured' && isText(source) ? { ...Object(kept), source: sourceNamed(source) } : kept
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => Number.isFinite(value)
const orNull = (isIt: (value: unknown) => boolean, value: unknown) => value === null || isIt(value)

function isEvent(kept: unknown): kept is LoggedEvent {
  const { what, at, lastAt, times, ...fields }: Fields = Object(kept)
  if (![at, lastAt, times].every(isNumber) || !isText(what) || !Object.hasOwn(hasFieldsOf, what)) return false
  return hasFieldsOf[what as KeeperEvent['what']](fields)
}

const hasFieldsOf: Readonly<Record<KeeperEvent['what'], (fields: Fields) => boolean>> = {
  checked: ({ fingerprint, works }) => isText(fingerprint) && typeof works === 'boolean',
  adopted: ({ token, by }) => isToken(token) && (by === undefined || by === 'keeper'),
  captured: ({ fingerprint, source }) => isText(fingerprint) && isText(source),
  renewed: ({ fingerprint, by }) => isText(fingerprint) && (by === 'refresh-token' || by === 'web-session'),
  saved: ({ token }) => isToken(token),
  restored: ({ fingerprint }) => isText(fingerprint),
  conflict: ({ kept, other }) => isText(kept) && isText(other),
  'other-company': ({ fingerprint }) => isText(fingerprint),
  declined: ({ fingerprint }) => isText(fingerprint),
  'account-changed': ({ fingerprint, change, by }) =>
    isText(fingerprint) && (change === 'company' || change === 'user') && isText(by),
  failed: ({ problem }) => isProblem(problem),
  'human-needed': ({ fingerprint }) => orNull(isText, fingerprint),
  'clock-wrong': ({ byMilliseconds }) => isNumber(byMilliseconds),
}

function isToken(kept: unknown): boolean {
  const { fingerprint, headerKind, issuedAt, expiry }: Fields = Object(kept)
  const { certainty, at }: Fields = Object(expiry)
  const isExpiry = certainty === 'never' || ((certainty === 'stated' || certainty === 'assumed') && isNumber(at))
  return isText(fingerprint) && orNull(isText, headerKind) && orNull(isNumber, issuedAt) && isExpiry
}

const gazelleKinds: Readonly<Record<GazelleErrorKind, true>> = {
  unauthorized: true,
  forbidden: true,
  'rate-limited': true,
  unavailable: true,
  intercepted: true,
  'unexpected-answer': true,
}
const oauthKinds: Readonly<Record<GrantErrorKind | 'renewed-in-vain', true>> = {
  'invalid-grant': true,
  'invalid-client': true,
  'rate-limited': true,
  'not-sent': true,
  'answer-lost': true,
  intercepted: true,
  'unexpected-answer': true,
  'renewed-in-vain': true,
}

function isProblem(kept: unknown): boolean {
  const { at, kind, field, what }: Fields = Object(kept)
  switch (at) {
    case 'store':
      return isText(kind) && isStoreErrorKind(kind)
    case 'gazelle':
      return isText(kind) && Object.hasOwn(gazelleKinds, kind)
    case 'oauth':
      return isText(kind) && Object.hasOwn(oauthKinds, kind)
    case 'row':
      return orNull(isText, field)
    case 'keeper':
      return isText(what)
    default:
      return false
  }
}
