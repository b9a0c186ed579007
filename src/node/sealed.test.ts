import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSeal } from './sealed.ts'

const secret = randomBytes(32).toString('hex')
const seal = createSeal(secret, ['row'])

describe('a seal', () => {
  it('opens what it closed, and shows nothing of it', () => {
    const text = `{"token":"${secret}","é":"✓"}`
    const sealed = seal.close(text)
    expect(createSeal(secret, ['row']).open(sealed)).toBe(text)
    expect(sealed.toString('latin1')).not.toContain('token')
    expect(seal.close(text).equals(sealed)).toBe(false)
  })

  it.each([
    ['another secret', createSeal(`${secret}x`, ['row'])],
    ['another use', createSeal(secret, ['row', ''])],
  ])('is another with %s', (_what, other) => {
    expect(other.id).not.toBe(seal.id)
    expect(() => other.open(seal.close('text'))).toThrow()
  })

  it('opens nothing that was changed or cut at any place', () => {
    const sealed = seal.close('text')
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => seal.open(changed)).toThrow()
      expect(() => seal.open(sealed.subarray(0, at))).toThrow()
    }
  })
})
