import type { JsonObject } from './record.ts'

/** The meaningful fields, as OAuth and the guide spell them. */
export type Field =
  | 'access_token'
  | 'api_key'
  | 'token'
  | 'refresh_token'
  | 'expires_in'
  | 'expires_at'
  | 'created_at'
  | 'token_type'

/** Where programs look for the token, in this order. */
export const tokenFields = ['access_token', 'api_key', 'token'] as const

/** Maps every other spelling (`accessToken`, `AccessToken`, `access-token`), without its separators and capitals. */
const fieldNames: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['accesstoken', 'access_token'],
  ['apikey', 'api_key'],
  ['token', 'token'],
  ['refreshtoken', 'refresh_token'],
  ['expiresin', 'expires_in'],
  ['expiresat', 'expires_at'],
  ['createdat', 'created_at'],
  ['tokentype', 'token_type'],
])

const ownSpelling = Object.fromEntries([...fieldNames.values()].map((field) => [field, field])) as Record<Field, Field>

/** An object's spelling of the meaningful fields. */
export interface FieldNames {
  /** The names that stand for a field, OAuth's own first, then in the object's order. */
  all(field: Field): readonly string[]
  /** The name that counts: the first with a value, else the first, else the spelling for a new field. */
  of(field: Field): string
}

/** Finds an object's spelling of the meaningful fields. Takes its own fields. */
export function namesIn(fields: JsonObject): FieldNames {
  const names = new Map<Field, string[]>()
  for (const name of Object.keys(fields)) {
    const field = fieldNamed(name)
    if (field === undefined) continue
    const known = names.get(field) ?? []
    names.set(field, name === field ? [name, ...known] : [...known, name])
  }
  const all = (field: Field) => names.get(field) ?? []
  const like = () => [...names.values()].flat().find((name) => name.toLowerCase() !== 'token')
  return {
    all,
    of: (field) => all(field).find((name) => fields[name] !== null) ?? all(field)[0] ?? spelled(field, like()),
  }
}

function fieldNamed(name: string): Field | undefined {
  // Most objects spell them as OAuth does.
  if (Object.hasOwn(ownSpelling, name)) return ownSpelling[name as Field]
  // No known field has a longer name.
  return name.length > 20 ? undefined : fieldNames.get(name.replace(/[_\s-]/g, '').toLowerCase())
}

/** A field's name in the style of another's. */
function spelled(field: Field, like: string | undefined): string {
  if (like === undefined || like.includes('_'))
    return like !== undefined && !/[a-z]/.test(like) ? field.toUpperCase() : field
  const words = field.split('_')
  if (/[\s-]/.test(like)) return words.join('-')
  if (!/[A-Z]/.test(like)) return words.join('')
  const [first = '', ...others] = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return (/^[A-Z]/.test(like) ? first : first.toLowerCase()) + others.join('')
}
