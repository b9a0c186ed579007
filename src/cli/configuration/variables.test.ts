import { describe, expect, it } from 'vitest'
import { connectionFrom, twoKeysIn } from './variables.ts'

const one = 'a-key'
const other = 'another'
const both = { used: 'SUPABASE_KEY', unused: 'SUPABASE_SERVICE_ROLE_KEY' }

describe('two keys', () => {
  it.each([
    ['one, by its short name', { SUPABASE_KEY: one }, null],
    ['one, by its long name', { SUPABASE_SERVICE_ROLE_KEY: one }, null],
    ['an empty one beside it', { SUPABASE_KEY: ' ', SUPABASE_SERVICE_ROLE_KEY: one }, null],
    ['the same twice', { SUPABASE_KEY: one, SUPABASE_SERVICE_ROLE_KEY: ` ${one}\n` }, null],
    ['two that differ', { SUPABASE_KEY: one, SUPABASE_SERVICE_ROLE_KEY: other }, both],
  ])('are told where they are: %s', (_what, keys, expected) => {
    expect(twoKeysIn(keys)).toEqual(expected)
    const variables = { ...keys, SUPABASE_URL: 'https://project.example' }
    expect(connectionFrom(variables, { kind: 'environment' }).supabaseKey).toBe(one)
  })
})
