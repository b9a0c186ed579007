import { expect } from 'vitest'
import { RecordError } from './errors.ts'
import { parseRow } from './parse.ts'
import type { TokenRecord } from './record.ts'

// Throw-away tokens: none of them was ever issued.

export const bearer = 'B'.repeat(43)
export const long = 'L'.repeat(64)
export const apiKey = 'k'.repeat(32)
export const refresh = 'R'.repeat(43)
/** When the rows were written, in seconds. */
export const writtenAt = 1_750_000_000
export const thirtyDays = 2_592_000

/** A token with the form of a JWT and these claims. */
export function jwtOf(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'HS256' })}.${part(claims)}.${'c2lnbmF0dXJl'.repeat(3)}`
}

export const parse = (value: unknown): TokenRecord => parseRow(value, writtenAt)

/** The error with which a row's value is not accepted. */
export function errorOf(value: unknown): RecordError {
  try {
    parse(value)
  } catch (error) {
    expect(error).toBeInstanceOf(RecordError)
    return error as RecordError
  }
  throw new Error('was accepted')
}
