import { describe, expect, it } from 'vitest'
import { filtersWhileUnchanged } from './unchanged.ts'

const updatedAt = '2025-06-01 10:00:00.123456+00'

describe('filtersWhileUnchanged', () => {
  it('compares an object by its short fields and the ends of its long ones', () => {
    const value = {
      access_token: `${'x'.repeat(37)}ab-%_9`,
      refresh_token: 'manual_override',
      created_at: 5,
      note: null,
      nested: { secret: 'y'.repeat(40) },
      'odd name': 'z'.repeat(40),
    }
    expect(filtersWhileUnchanged({ value, updatedAt })).toEqual([
      ['updated_at', 'eq', updatedAt],
      ['value->>access_token', 'like', '*ab___9'],
      ['value->>refresh_token', 'eq', 'manual_override'],
      ['value->>created_at', 'eq', '5'],
      ['value->>note', 'is', 'null'],
    ])
  })

  it('compares a number as the database writes it', () => {
    const text = '{"n": 1.50, "big": 12345678901234567, "is": true}'
    expect(filtersWhileUnchanged({ value: JSON.parse(text), text, updatedAt: null })).toEqual([
      ['value->>n', 'eq', '1.50'],
      ['value->>big', 'eq', '12345678901234567'],
      ['value->>is', 'eq', 'true'],
    ])
  })

  it('has only updated_at for anything else, or nothing', () => {
    for (const value of ['{"access_token": "x"}', null, 5, ['x']]) {
      expect(filtersWhileUnchanged({ value, updatedAt })).toEqual([['updated_at', 'eq', updatedAt]])
      expect(filtersWhileUnchanged({ value, updatedAt: null })).toBeNull()
    }
    expect(filtersWhileUnchanged({ value: {}, updatedAt: null })).toEqual([['value', 'eq', '{}']])
  })
})
