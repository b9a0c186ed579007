import { jwtClaims } from '../token/jwt.ts'
import { isJwt } from '../token/token-text.ts'

/** The characters of a token, or of a piece of one. */
const piecePattern = /^[\w.~+/-]+=*$/

/** A quotation mark, perhaps a header's name and scheme, and one word broken over several lines up to the same mark. */
const inQuotes =
  /(["'])((?:[\w-]{1,30}:[ \t]?)?(?:Bearer )?)([\w.~+/-]{4,9000}(?:\n[ \t]{0,20}[\w.~+/-]{1,9000}){1,40}={0,2})\1/gi

const field = /^(access_token|refresh_token|token_type|expires_in|expires_at|created_at)$/

/**
 * Rejoins every word that was broken over lines, if quotation marks show where it begins and ends. A break after `-` or `=` is
 * left alone: the program that broke the line may have added either.
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

/** True for a token with spaces or line ends inside: nobody can tell whether characters are missing there. */
export function isBrokenToken(text: string): boolean {
  const pieces = text.trim().split(/\s+(?:>\s*)?/)
  const [first = ''] = pieces
  if (pieces.length < 2 || pieces.length > 40 || first.length < 8) return false
  const whole = pieces.filter((piece) => piece.length >= 40 || piece.length === 32)
  return whole.length < 2 && pieces.every((piece) => piecePattern.test(piece)) && isLong(pieces.join(''))
}

/** True if a line holds nothing but a possible end of the token in the line before. */
export function isRestOfToken(line: string): boolean {
  return /^[\w.~+/-]{1,9000}={0,2}$/.test(line.trim()) && /[a-z\d]/i.test(line)
}

/**
 * Joins pieces, each from a line of its own, into one token: a JWT that decodes whole, or 64 hexadecimal digits. Null if they may
 * be anything else.
 */
export function tokenOfPieces(pieces: readonly string[]): string | null {
  const joined = pieces.join('')
  if (pieces.some((piece) => isJwt(piece) && jwtClaims(piece) !== null)) return null
  if (pieces.slice(0, -1).some((piece) => /[=-]$/.test(piece))) return null
  if (isJwt(joined) && jwtClaims(joined) !== null && joined.startsWith('eyJ')) return joined
  const isHex = pieces.every((piece) => /^[\da-f]{8,}$/.test(piece))
  return isHex && joined.length === 64 ? joined : null
}

/** Long, and unlike words. */
function isLong(text: string): boolean {
  return text.length >= 32 && /[a-z]/i.test(text) && (/\d/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text)))
}
