import { isLoopback } from '../../base/loopback.ts'
import { callbackFlaw } from '../../gazelle/callback.ts'
import { isClientId } from '../../gazelle/client-id.ts'
import { isRowKey, isTableName } from '../names.ts'
import { type Helper, isEmail, isHelper } from './helper.ts'
import { parseConnection } from './parse-connection.ts'
import { isKeyOfOtherProject, kindOfKey } from './supabase-key.ts'

/** All that sets up another computer, apart from secrets: whoever gets it still has to sign in. */
export interface Invitation {
  /** The URL of the project's API, without a path or a final slash. */
  readonly supabaseUrl: string
  /** A publishable key, or a legacy `anon` key. */
  readonly supabaseKey: string
  readonly table: string
  readonly rowKey: string
  /** The Supabase user of the invited person; null if the invitation leaves it open. */
  readonly email: string | null
  /** Gazelle's origin. */
  readonly gazelleUrl: string
  /** The OAuth application, without its secret; null if there is none. */
  readonly clientId: string | null
  readonly redirectUri: string | null
  /** The person to ask; null if nobody is named. */
  readonly helper: Helper | null
}

/**
 * Why a text is no invitation that can be accepted, or why none can be made:
 * - `too-long`: more than an invitation needs (16 KiB)
 * - `damaged`: part of it is missing, or it was changed on its way
 * - `newer`: it has the form of a later version
 * - `unknown-field`: it has a field that no invitation has
 * - `secret-key`: it has a key that opens every table
 * - `not-https`: an address without https, except on this computer
 * - `invalid`: a field is missing or cannot be right
 */
export type InvitationFlaw = 'too-long' | 'damaged' | 'newer' | 'unknown-field' | 'secret-key' | 'not-https' | 'invalid'

/** A flaw, and the field that has it; null if the flaw is of the whole. */
export interface InvitationFault {
  readonly flaw: InvitationFlaw
  readonly field: keyof Invitation | null
}

export type ReadInvitation =
  | { readonly ok: true; readonly invitation: Invitation }
  | { readonly ok: false; readonly fault: InvitationFault }
export type WrittenInvitation =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: InvitationFault }

const format = 'gazelle-keeper-invitation'
const version = 1
/** The most characters of an invitation, with the message around it. */
export const longestInvitation = 16_384

/** Whether a text says that it is an invitation, readable or not. */
export const saysInvitation = (text: string): boolean => text.slice(0, 65_536).includes(format)

/**
 * Writes an invitation as JSON. It is read back first: whatever could not be accepted, such as a secret key, is not written.
 * Never throws.
 */
export function writeInvitation(invitation: Invitation): WrittenInvitation {
  const known = Object.entries(invitation).filter(([, value]) => value !== null)
  const text = `${JSON.stringify({ format, version, ...Object.fromEntries(known) }, null, 2)}\n`
  const read = readInvitation(text)
  return read.ok ? { ok: true, text } : read
}

/** Reads the invitation in a text, which may be a message around it. Trusts nothing in it. Never throws. */
export function readInvitation(text: string): ReadInvitation {
  if (text.length > longestInvitation) return fault('too-long')
  const envelope = jsonIn(text)
  if (envelope === null || ownOf(envelope, 'format') !== format) return fault('damaged')
  const theirs = ownOf(envelope, 'version')
  if (theirs !== version) return fault(Number.isSafeInteger(theirs) && Number(theirs) > version ? 'newer' : 'damaged')
  const names = Object.keys(envelope)
  if (names.some((name) => !['format', 'version', ...fieldNames].includes(name))) return fault('unknown-field')
  for (const field of fieldNames) {
    const flaw = flawOf(field, ownOf(envelope, field))
    if (flaw !== null) return fault(flaw, field)
  }
  const invitation = Object.fromEntries(fieldNames.map((name) => [name, ownOf(envelope, name) ?? null]))
  const { supabaseUrl, supabaseKey } = invitation as unknown as Invitation
  if (isKeyOfOtherProject(supabaseKey, supabaseUrl)) return fault('invalid', 'supabaseKey')
  return { ok: true, invitation: invitation as unknown as Invitation }
}

type Judge = (value: unknown) => InvitationFlaw | null

const isValid =
  (accepts: (text: string) => boolean): Judge =>
  (value) =>
    typeof value === 'string' && accepts(value) ? null : 'invalid'

/** Each field's judge, and whether it may be missing. */
const fields: { readonly [Name in keyof Invitation]: readonly [judge: Judge, isOptional: boolean] } = {
  supabaseUrl: [flawOfProject, false],
  supabaseKey: [flawOfKey, false],
  table: [isValid(isTableName), false],
  rowKey: [isValid(isRowKey), false],
  email: [isValid(isEmail), true],
  gazelleUrl: [flawOfOrigin, false],
  clientId: [isValid(isClientId), true],
  redirectUri: [isValid(isRedirect), true],
  helper: [(value) => (isHelper(value) ? null : 'invalid'), true],
}
const fieldNames = Object.keys(fields) as (keyof Invitation)[]

function flawOf(field: keyof Invitation, value: unknown): InvitationFlaw | null {
  const [judge, isOptional] = fields[field]
  return value === undefined && isOptional ? null : judge(value)
}

/** A project's URL is what a paste of it would give: no page of the dashboard, no example, no imitation of Supabase's hosts. */
function flawOfProject(value: unknown): InvitationFlaw | null {
  const flaw = flawOfOrigin(value)
  if (flaw !== null) return flaw
  const pasted = parseConnection(String(value))
  return pasted.ok && pasted.url === value ? null : 'invalid'
}

function flawOfOrigin(value: unknown): InvitationFlaw | null {
  if (typeof value !== 'string' || value.length > 300 || !URL.canParse(value)) return 'invalid'
  const { protocol, hostname, origin } = new URL(value)
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) return 'not-https'
  return origin === value ? null : 'invalid'
}

function flawOfKey(value: unknown): InvitationFlaw | null {
  if (typeof value !== 'string' || !/^[\w.-]{20,2000}$/.test(value)) return 'invalid'
  const { kind } = kindOfKey(value)
  if (kind === 'secret' || kind === 'legacy-service-role') return 'secret-key'
  // A key of an unknown kind may open everything.
  return kind === 'unknown' ? 'invalid' : null
}

function isRedirect(text: string): boolean {
  if (text.length > 2000 || callbackFlaw(text) !== null) return false
  const { username, password } = new URL(text)
  return username === '' && password === ''
}

// Zero-width and direction marks, which messengers put between visible characters.
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g

/** The JSON object from the first brace of a text to its last one; null if there is none. */
function jsonIn(text: string): object | null {
  const plain = text.replace(invisible, '').replace(/\u00a0/g, ' ')
  try {
    const value: unknown = JSON.parse(plain.slice(plain.indexOf('{'), plain.lastIndexOf('}') + 1))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/** A field of the object's own: names such as `constructor` are everybody's. */
function ownOf(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined
}

function fault(flaw: InvitationFlaw, field: keyof Invitation | null = null) {
  return { ok: false, fault: { flaw, field } } as const
}
