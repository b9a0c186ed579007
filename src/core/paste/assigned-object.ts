import { elsewhere, isMeantFor, refusalOf } from './destination.ts'
import { isObject, parseJson } from './json.ts'
import { literalsIn } from './literal.ts'
import { mayHoldToken } from './names.ts'
import type { Paste } from './paste.ts'
import { credentialOfRow } from './row.ts'

/** A prompt that a shell or a notebook prints before an input or its result. */
const promptPattern = /^(?:>>>|\.\.\.|In \[\d{1,5}\]:|Out\[\d{1,5}\]:|>|=>|\$|%)[ \t]+/
const words =
  /^(?:(?:export|default|const|let|var|val|static|final|public|private|readonly|return|await|async|local|my)\b[ \t]*)+/
/** A name and a type, then the call that makes a value of a text. */
const named =
  /^(?:[$@]?([A-Za-z_][\w.-]{0,80})(?:\[["']?([\w-]{0,80})["']?\])?[ \t]*(?::[ \t]*[\w<>, |[\].]{1,80})?[ \t]*(?:=>|:=|[=:]))?[ \t]*(?:(?:JSON\.parse|json\.loads|Json|print|console\.log|json_decode)\(|new Map\(|@)?[ \t]*(?:\(|[bfru]{0,2}["'`]{0,3})$/
const storedPattern =
  /\b(?:local|session)Storage\.setItem\([ \t]*["'`]([\w-]{1,80})["'`][ \t]*,[ \t]*["'`]?(?:JSON\.stringify\()?$/
const addressPattern = /(?:https?|wss?):\/\/[^\s"'`<>,;)\]}|\\]+/gi

/** The most objects to look into; a text with more is no clip. */
const most = 50

/**
 * Takes the credential out of the row as code writes it: an object, a dictionary or JSON in a text, after a name, a call or a
 * prompt.
 *
 * The name must not be another service's, and every address in the text must be Gazelle's. Gives null if there is no such row.
 * Goes over the text a few times; never throws.
 */
export function credentialOfAssignedObject(
  text: string,
  rowKey: string,
  origins: readonly string[],
  now: number,
): Paste | null {
  if (!/access_token|api_key|token|\bvalue\b/.test(text)) return null
  const pastes: Paste[] = []
  let from = 0
  let before = 0
  for (let count = 0; count < most; count += 1) {
    const place = text.slice(from).search(/[{[]|\bdict\(/)
    if (place < 0) break
    const start = from + place
    const end = endOf(text, start)
    const isOurs = isLead(text.slice(before, start))
    if (end < 0) {
      if (isOurs && /access_token/.test(text.slice(start))) pastes.push({ reason: 'unreadable', form: 'row' })
      break
    }
    const value = isOurs ? objectIn(text.slice(start, end)) : undefined
    const paste = value === undefined ? null : credentialOfRow(value, rowKey, now)
    if (paste !== null) pastes.push(paste)
    // An index in brackets is part of the name before a value.
    const isPart = text.charAt(start) === '[' && paste === null
    from = isPart ? start + 1 : end
    if (!isPart) before = end
  }
  const told = pastes.find((paste) => 'credential' in paste) ?? pastes[0]
  if (told === undefined) return null
  const other = text.match(addressPattern)?.find((url) => !isMeantFor(url, origins))
  if (other !== undefined) return refusalOf(elsewhere(other, origins), 'row')
  const tokens = pastes.flatMap((paste) => ('credential' in paste ? paste.credential.accessToken : []))
  return new Set(tokens).size > 1 ? { reason: 'several-tokens', form: 'row' } : told
}

/** True if the text before an object allows the object to be the row. */
function isLead(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const line = (lines.at(-1) ?? '')
    .trimStart()
    .replace(promptPattern, '')
    .replace(/^[;,)\]'"`\s]+/, '')
  const stored = storedPattern.exec(line)
  if (stored !== null) return mayHoldToken(stored[1] ?? '')
  const bare = line.replace(words, '')
  const [, name = '', index = ''] = named.exec(bare) ?? [undefined, bare.trim()]
  return /^[\w.$-]*$/.test(name) && mayHoldToken(name) && mayHoldToken(index)
}

function objectIn(text: string): unknown {
  const inBraces = text.startsWith('dict(')
    ? `{${text.slice(5, -1)}}`
    : text.startsWith('[') && /=>/.test(text) && !text.includes('{')
      ? `{${text.slice(1, -1)}}`
      : text
  const value = parseJson(text) ?? literalsIn(inBraces)?.[0]
  return isObject(value) || Array.isArray(value) ? value : undefined
}

/** The end of the bracket that opens here; -1 if it stays open. */
function endOf(text: string, start: number): number {
  const special = /["'`]|[{[(]|[}\])]/g
  special.lastIndex = start
  let depth = 0
  for (let found = special.exec(text); found !== null; found = special.exec(text)) {
    const [mark] = found
    if (/["'`]/.test(mark)) {
      const closing = new RegExp(`\\\\[\\s\\S]|${mark}`, 'g')
      closing.lastIndex = found.index + 1
      let close = closing.exec(text)
      while (close !== null && close[0] !== mark) close = closing.exec(text)
      if (close === null) return -1
      special.lastIndex = closing.lastIndex
    } else if (/[{[(]/.test(mark)) depth += 1
    else {
      depth -= 1
      if (depth === 0) return special.lastIndex
    }
  }
  return -1
}
