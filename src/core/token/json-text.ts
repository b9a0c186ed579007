import type { Json } from './record.ts'

/**
 * JSON kept as text. Parsing and serialising would lose numbers that a double cannot hold (a long number, `1e400`), duplicate
 * keys, and the way it was written, so JSON that goes back to the database unchanged goes as text.
 */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** The parsed value. */
  get value(): Json {
    return JSON.parse(this.text)
  }
}

/** The text of JSON, parsed or not. */
export const jsonTextOf = (json: Json | JsonText): string =>
  json instanceof JsonText ? json.text : JSON.stringify(json)

/** The value of JSON, parsed or not. */
export const jsonValueOf = (json: Json | JsonText): Json => (json instanceof JsonText ? json.value : json)

interface Member {
  readonly name: string
  /** Everything from the white space before the key to the value. */
  readonly before: string
  readonly value: string
  readonly after: string
}

/**
 * Changes some members of an object's text (undefined: removes) and appends new ones; every other character stays. A
 * duplicate key is changed everywhere. Takes the text of a valid JSON object.
 */
export function withMembers(text: string, changes: ReadonlyMap<string, Json | undefined>): string {
  const start = text.indexOf('{') + 1
  const { members, end } = membersOf(text, start)
  const kept = members.flatMap((member): Member[] => {
    if (!changes.has(member.name)) return [member]
    const value = changes.get(member.name)
    return value === undefined ? [] : [{ ...member, value: JSON.stringify(value) }]
  })
  const names = new Set(members.map(({ name }) => name))
  for (const [name, value] of changes) {
    if (names.has(name) || value === undefined) continue
    const like = kept.at(-1)
    const [space, colon] = like === undefined ? ['', ':'] : styleOf(like)
    if (like !== undefined) kept[kept.length - 1] = { ...like, after: '' }
    const before = `${space}${JSON.stringify(name)}${colon}`
    kept.push({ name, before, value: JSON.stringify(value), after: like?.after ?? '' })
  }
  const inside = kept.map(({ before, value, after }) => before + value + after).join(',')
  return text.slice(0, start) + inside + text.slice(end)
}

/**
 * Changes the text of one member's value in an object's text. Takes the text of a JSON object, a name in it, and a function
 * from the old text to the new; of duplicate keys the last counts.
 */
export function withMemberText(text: string, name: string, change: (value: string) => string): string {
  const start = text.indexOf('{') + 1
  const { members, end } = membersOf(text, start)
  const last = members.findLastIndex((member) => member.name === name)
  const inside = members.map(
    ({ before, value, after }, index) => before + (index === last ? change(value) : value) + after,
  )
  return text.slice(0, start) + inside.join(',') + text.slice(end)
}

/** Changes the text of a list's only item. */
export function withItemText(text: string, change: (value: string) => string): string {
  const start = afterSpace(text, text.indexOf('[') + 1)
  const end = endOf(text, start)
  return text.slice(0, start) + change(text.slice(start, end)) + text.slice(end)
}

/** The members of an object's text: each value's JSON text by name. Takes the text of a JSON object. */
export function memberTexts(text: string): Map<string, string> {
  return new Map(membersOf(text, text.indexOf('{') + 1).members.map(({ name, value }) => [name, value]))
}

/** The white space before a member's key, and its colon with the white space around it. */
function styleOf({ before }: Member): [space: string, colon: string] {
  const key = before.indexOf('"')
  return [before.slice(0, key), before.slice(endOfString(before, key))]
}

function membersOf(text: string, start: number): { members: Member[]; end: number } {
  const members: Member[] = []
  let at = start
  for (;;) {
    const key = afterSpace(text, at)
    if (text[key] !== '"') return { members, end: members.length === 0 ? start : at }
    const endOfKey = endOfString(text, key)
    const value = afterSpace(text, afterSpace(text, endOfKey) + 1)
    const endOfValue = endOf(text, value)
    const next = afterSpace(text, endOfValue)
    members.push({
      name: JSON.parse(text.slice(key, endOfKey)),
      before: text.slice(at, value),
      value: text.slice(value, endOfValue),
      after: text.slice(endOfValue, next),
    })
    if (text[next] !== ',') return { members, end: next }
    at = next + 1
  }
}

function afterSpace(text: string, at: number): number {
  while (/\s/.test(text[at] ?? '')) at++
  return at
}

/** Gives the end of the string that starts at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

/** Gives the end of the value that starts at `start`, however deep it is. */
function endOf(text: string, start: number): number {
  let depth = 0
  let at = start
  while (at < text.length) {
    const character = text[at] ?? ''
    if (character === '"') at = endOfString(text, at)
    else if (/[[{]/.test(character)) {
      depth++
      at++
    } else if (/[\]}]/.test(character)) {
      if (depth === 0) return at
      depth--
      at++
    } else if (depth === 0 && /[,\s]/.test(character)) return at
    else at++
    if (depth === 0 && /["\]}]/.test(text[at - 1] ?? '')) return at
  }
  return at
}

/** Whether a double can hold every number in this JSON, so that parsing and serialising lose none. */
export function isHeldByDoubles(text: string): boolean {
  const strings = /"[^"\\]*(?:\\.[^"\\]*)*"/g
  const numbers = text.replace(strings, ' ').match(/-?\d[\d.eE+-]*/g) ?? []
  return numbers.every((number) => {
    const held = Number(number)
    return Number.isFinite(held) && digitsOf(number) === digitsOf(String(held))
  })
}

/** A number's digits and power of ten, the same for every notation. */
function digitsOf(number: string): string {
  const [mantissa = '', exponent = '0'] = number.replace('-', '').toLowerCase().split(/e/)
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const shortest = digits.replace(/0+$/, '')
  if (shortest === '') return '0'
  return `${shortest}e${Number(exponent) - fraction.length + digits.length - shortest.length}`
}
