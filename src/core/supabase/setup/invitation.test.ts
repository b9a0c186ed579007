import { describe, expect, it } from 'vitest'
import { type Invitation, longestInvitation, readInvitation, saysInvitation, writeInvitation } from './invitation.ts'

const random = (length: number) => Array.from({ length }, () => 'abcdefghkmnp'[Math.floor(Math.random() * 12)]).join('')
const publishable = `sb_publishable_${random(24)}`
const secret = `sb_secret_${random(24)}`
const ref = 'abcdefghijklmnopqrst'

function legacyKey(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return [part({ alg: 'HS256' }), part(claims), random(43)].join('.')
}

const full: Invitation = {
  supabaseUrl: `https://${ref}.supabase.co`,
  supabaseKey: publishable,
  table: 'system_settings',
  rowKey: 'gazelle_oauth_token',
  email: 'anne@pianos-tremblay.ca',
  gazelleUrl: 'https://gazelleapp.io',
  clientId: 'pianos-tremblay',
  redirectUri: 'http://127.0.0.1/callback',
  helper: { name: 'Camille Desmarteaux', email: 'camille@accord.ca', phone: '+1 514 555-0199, poste 7' },
}
const bare: Invitation = { ...full, email: null, clientId: null, redirectUri: null, helper: null }

const textOf = (invitation: Invitation) => {
  const written = writeInvitation(invitation)
  if (!written.ok) throw new Error(`not written: ${written.fault.flaw} ${written.fault.field}`)
  return written.text
}
/** A text like an invitation's, with these fields replaced; undefined leaves one out. */
const changed = (change: Record<string, unknown>, of: Invitation = full) =>
  JSON.stringify({ ...JSON.parse(textOf(of)), ...change })

describe('an invitation', () => {
  it.each([
    ['with everything', full],
    ['with what is needed alone', bare],
    ['with a legacy public key', { ...full, supabaseKey: legacyKey({ role: 'anon', ref }) }],
    ['of a server of one’s own', { ...full, supabaseUrl: 'https://base.pianos-tremblay.ca:8443' }],
    ['of this computer', { ...full, supabaseUrl: 'http://127.0.0.1:54321', gazelleUrl: 'http://127.0.0.1:4000' }],
    ['with an application that has its own scheme', { ...full, redirectUri: 'ca.pianos-tremblay:/gazelle' }],
  ])('%s is read as it was written', (_what, invitation) => {
    expect(readInvitation(textOf(invitation))).toEqual({ ok: true, invitation })
  })

  it('is found in the message around it, whatever a messenger has put in between', () => {
    const text = `Bonjour Anne!\r\nVoici l’invitation :\n\u200b${textOf(full).replaceAll('  ', '\u00a0\u00a0')}\u200f\nCamille`
    expect(saysInvitation(text)).toBe(true)
    expect(readInvitation(text)).toEqual({ ok: true, invitation: full })
  })

  it('says nothing about what is not known, and keeps no line too long for a message', () => {
    expect(textOf(bare)).not.toContain('null')
    expect(
      textOf(full)
        .split('\n')
        .every((line) => line.length <= 80),
    ).toBe(true)
  })

  it('is not confused with a project’s URL and key', () => {
    expect(saysInvitation(`SUPABASE_URL=${full.supabaseUrl}\nSUPABASE_KEY=${publishable}`)).toBe(false)
  })
})

describe('an invitation is not made', () => {
  it.each<[string, Partial<Invitation>, string, keyof Invitation]>([
    ['with a secret key', { supabaseKey: secret }, 'secret-key', 'supabaseKey'],
    [
      'with a legacy secret key',
      { supabaseKey: legacyKey({ role: 'service_role', ref }) },
      'secret-key',
      'supabaseKey',
    ],
    ['with a key of an unknown kind', { supabaseKey: random(40) }, 'invalid', 'supabaseKey'],
    ['with a user’s session', { supabaseKey: legacyKey({ role: 'authenticated' }) }, 'invalid', 'supabaseKey'],
    ['for an address without https', { gazelleUrl: 'http://gazelle.pianos-tremblay.ca' }, 'not-https', 'gazelleUrl'],
    ['for an email that is none', { email: 'anne' }, 'invalid', 'email'],
  ])('%s', (_what, change, flaw, field) => {
    const written = writeInvitation({ ...full, ...change })
    expect(written).toEqual({ ok: false, fault: { flaw, field } })
  })
})

describe('a hostile or broken invitation is told apart, and nothing of it is taken', () => {
  it.each<[string, string, string, keyof Invitation | null]>([
    ['a later version', changed({ version: 2 }), 'newer', null],
    ['a version that is a text', changed({ version: '1' }), 'damaged', null],
    ['no version', changed({ version: undefined }), 'damaged', null],
    ['a version before the first', changed({ version: 0 }), 'damaged', null],
    ['another format', changed({ format: 'gazelle-keeper-handover' }), 'damaged', null],
    ['its beginning alone', textOf(full).slice(0, 150), 'damaged', null],
    ['its name alone', 'gazelle-keeper-invitation', 'damaged', null],
    ['a list', `[${textOf(full)}]`.replace('{', '[{').replace('}', '}]'), 'damaged', null],
    ['braces in the wrong order', '} gazelle-keeper-invitation {', 'damaged', null],
    ['braces without end', '{'.repeat(16_000), 'damaged', null],
    ['more than an invitation needs', textOf(full) + ' '.repeat(longestInvitation), 'too-long', null],
    ['a field of its own', changed({ supabasePassword: 'x' }), 'unknown-field', null],
    ['a prototype', textOf(full).replace('{', '{"__proto__": {"table": "x"},'), 'unknown-field', null],
    ['a constructor', changed({ constructor: { prototype: {} } }), 'unknown-field', null],
    ['a field that everybody inherits', changed({ toString: 'x' }), 'unknown-field', null],
    ['a secret key', changed({ supabaseKey: secret }), 'secret-key', 'supabaseKey'],
    ['no key', changed({ supabaseKey: undefined }), 'invalid', 'supabaseKey'],
    ['a key with a line break', changed({ supabaseKey: `${publishable}\nx` }), 'invalid', 'supabaseKey'],
    [
      'another project’s key',
      changed({ supabaseKey: legacyKey({ role: 'anon', ref: 'zyxwvutsrqponmlkjihg' }) }),
      'invalid',
      'supabaseKey',
    ],
    ['http', changed({ supabaseUrl: `http://${ref}.supabase.co` }), 'not-https', 'supabaseUrl'],
    ['a script as Gazelle', changed({ gazelleUrl: 'javascript:alert(1)' }), 'not-https', 'gazelleUrl'],
    ['a file as Gazelle', changed({ gazelleUrl: 'file:///etc/passwd' }), 'not-https', 'gazelleUrl'],
    ['ftp as Gazelle', changed({ gazelleUrl: 'ftp://gazelleapp.io' }), 'not-https', 'gazelleUrl'],
    [
      'a name that begins like this computer’s',
      changed({ gazelleUrl: 'http://127.0.0.1.evil.ca' }),
      'not-https',
      'gazelleUrl',
    ],
    ['a path at Gazelle', changed({ gazelleUrl: 'https://gazelleapp.io/x' }), 'invalid', 'gazelleUrl'],
    ['a user at Gazelle', changed({ gazelleUrl: 'https://gazelleapp.io@evil.ca' }), 'invalid', 'gazelleUrl'],
    ['a query at Supabase', changed({ supabaseUrl: `https://${ref}.supabase.co?x` }), 'invalid', 'supabaseUrl'],
    ['an imitated Supabase', changed({ supabaseUrl: `https://${ref}.supabase.co.evil.ca` }), 'invalid', 'supabaseUrl'],
    ['Supabase’s own pages', changed({ supabaseUrl: 'https://supabase.com' }), 'invalid', 'supabaseUrl'],
    ['a URL that is a number', changed({ supabaseUrl: 7 }), 'invalid', 'supabaseUrl'],
    ['a table in the way of SQL', changed({ table: 'x; drop table y' }), 'invalid', 'table'],
    ['a table that is a list', changed({ table: ['system_settings'] }), 'invalid', 'table'],
    ['a row’s key too long', changed({ rowKey: 'x'.repeat(101) }), 'invalid', 'rowKey'],
    ['no row’s key', changed({ rowKey: undefined }), 'invalid', 'rowKey'],
    ['null for a field', changed({ email: null }), 'invalid', 'email'],
    ['an email with fields of a message', changed({ email: 'anne@x.ca?bcc=evil@x.ca' }), 'invalid', 'email'],
    ['an email of two people', changed({ email: 'anne@x.ca,evil@x.ca' }), 'invalid', 'email'],
    ['a script as redirect address', changed({ redirectUri: 'javascript:alert(1)' }), 'invalid', 'redirectUri'],
    ['a password in the redirect address', changed({ redirectUri: 'https://u:p@x.ca/cb' }), 'invalid', 'redirectUri'],
    ['an application’s address as its id', changed({ clientId: 'https://x.ca' }), 'invalid', 'clientId'],
    ['a helper without a name', changed({ helper: {} }), 'invalid', 'helper'],
    ['a helper of whom nothing is known', changed({ helper: { name: '', email: '', phone: '' } }), 'invalid', 'helper'],
    ['a helper with a prototype', changed({}).replace('"helper":{', '"helper":{"__proto__":{},'), 'invalid', 'helper'],
    ['a helper whose name turns text', changed({ helper: { ...full.helper, name: 'a\u0007b' } }), 'invalid', 'helper'],
    ['a helper with two lines', changed({ helper: { ...full.helper, phone: '1\n2' } }), 'invalid', 'helper'],
    ['a helper with a long name', changed({ helper: { ...full.helper, name: 'x'.repeat(101) } }), 'invalid', 'helper'],
    ['a helper’s email that is none', changed({ helper: { ...full.helper, email: 'a@b' } }), 'invalid', 'helper'],
  ])('%s', (_what, text, flaw, field) => {
    expect(readInvitation(text)).toEqual({ ok: false, fault: { flaw, field } })
  })

  it('never throws, whatever the text', () => {
    for (const text of ['', '{}', '{"format":{}}', 'null', '\ud800{', `${textOf(full)}${textOf(full)}`]) {
      expect(readInvitation(text)).toMatchObject({ ok: false })
    }
  })
})
