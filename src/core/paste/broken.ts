import { jwtClaims } from '../token/jwt.ts'
import { isJwt } from '../token/token-text.ts'

/** What a token is spelled with, so far that it may be a piece of one. */
const piecePattern = /^[\w.~+/-]+=*$/

/** A quotation mark, a header's name and scheme perhaps, and pieces of one word over several lines up to the same mark. */
const inQuotes =
  /(["'])((?:[\w-]{1,30}:[ \t]?)?(?:Bearer )?)([\w.~+/-]{4,9000}(?:\n[ \t]{0,20}[\w.~+/-]{1,9000}){1,40}={0,2})\1/gi

const field = /^(access_token|refresh_token|token_type|expires_in|expires_at|created_at)$/

/**
 * A text in which every word that was broken over lines is whole again, where quotation marks say from where to where it goes. A
 * break after `-` or `=` is left alone: either may be a mark of the program that broke the line.
 */
export function rejoined(text: string): string {
  if (!/["']/.test(text)) return text
  return text.replace(inQuotes, (whole, mark: string, before: string, word: string) => {
    const pieces = word.split(/\n[ \t]*/)
    const joined = pieces.join('')
    const isClear = pieces.slice(0, -1).every((piece) => /[^=-]$/.test(piece))
    return isClear && (field.test(joined) || isLong(joined)) ? `${mark}${before}${joined}${mark}` : whole
  })
}

/** True for a token with spaces or line ends within: nobody can tell whether anything stood there. */
export function isBrokenToken(text: string): boolean {
  const pieces = text.trim().split(/\s+(?:>\s*)?/)
  const [first = ''] = pieces
  if (pieces.length < 2 || pieces.length > 40 || first.length < 8) return false
  const whole = pieces.filter((piece) => piece.length >= 40 || piece.length === 32)
  return whole.length < 2 && pieces.every((piece) => piecePattern.test(piece)) && isLong(pieces.join(''))
}

/** True where a line holds nothing but what may be the end of a token in the line before. */
export function isRestOfToken(line: string): boolean {
  return /^[\w.~+/-]{1,9000}={0,2}$/.test(line.trim()) && /[a-z\d]/i.test(line)
}

/**
 * The one token that pieces of it make, each from a line of its own: a JWT whose parts say that they are whole, or 64
 * hexadecimal digits. Null where they may be anything else.
 */
export function tokenOfPieces(pieces: readonly string[]): string | null {
  const joined = pieces.join('')
  if (pieces.some((piece) => isJwt(piece) && jwtClaims(piece) !== null)) return null
  if (pieces.slice(0, -1).some((piece) => /[=-]$/.test(piece))) return null
  if (isJwt(joined) && jwtClaims(joined) !== null && joined.startsWith('eyJ')) return joined
  const isHex = pieces.every((piece) => /^[\da-f]{8,}$/.test(piece))
  return isHex && joined.length === 64 ? joined : null
}

/** Long, and not made like words. */
function isLong(text: string): boolean {
  return text.length >= 32 && /[a-z]/i.test(text) && (/\d/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text)))
}
