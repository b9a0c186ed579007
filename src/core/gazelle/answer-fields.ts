import { type Fields, objectOf } from '../base/json.ts'
import { salvage } from './salvage.ts'

/** The prefix that some servers put before JSON, so that no page can run it as a script. */
const guard = /^\s*(\)\]\}'?,?|while\s*\(1\);|for\s*\(;;\);)\s*/
/** How deep an answer may be wrapped, as `{ "data": { "token": { … } } }` is. */
const deepest = 3

/**
 * The fields of an answer of the token endpoint, or null if it has none: a JSON object of any content type, or an encoded form,
 * as OAuth's drafts and some servers answer (agor#2192). The old pair may be gone, so the answer is read leniently: with a
 * guard before the JSON, an object, list or text around it, or names in camel case; and from an answer that is neither JSON nor
 * a form, a whole token is still taken (see `salvage`). `isWhole`: the answer is complete. Never throws.
 */
export function fieldsOf({ headers }: Response, text: string, isWhole: boolean): Fields | null {
  const answer = objectIn(text.replace(guard, ''))
  if (answer !== undefined) return inOAuthsNames(pairIn(answer, deepest) ?? answer)
  const form = text.trim()
  const isNamed = /\burlencoded\b/i.test(headers.get('content-type') ?? '') || /^(access_token|error)=/.test(form)
  const isForm = isNamed && /^[\w.]+=[^<\s]*$/.test(form)
  // A form that breaks off within the token holds only half of it.
  if (isForm)
    return Object.fromEntries(new URLSearchParams(isWhole ? form : form.replace(/(^|&)access_token=[^&]*$/, '')))
  const saved = salvage(text)
  return saved === null ? null : inOAuthsNames(saved)
}

/** The object that names an access token: this one, or the first within it. */
function pairIn(value: Fields, depth: number): Fields | null {
  if (typeof (value['access_token'] ?? value['accessToken']) === 'string') return value
  if (depth === 0) return null
  for (const member of Object.values(value)) {
    // Some gateways wrap the answer as a text within their own.
    const inner = typeof member === 'string' ? objectIn(member) : objectOf(member)
    const pair = inner === undefined ? null : pairIn(inner, depth - 1)
    if (pair !== null) return pair
  }
  return null
}

/** The object that a JSON text holds, or one that holds that text. */
function objectIn(text: string): Fields | undefined {
  const value = parsed(text)
  return objectOf(typeof value === 'string' ? parsed(value) : value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function inOAuthsNames(fields: Fields): Fields {
  const named = { ...fields }
  for (const [field, value] of Object.entries(fields)) {
    named[field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] ??= value
  }
  return named
}
