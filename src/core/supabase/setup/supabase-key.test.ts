import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isKeyOfOtherProject, kindOfKey } from './supabase-key.ts'
import { projectPlaceOf, projectRefOf } from './supabase-url.ts'
import { apiKey, legacyKey } from './testing.ts'

const ref = 'abcdefghijklmnopqrst'
const url = `https://${ref}.supabase.co`

describe('kindOfKey', () => {
  it.each([
    [apiKey('publishable'), 'publishable', true, null],
    [apiKey('secret'), 'secret', false, null],
    [legacyKey({ role: 'anon', ref }), 'legacy-anon', true, ref],
    [legacyKey({ role: 'service_role', ref }), 'legacy-service-role', false, ref],
    [legacyKey({ role: 'anon', iss: 'supabase-demo' }), 'legacy-anon', true, null],
    [legacyKey({ role: 'anon', ref: '<script>' }), 'legacy-anon', true, null],
    [legacyKey({ role: 'authenticated' }), 'unknown', true, null],
    [legacyKey({ role: ['anon'] }), 'unknown', true, null],
    ['sb_publishable_', 'unknown', true, null],
    ['eyJ.eyJ.eyJ', 'unknown', true, null],
    [randomUUID(), 'unknown', true, null],
    ['', 'unknown', true, null],
  ])('%s', (key, kind, needsSignIn, projectRef) => {
    expect(kindOfKey(key)).toEqual({ kind, needsSignIn, projectRef })
  })
})

describe('isKeyOfOtherProject', () => {
  it('compares what both say, and nothing else', () => {
    const other = 'tsrqponmlkjihgfedcba'
    expect(isKeyOfOtherProject(legacyKey({ role: 'anon', ref: other }), url)).toBe(true)
    expect(isKeyOfOtherProject(legacyKey({ role: 'anon', ref }), url)).toBe(false)
    expect(isKeyOfOtherProject(legacyKey({ role: 'anon', ref: other }), 'http://127.0.0.1:54321')).toBe(false)
    expect(isKeyOfOtherProject(apiKey('publishable'), url)).toBe(false)
  })
})

describe('where a project is', () => {
  it.each([
    [url, 'hosted'],
    ['http://127.0.0.1:54321', 'loopback'],
    ['http://localhost:1', 'loopback'],
    ['http://[::1]:8000', 'loopback'],
    ['https://supabase.company.example', 'own-domain'],
    [`https://${ref}.supabase.co.evil.example`, 'own-domain'],
  ] as const)('%s is %s', (address, place) => {
    expect(projectPlaceOf(address)).toBe(place)
    expect(projectRefOf(address)).toBe(place === 'hosted' ? ref : null)
  })
})
