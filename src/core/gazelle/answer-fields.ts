import { type Fields, objectOf, parseObject } from './json.ts'

/** What some servers put before JSON, so that no page can run it as a script. */
const guard = /^\s*(\)\]\}'?,?|while\s*\(1\);|for\s*\(;;\);)\s*/
/** How deep an answer may be wrapped, as `{ "data": { "token": { … } } }` is. */
const deepest = 3

/**
 * The fields of an answer of the token endpoint, or null where it has none: a JSON object under whatever type, or an encoded
 * form, which is how OAuth's drafts and some servers answer (agor#2192). The old pair may be gone for the token in it: a
 * guard before the JSON, an object or a list around it and names in camel case keep none of it from being read. Never throws.
 */
export function fieldsOf({ headers }: Response, text: string): Fields | null {
  const answer = parseObject(text.replace(guard, ''))
  if (answer !== undefined) return inOAuthsNames(pairIn(answer, deepest) ?? answer)
  const form = text.trim()
  const isNamed = /\burlencoded\b/i.test(headers.get('content-type') ?? '') || /^(access_token|error)=/.test(form)
  const isForm = isNamed && /^[\w.]+=[^<\s]*$/.test(form)
  return isForm ? Object.fromEntries(new URLSearchParams(form)) : null
}

/** The object that names an access token: this one, or the first within it. */
function pairIn(value: Fields, depth: number): Fields | null {
  if (typeof (value['access_token'] ?? value['accessToken']) === 'string') return value
  if (depth === 0) return null
  for (const member of Object.values(value)) {
    const inner = objectOf(member)
    const pair = inner === undefined ? null : pairIn(inner, depth - 1)
    if (pair !== null) return pair
  }
  return null
}

function inOAuthsNames(fields: Fields): Fields {
  const named = { ...fields }
  for (const [field, value] of Object.entries(fields)) {
    named[field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] ??= value
  }
  return named
}
