import { randomUUID } from 'node:crypto'
import { apiKey, legacyKey } from './testing.ts'

// What people paste; each key is a throw-away one.

export const ref = 'kqzvlmabcdwxyefghijr'
export const otherRef = 'rjihgfeyxwdcbamlvzqk'
export const url = `https://${ref}.supabase.co`
export const publishable = apiKey('publishable')
export const secretKey = apiKey('secret')
export const anon = legacyKey({ role: 'anon', ref })
export const selfHosted = legacyKey({ role: 'anon', iss: 'supabase-demo' })
export const service = legacyKey({ role: 'service_role', ref })
export const password = randomUUID()
export const own = 'https://api.piano.quebec'
