import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type RecordError, shownField } from './errors.ts'
import { parseRow } from './parse.ts'

const errorOf = (value: unknown): RecordError => {
  try {
    parseRow(value, 0)
  } catch (error) {
    return error as RecordError
  }
  return expect.unreachable('it was read')
}

/** A row in which two objects hold a token: the error names both fields. */
const rivals = (name: string) => ({
  [name]: { access_token: randomBytes(32).toString('base64url') },
  other: { access_token: randomBytes(32).toString('base64url') },
})

describe('a field’s name is somebody else’s text', () => {
  it.each([
    ['a line of its own', 'x\n::error::pay here', 'x ::error::pay here, other'],
    ['a terminal’s commands', 'x\u001b]0;owned\u0007', 'x ]0;owned, other'],
    ['a right-to-left mark', 'x\u202ey', 'x y, other'],
  ])('%s is none in the error', (_, name, shown) => {
    const error = errorOf(rivals(name))
    expect(error.field).toBe(shown)
    for (const sign of ['\n', '\u001b', '\u202e']) expect(error.message).not.toContain(sign)
  })

  it('a token put where a name belongs is not shown', () => {
    const token = randomBytes(32).toString('base64url')
    const jwt = [36, 120, 43].map((length) => randomBytes(length).toString('hex').slice(0, length)).join('.')
    for (const secret of [token, jwt]) {
      const { field, message } = errorOf(rivals(secret))
      for (const part of secret.split('.')) expect(`${field} ${message}`).not.toContain(part.slice(0, 12))
    }
  })

  it('a name without an end is cut, and those that are known stay whole', () => {
    expect(shownField('a.b '.repeat(5000)).length).toBeLessThanOrEqual(80)
    expect(shownField('data.session.provider_refresh_token')).toBe('data.session.provider_refresh_token')
  })
})
