import { describe, expect, it } from 'vitest'
import type { Request } from '../../shared/ipc-schema.ts'
import { PageRequestError, readRequest } from './request.ts'

const good: Request[] = [
  { do: 'open-settings', section: 'oauth' },
  { do: 'prefer', change: {} },
  { do: 'prefer', change: { language: 'fr', theme: 'dark', startsAtLogin: true, staysSignedIn: false, reminds: true } },
  { do: 'supabase.url', url: 'https://abcdefghijklmnopqrst.supabase.co' },
  { do: 'supabase.names', table: 'settings', rowKey: 'token' },
  { do: 'supabase.sign-in', email: 'a@b.example', password: 'x' },
  { do: 'supabase.send-code', email: 'a@b.example' },
  { do: 'supabase.verify-code', email: 'a@b.example', code: '123456' },
  { do: 'proxy.set', host: '10.0.0.1:3128', user: 'anne', password: 'x' },
  { do: 'oauth.set', clientId: 'id', redirectUri: '' },
  { do: 'alerts.paste', field: 'webhook.secret' },
  { do: 'alerts.test', target: 'ping' },
]

const canary = 'canary-that-no-error-may-quote'
const bad: [what: string, value: unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', canary],
  ['a list', [{ do: 'supabase.send-code', email: canary }]],
  ['no verb', { email: canary }],
  ['an unknown verb', { do: canary }],
  ['a verb of the prototype', { do: 'constructor' }],
  ['a verb that is none', { do: { toString: () => 'prefer' }, change: {} }],
  ['a missing field', { do: 'supabase.sign-in', password: canary }],
  ['another field', { do: 'supabase.send-code', email: 'a@b.example', password: canary }],
  ['another field in place of one', { do: 'supabase.send-code', password: canary }],
  ['a number for a text', { do: 'supabase.verify-code', email: 'a@b.example', code: 123_456 }],
  ['a text that is too long', { do: 'supabase.sign-in', email: 'a@b.example', password: canary.repeat(40) }],
  ['a section that is none', { do: 'open-settings', section: 'supabase"); alert(1); ("' }],
  ['an unknown preference', { do: 'prefer', change: { supabaseUrl: canary } }],
  ['a preference of the prototype', { do: 'prefer', change: { toString: true } }],
  ['a value that is none', { do: 'prefer', change: { language: canary } }],
  ['a text for a switch', { do: 'prefer', change: { reminds: 'yes' } }],
  ['a list of preferences', { do: 'prefer', change: ['fr'] }],
  ['a list of none', { do: 'prefer', change: [] }],
  ['a field that is typed, not pasted', { do: 'alerts.paste', field: 'email.password' }],
  ['a target that is none', { do: 'alerts.test', target: canary }],
  ['what is no plain object', { do: 'prefer', change: new Map([['language', canary]]) }],
]

describe('readRequest', () => {
  it.each(good)('gives $do as it is', (request) => {
    expect(readRequest(structuredClone(request))).toEqual(request)
  })

  it.each(bad)('refuses %s, and quotes nothing of it', (_what, value) => {
    let refusal: unknown
    try {
      readRequest(value)
    } catch (error) {
      refusal = error
    }
    expect(refusal).toBeInstanceOf(PageRequestError)
    expect(String(refusal)).not.toContain(canary)
  })
})
