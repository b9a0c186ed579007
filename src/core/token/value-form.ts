import { type Field, type FieldNames, namesIn, tokenFields } from './field-names.ts'
import { withItemText, withMemberText } from './json-text.ts'
import { jsonOfPython, pythonOfJson } from './python-text.ts'
import type { Json, JsonObject } from './record.ts'
import { tokenFlaw, tokenWithin } from './token-text.ts'

/** One layer of a row's value: a text of JSON, a text of a Python dictionary, a list's only item, a field of an object. */
type Layer = 'json' | 'python' | 'item' | { readonly field: string }

/** The place of the token's fields, or of a bare token, in a row's value. */
export interface Place {
  readonly layers: readonly Layer[]
  /** The fields, without a prototype, so that none is mistaken for one of Object's own; null for a bare token. */
  readonly fields: JsonObject | null
  /** The bare token; null if there are fields. */
  readonly bare: string | null
}

/** An opened value. */
export interface OpenValue {
  /** The place of the token, or for one; null if the value has no fields at all. */
  readonly place: Place | null
  /** The names of competing fields; empty if there is no doubt. */
  readonly rivals: readonly string[]
  /** Whether the value is a text that holds neither JSON nor a Python dictionary. */
  readonly isText: boolean
}

/** The deepest nesting that is looked into: deeper than any program writes. */
const deepest = 8
const longestBare = 16_384
/** Names of fields whose token is not the one in use. */
const notInUse = /^(?:__proto__$|_?(?:old|prev|last|former|backup|expired|revoked|history|refresh|id_?token))/i

/**
 * Opens a row's value, whatever its form. Takes any value; never throws.
 *
 * Looks into texts of JSON, however often serialised and with or without a byte order mark, texts of Python dictionaries,
 * lists of one item, and the fields of objects without an access token of their own. If several places hold a token, none is
 * believed.
 */
export function openValue(value: unknown): OpenValue {
  const holding = placesIn(value, [], holdsToken)
  const [only] = holding
  if (only !== undefined && holding.length === 1) return { place: only, rivals: [], isText: false }
  const root = rootOf(value, [])
  if (holding.length > 1) return { place: root.place, rivals: holding.map(nameOf), isText: false }
  const seats = placesIn(value, [], hasSeat)
  const place = (seats.length === 1 ? seats[0] : undefined) ?? root.place
  return { place, rivals: [], isText: root.isText }
}

/** The token in a value, without quotation marks and scheme; null if there is no usable one. */
export function usableToken(value: Json | undefined): string | null {
  const token = typeof value === 'string' ? tokenWithin(value) : null
  return token !== null && tokenFlaw(token) === null ? token : null
}

/**
 * Changes a row's value at one place. Takes the value's JSON text, the place, and a function from the old JSON text of the
 * object or bare token there to the new. Everything around it stays, except a byte order mark, which no reader needs and which
 * trips some.
 */
export function changedAt(text: string, { layers }: Pick<Place, 'layers'>, change: (text: string) => string): string {
  const [layer, ...others] = layers
  if (layer === undefined) return change(text)
  const within = (inner: string) => changedAt(inner, { layers: others }, change)
  if (layer === 'item') return withItemText(text, within)
  if (typeof layer === 'object') return withMemberText(text, layer.field, within)
  const inner = withoutMark(JSON.parse(text) as string)
  return JSON.stringify(layer === 'json' ? within(inner) : pythonOfJson(within(jsonOfPython(inner) ?? inner)))
}

/** The token, if a text is a token and nothing else; else null. */
function bareToken(text: string): string | null {
  if (text.length > longestBare) return null
  const token = tokenWithin(text)
  // A shorter word without a field's name beside it may be anything.
  return token !== null && /^[\w.~+/=-]{20,}$/.test(token) ? token : null
}

/** The outermost object of a value, or the bare token. */
function rootOf(value: unknown, layers: readonly Layer[]): { place: Place | null; isText: boolean } {
  if (isObject(value)) return { place: { layers, fields: fieldsOf(value), bare: null }, isText: false }
  if (typeof value !== 'string' || layers.length > deepest) return { place: null, isText: false }
  const inner = innerOf(value)
  if (inner !== null) return rootOf(inner.value, [...layers, inner.layer])
  const bare = bareToken(value)
  return { place: bare === null ? null : { layers, fields: null, bare }, isText: bare === null }
}

function placesIn(value: unknown, layers: readonly Layer[], isMeant: (names: Names) => boolean): Place[] {
  if (layers.length > deepest) return []
  if (typeof value === 'string') {
    const inner = innerOf(value)
    return inner === null ? [] : placesIn(inner.value, [...layers, inner.layer], isMeant)
  }
  if (Array.isArray(value)) return value.length === 1 ? placesIn(value[0], [...layers, 'item'], isMeant) : []
  if (!isObject(value)) return []
  const fields = fieldsOf(value)
  const names = { ...namesIn(fields), fields, isWithin: layers.some((layer) => typeof layer === 'object') }
  if (isMeant(names)) return [{ layers, fields, bare: null }]
  // A program that reads the token here finds none, whatever is further in.
  if (names.all('access_token').some((name) => !mayHold(fields[name]))) return []
  return Object.entries(fields).flatMap(([field, held]) =>
    mayHold(held) && !notInUse.test(field) ? placesIn(held, [...layers, { field }], isMeant) : [],
  )
}

interface Names extends FieldNames {
  readonly fields: JsonObject
  readonly isWithin: boolean
}

/** Whether the fields hold a token. Within other fields, a `token` counts only if it has the form of one. */
function holdsToken({ all, fields, isWithin }: Names): boolean {
  const isToken = (field: Field) => (name: string) => {
    const token = usableToken(fields[name])
    return token !== null && (field === 'access_token' || !isWithin || bareToken(token) !== null)
  }
  return tokenFields.some((field) => all(field).some(isToken(field)))
}

/** Whether an access token belongs here but is missing. */
const hasSeat = ({ all, fields }: Names) => all('access_token').some((name) => !mayHold(fields[name]))

/** Whether fields may be further in. */
function mayHold(value: Json | undefined): boolean {
  return typeof value === 'string'
    ? /^[\s\uFEFF]*[{["]/.test(value.slice(0, 100)) && !isQuotedToken(value)
    : isObject(value) || Array.isArray(value)
}

const isQuotedToken = (text: string) => bareToken(text) !== null

/** A text's content, unless it is only a number or a word: bare digits may be a token. */
function innerOf(text: string): { value: unknown; layer: 'json' | 'python' } | null {
  const inner = withoutMark(text)
  if (!/^\s*[{["]/.test(inner.slice(0, 100))) return null
  const value = parsed(inner)
  if (value !== undefined) return { value, layer: 'json' }
  const json = /^\s*[{[]/.test(inner.slice(0, 100)) ? jsonOfPython(inner) : null
  const ofPython = json === null ? undefined : parsed(json)
  return ofPython === undefined ? null : { value: ofPython, layer: 'python' }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const withoutMark = (text: string) => text.replace(/^\uFEFF+/, '')
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldsOf = (value: JsonObject): JsonObject => Object.assign(Object.create(null), value)

const nameOf = ({ layers }: Place) =>
  layers.flatMap((layer) => (typeof layer === 'object' ? [layer.field] : [])).join('.')
