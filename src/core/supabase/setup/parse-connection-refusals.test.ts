import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type PasteFailure, parseConnection } from './parse-connection.ts'
import { anon, otherRef, own, publishable, ref, url } from './parse-connection-fixture.ts'
import { apiKey, legacyKey } from './testing.ts'

describe('parseConnection refuses', () => {
  it.each<[string, string, PasteFailure]>([
    ['nothing', '', 'empty'],
    ['nothing visible', ' \u200b\n\ufeff\t', 'empty'],
    ['too much', 'x'.repeat(65_537), 'too-long'],
    ['the guide’s example', 'https://VOTRE-PROJET.supabase.co', 'placeholder'],
    ['an example', 'SUPABASE_URL=https://<project-ref>.supabase.co', 'placeholder'],
    ['an example of a name', `https://${'x'.repeat(20)}.supabase.co`, 'placeholder'],
    ['an example of a key', 'SUPABASE_KEY=your-publishable-key-goes-here', 'placeholder'],
    ['the list of projects', 'https://supabase.com/dashboard/projects', 'no-project-in-url'],
    ['a page of no project', 'https://supabase.com/dashboard/project/_/settings/api', 'no-project-in-url'],
    ['the documentation', 'https://supabase.com/docs/guides/api', 'no-project-in-url'],
    ['an address in clear', 'http://supabase.piano.quebec', 'not-https'],
    ['an address that only looks like it', `https://${ref}.supabase.co.evil.example/`, 'nothing-found'],
    ['an address with it in the path', `https://supabase.co.evil.example/${ref}`, 'nothing-found'],
    ['two projects', `${url}\nhttps://${otherRef}.supabase.co`, 'several-projects'],
    ['two servers', 'SUPABASE_URL=https://a.quebec\nOLD_SUPABASE_URL=https://b.quebec', 'several-projects'],
    ['two keys', `${publishable}\n${apiKey('publishable')}`, 'several-keys'],
    ['a masked key', 'sb_secret_AbCdE••••••••••••', 'masked-key'],
    ['a masked legacy key', 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3M...', 'masked-key'],
    ['half a legacy key', anon.slice(0, 60), 'cut-off-key'],
    ['half a new key', 'sb_publishable_AbC', 'cut-off-key'],
    ['a user’s session', legacyKey({ role: 'authenticated', email: 'a@b.c' }), 'not-an-api-key'],
    ['an access token', `sbp_${'0f'.repeat(20)}`, 'not-an-api-key'],
    ['a database of one’s own', 'postgresql://postgres:postgres@127.0.0.1:54322/postgres', 'database-address'],
    [
      'two addresses beside Supabase',
      `supabase:\n  url: ${own}\nshop:\n  url: https://shop.quebec`,
      'several-projects',
    ],
    ['an address of no Supabase', `shop:\n  url: ${own}`, 'nothing-found'],
    ['an e-mail', 'someone@example.com', 'nothing-found'],
    ['a token', randomUUID(), 'nothing-found'],
    ['a program', 'file:///etc/passwd', 'nothing-found'],
    ['JavaScript’s own', `javascript:alert("https://")`, 'nothing-found'],
  ])('%s', (_, text, reason) => {
    expect(parseConnection(text)).toEqual({ ok: false, reason })
  })

  it('a key of another project not at all: that is said where it is used', () => {
    const key = legacyKey({ role: 'anon', ref: otherRef })
    expect(parseConnection(`${url} ${key}`)).toMatchObject({ ok: true, url, key })
  })
})
