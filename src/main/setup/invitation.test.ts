import { describe, expect, it, vi } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { type Invitation, readInvitation, writeInvitation } from '../../core/supabase/setup/invitation.ts'
import type { ConnectionParts } from '../connection/connection.ts'
import type { Settings } from '../connection/settings.ts'
import type { Vault } from '../connection/vault.ts'
import type { Question } from '../ipc/question.ts'
import { InvitationControl, type InvitationControlOptions } from './invitation.ts'
import { SupabaseControl, type SupabaseControlOptions } from './supabase.ts'

// Whom to ask is known with Electron's network.
vi.mock('../connection/project.ts', () => ({ projectOf: () => null }))

const key = (kind: string) =>
  `sb_${kind}_${Array.from({ length: 24 }, () => 'abcdefgh'[Math.floor(Math.random() * 8)]).join('')}`
const publishable = key('publishable')
const helper = { name: 'Camille Desmarteaux', email: 'camille@accord.ca', phone: '514 555-0199' }
const names = { table: 'system_settings', rowKey: 'gazelle_oauth_token' }
const invited = {
  ...names,
  supabaseUrl: 'https://base.pianos-tremblay.ca',
  supabaseKey: publishable,
  email: 'anne@pianos-tremblay.ca',
  gazelleUrl: 'https://gazelleapp.io',
  clientId: 'pianos-tremblay',
  redirectUri: 'http://127.0.0.1/callback',
  helper,
}
const textOf = (change: Partial<Invitation> = {}) => {
  const written = writeInvitation({ ...invited, ...change })
  if (!written.ok) throw new Error(written.fault.flaw)
  return written.text
}

const nothing: ConnectionParts = {
  gazelleUrl: 'https://gazelleapp.io',
  supabaseUrl: null,
  supabaseKey: null,
  supabaseEmail: null,
  supabasePassword: null,
  supabaseIsOpen: false,
  supabaseTable: names.table,
  supabaseRowKey: names.rowKey,
  oauthClientId: null,
  oauthSecret: null,
  oauthRedirectUri: null,
  oauthInBrowser: false,
  alerts: {},
}
const connected: ConnectionParts = {
  ...nothing,
  supabaseUrl: 'https://base.accord.ca',
  supabaseKey: publishable,
  supabaseEmail: 'bob@accord.ca',
  supabasePassword: 'the password',
  oauthClientId: 'accord',
  oauthSecret: 'the application’s secret',
  oauthRedirectUri: 'https://accord.ca/callback',
}

function start(parts: ConnectionParts, { agrees = true, clip = '', file = null as string | null | Error } = {}) {
  const kept: Record<string, unknown> = { helper: null, invitedEmail: null }
  const settings = {
    get: (name: string) => kept[name],
    set: (what: string | object, value?: unknown) =>
      void Object.assign(kept, typeof what === 'string' ? { [what]: value } : what),
  } as unknown as Settings
  const chosen = {
    isSandbox: false,
    parts: new Observed(parts),
    get setUp() {
      return chosen.parts.value
    },
    leaveSandbox: () => undefined,
    change: (change: Partial<ConnectionParts>) => chosen.parts.set({ ...chosen.parts.value, ...change }),
  }
  const asked: Question[] = []
  const clipboard = { text: clip, saved: null as string | null, cleared: false }
  const supabase = new SupabaseControl({
    chosen: chosen as unknown as SupabaseControlOptions['chosen'],
    vault: {} as Vault,
    clipboard: {
      read: async () => clipboard.text,
      clearWhere: async () => {
        clipboard.cleared = true
      },
    },
    confirm: async (question) => {
      asked.push(question)
      return agrees
    },
    takeInvitation: (text) => control.take(text),
    onSetUp: () => undefined,
    whileIdle: (work) => work(),
    forgetSession: async () => ({ isCurrent: () => true, putBack: async () => undefined }),
  })
  const control: InvitationControl = new InvitationControl({
    chosen: chosen as unknown as InvitationControlOptions['chosen'],
    settings,
    clipboard: {
      copy: async (text: string) => {
        clipboard.text = text
      },
    },
    files: {
      choose: async () => {
        if (file instanceof Error) throw file
        return file
      },
      save: async (text) => {
        if (file instanceof Error) throw file
        clipboard.saved = text
        return true
      },
    },
    supabase,
  })
  return { control, supabase, chosen, asked, clipboard }
}

describe('an invitation that is pasted', () => {
  it('connects a new computer once the person has seen what is in it, and leaves the sign-in to them', async () => {
    const { control, supabase, chosen, asked, clipboard } = start(nothing, { clip: `Bonjour!\n${textOf()}` })
    await supabase.paste()
    expect(asked).toEqual([
      {
        about: 'invitation',
        names: {
          project: 'base.pianos-tremblay.ca',
          row: 'system_settings, gazelle_oauth_token',
          user: 'anne@pianos-tremblay.ca',
          gazelle: 'gazelleapp.io',
          elsewhere: 'no',
          application: 'pianos-tremblay, http://127.0.0.1/callback',
          helper: 'Camille Desmarteaux, camille@accord.ca, 514 555-0199',
        },
      },
    ])
    expect(chosen.parts.value).toEqual({
      ...nothing,
      supabaseUrl: invited.supabaseUrl,
      supabaseKey: publishable,
      oauthClientId: invited.clientId,
      oauthRedirectUri: invited.redirectUri,
    })
    expect(supabase.state.value).toMatchObject({ isSignedIn: false, said: { about: 'invitation', fault: null } })
    expect(control.state.value).toMatchObject({ helper, email: 'anne@pianos-tremblay.ca' })
    // It may be needed again, and holds no secret.
    expect(clipboard.cleared).toBe(false)
  })

  it('changes nothing where the person says no', async () => {
    const { control, supabase, chosen } = start(connected, { clip: textOf(), agrees: false })
    await expect(supabase.paste()).rejects.toThrow('Nothing was taken.')
    expect(chosen.parts.value).toEqual(connected)
    expect(control.state.value).toMatchObject({ helper: null, email: null })
  })

  it('names what it replaces, and takes neither user nor secret along to another place', async () => {
    const { supabase, chosen, asked } = start(connected, { clip: textOf() })
    await supabase.paste()
    expect(asked).toMatchObject([{ about: 'invitation-replace', names: { from: 'base.accord.ca' } }])
    expect(chosen.parts.value).toMatchObject({
      supabaseUrl: invited.supabaseUrl,
      supabaseEmail: null,
      supabasePassword: null,
      oauthClientId: 'pianos-tremblay',
      oauthSecret: null,
    })
  })

  it.each([
    ['names no application', { clientId: null, redirectUri: null } as const],
    ['names the same application', { clientId: 'accord', redirectUri: 'https://accord.ca/callback' }],
  ])('sends no application’s secret to another Gazelle, where it %s', async (_what, application) => {
    const gazelleUrl = 'https://gazelle.evil.ca'
    const { supabase, chosen, asked } = start(connected, { clip: textOf({ ...application, gazelleUrl }) })
    await supabase.paste()
    expect(asked).toMatchObject([{ names: { gazelle: 'gazelle.evil.ca', elsewhere: 'yes' } }])
    expect(chosen.parts.value).toMatchObject({ gazelleUrl, oauthSecret: null, oauthClientId: application.clientId })
  })

  it('leaves user, application and helper as they are, where it is for the same project and names none', async () => {
    const same = { ...connected, supabaseUrl: invited.supabaseUrl, supabaseEmail: invited.email }
    const clip = textOf({ clientId: null, redirectUri: null, helper: null })
    const { control, supabase, chosen } = start(same, { clip })
    control.setHelper(helper)
    await supabase.paste()
    expect(chosen.parts.value).toEqual(same)
    expect(control.state.value.helper).toEqual(helper)
  })

  it('that cannot be read changes nothing, and its fault is said', async () => {
    const { supabase, chosen, asked } = start(connected, { clip: textOf().replace('"version": 1', '"version": 7') })
    await supabase.paste()
    expect(supabase.state.value.said).toEqual({ about: 'invitation', fault: { flaw: 'newer', field: null } })
    expect(chosen.parts.value).toEqual(connected)
    expect(asked).toEqual([])
  })
})

describe('an invitation’s file', () => {
  it('is taken like a pasted one', async () => {
    const { control, chosen } = start(nothing, { file: textOf() })
    await control.open()
    expect(chosen.parts.value.supabaseUrl).toBe(invited.supabaseUrl)
  })

  it('that cannot be read is said; one that was not chosen is not', async () => {
    const broken = start(nothing, { file: new Error('EACCES') })
    await broken.control.open()
    expect(broken.supabase.state.value.said).toEqual({ about: 'invitation', fault: { flaw: 'damaged', field: null } })
    const none = start(nothing)
    await none.control.open()
    expect(none.supabase.state.value.said).toBeNull()
  })
})

describe('an invitation that is made', () => {
  it('holds all but secrets, and the person to ask', async () => {
    const { control, clipboard } = start(connected)
    control.setHelper(helper)
    expect(await control.copy(' anne@accord.ca ')).toBe(true)
    expect(readInvitation(clipboard.text)).toEqual({
      ok: true,
      invitation: {
        ...names,
        supabaseUrl: connected.supabaseUrl,
        supabaseKey: publishable,
        email: 'anne@accord.ca',
        gazelleUrl: 'https://gazelleapp.io',
        clientId: 'accord',
        redirectUri: 'https://accord.ca/callback',
        helper,
      },
    })
    for (const secret of ['the password', 'secret', 'bob@accord.ca']) expect(clipboard.text).not.toContain(secret)
    expect(await control.save('')).toBe(true)
    expect(clipboard.saved).not.toContain('anne@accord.ca')
  })

  it('is never made with a secret key, which is said before anybody asks', async () => {
    const { control, clipboard } = start({ ...connected, supabaseKey: key('secret') })
    expect(control.state.value.obstacle).toEqual({ flaw: 'secret-key', field: 'supabaseKey' })
    expect(await control.copy('')).toBe(false)
    expect(await control.save('')).toBe(false)
    expect(clipboard).toMatchObject({ text: '', saved: null })
  })

  it('is not made for an email that is none, and a file that was not written is said', async () => {
    const { control, clipboard } = start(connected, { file: new Error('ENOSPC') })
    expect(await control.copy('anne')).toBe(false)
    expect(control.state.value.refused).toBe('email')
    expect(clipboard.text).toBe('')
    expect(await control.save('anne@accord.ca')).toBe(false)
    expect(control.state.value.refused).toBe('file')
  })
})

describe('the person to ask', () => {
  it('is kept as typed, or not at all, and can be taken away', () => {
    const { control } = start(connected)
    control.setHelper({ ...helper, name: ' Camille ' })
    expect(control.state.value).toMatchObject({ helper: { name: 'Camille' }, refused: null })
    control.setHelper({ ...helper, email: 'camille@accord.ca?bcc=eve@evil.ca' })
    expect(control.state.value).toMatchObject({ helper: { email: 'camille@accord.ca' }, refused: 'helper' })
    control.setHelper({ name: '', email: '', phone: ' ' })
    expect(control.state.value).toMatchObject({ helper: null, refused: null })
  })

  it('stays when the project is forgotten; the email of the invited person goes', async () => {
    const { control, chosen } = start(nothing)
    await control.take(textOf())
    expect(control.state.value.email).toBe('anne@pianos-tremblay.ca')
    chosen.change({ supabaseUrl: null, supabaseKey: null })
    expect(control.state.value).toMatchObject({ email: null, helper })
  })
})
