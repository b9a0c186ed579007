import { describe, expect, it } from 'vitest'
import { alertsStates } from '../../../test/pages/alerts-states.ts'
import { healthy, now } from '../../../test/pages/states.ts'
import { noUpdates, updatesStates } from '../../../test/pages/updates-states.ts'
import type { Step } from '../../shared/next-step.ts'
import type { Setup } from '../../shared/setup.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { questionBefore } from './question-before.ts'

/** Everything is set up. */
const full: Setup = {
  ...healthy.setup,
  preferences: { ...healthy.setup.preferences, startsAtLogin: false, staysSignedIn: true },
  supabase: {
    ...healthy.setup.supabase,
    url: 'https://one.example',
    email: 'anne@one.example',
    isSignedIn: true,
    table: 'system_settings',
    rowKey: 'gazelle_oauth_token',
  },
  oauth: { ...healthy.setup.oauth, clientId: 'id-one', hasSecret: true, redirectUri: 'https://one.example/callback' },
  proxy: { host: '10.0.0.1:3128', user: 'anne', hasPassword: true, isAsking: false, isRefused: false },
  alerts: alertsStates(now)['alerts-filled'] ?? healthy.setup.alerts,
  gazelleUrl: 'https://gazelle.example',
  commandLine: { isAllowed: false, isLeft: false, trouble: null },
  paste: {
    state: 'found',
    fingerprint: '01234567',
    form: 'bare-token',
    lifeSeconds: null,
    hasRefreshToken: false,
    isInRow: false,
  },
}
const known: Snapshot & { canRevoke: boolean } = { ...healthy, setup: full, canRevoke: false }

/** Nothing is set up. */
const none: Snapshot & { canRevoke: boolean } = {
  ...healthy,
  canRevoke: false,
  isConnected: false,
  keeper: { ...healthy.keeper, token: null, row: 'unread', works: null },
  setup: {
    ...full,
    isLoginOffered: false,
    supabase: { ...full.supabase, url: null, keyKind: null, email: null, isSignedIn: false },
    oauth: { ...full.oauth, clientId: null, hasSecret: false, redirectUri: null },
    alerts: healthy.setup.alerts,
    proxy: { host: '10.0.0.1:3128', user: null, hasPassword: false, isAsking: true, isRefused: false },
  },
}

const names = (table: string, rowKey: string): Step => ({ do: 'supabase.names', table, rowKey })
const signIn = (email: string): Step => ({ do: 'supabase.sign-in', email, password: 'x' })
const code = (email: string): Step => ({ do: 'supabase.verify-code', email, code: '123456' })
const application = (clientId: string, redirectUri: string): Step => ({ do: 'oauth.set', clientId, redirectUri })
const email = (to: string, server: string): Step => {
  return { do: 'alerts.email', to, server, user: '', password: '', from: '' }
}
const proxy: Step = { do: 'proxy.set', host: '10.0.0.1:3128', user: 'bob', password: 'x' }

describe('what is asked before a page’s wish is carried out', () => {
  it.each<[Step, string, Record<string, string>]>([
    ['supabase.sign-out', 'sign-out', { user: 'anne@one.example', project: 'one.example' }],
    ['supabase.forget', 'forget', { project: 'one.example' }],
    ['sign-in.forget', 'session', { gazelle: 'gazelle.example' }],
    ['oauth.paste-secret', 'secret', { application: 'id-one', gazelle: 'gazelle.example' }],
    ['oauth.forget', 'application-forget', { application: 'id-one', gazelle: 'gazelle.example' }],
    ['proxy.forget', 'proxy-forget', { proxy: '10.0.0.1:3128', user: 'anne' }],
    [
      'paste.save',
      'token',
      {
        project: 'one.example',
        row: 'gazelle_oauth_token',
        from: healthy.keeper.token?.fingerprint ?? '',
        to: '01234567',
      },
    ],
    ['command-line.allow', 'command-line', { project: 'one.example' }],
    [{ do: 'prefer', change: { startsAtLogin: true } }, 'login', {}],
    [{ do: 'finish-setup', startsAtLogin: true }, 'login', {}],
    [{ do: 'own-data.remove', what: ['cache', 'state'] }, 'own-data', {}],
    [{ do: 'own-data.remove', what: ['cache', 'profile'] }, 'own-data-profile', {}],
    [{ do: 'prefer', change: { staysSignedIn: false } }, 'session', { gazelle: 'gazelle.example' }],
    [
      names('system_settings', 'another'),
      'row',
      { project: 'one.example', from: 'system_settings, gazelle_oauth_token', to: 'system_settings, another' },
    ],
    [signIn('eve@one.example'), 'user', { project: 'one.example', from: 'anne@one.example', to: 'eve@one.example' }],
    [code('eve@one.example'), 'user', { project: 'one.example', from: 'anne@one.example', to: 'eve@one.example' }],
    [
      application('id-two', 'https://one.example/callback'),
      'application',
      {
        gazelle: 'gazelle.example',
        from: 'id-one, https://one.example/callback',
        to: 'id-two, https://one.example/callback',
      },
    ],
    [
      application('id-one', 'https://two.example/callback'),
      'application',
      {
        gazelle: 'gazelle.example',
        from: 'id-one, https://one.example/callback',
        to: 'id-one, https://two.example/callback',
      },
    ],
    [{ do: 'alerts.forget', target: 'slack' }, 'alerts-forget', { place: 'hooks.slack.com' }],
    [{ do: 'alerts.forget', target: 'email' }, 'alerts-forget', { place: full.alerts.email.to }],
    [
      email('eve@evil.example', 'evil.example'),
      'alerts-email',
      { from: `${full.alerts.email.to}, ${full.alerts.email.server}`, to: 'eve@evil.example, evil.example' },
    ],
    [proxy, 'proxy', { proxy: '10.0.0.1:3128', from: 'anne', to: 'bob' }],
  ])('names both ends where something is replaced, handed over or forgotten: %o', (step, about, named) => {
    expect(questionBefore(step, known)).toMatchObject({ about, names: named })
  })

  it.each<[Step]>([
    ['oauth.paste-secret'],
    [email('anne@one.example', 'one.example')],
    [{ do: 'alerts.paste', field: 'slack.address' }],
    [{ do: 'alerts.forget', target: 'slack' }],
    ['paste.save'],
    ['command-line.allow'],
    ['supabase.forget'],
    [names('system_settings', 'another')],
    [signIn('anne@one.example')],
    [code('anne@one.example')],
    [application('id-one', 'https://one.example/callback')],
    [proxy],
    [{ do: 'finish-setup', startsAtLogin: true }],
  ])('is nothing at a first setup: %o', (step) => {
    expect(questionBefore(step, none)).toBeNull()
  })

  it.each<[Step]>([
    [names('system_settings', 'gazelle_oauth_token')],
    [signIn(' anne@one.example ')],
    [application(' id-one', 'https://one.example/callback ')],
    [{ do: 'finish-setup', startsAtLogin: false }],
    [{ do: 'prefer', change: { startsAtLogin: false, language: 'fr', reminds: false, logsDetails: true } }],
    ['command-line.refuse'],
    ['paste.discard'],
    ['check'],
  ])('is nothing where all stays as it is, or goes back by the same switch: %o', (step) => {
    expect(questionBefore(step, known)).toBeNull()
  })

  it('asks before an update is installed', () => {
    const updates = updatesStates['ready'] ?? noUpdates
    const ready = { ...known, setup: { ...known.setup, updates } }
    expect(questionBefore('updates.install', ready)).toEqual({ about: 'update', names: { version: '0.2.0' } })
    // Nothing is there to be installed, and nothing happens.
    expect(questionBefore('updates.install', known)).toBeNull()
    expect(questionBefore('updates.fetch', ready)).toBeNull()
  })

  it('says that a token would be lost of which this computer has the only copy', () => {
    const holding = { ...known, keeper: { ...known.keeper, held: { fingerprint: '89abcdef' } } }
    expect(questionBefore('supabase.forget', holding)).toEqual({
      about: 'forget-unsaved',
      names: { project: 'one.example' },
      isUndoable: true,
    })
  })

  it.each<[Step, boolean | undefined]>([
    ['supabase.sign-out', true],
    ['supabase.forget', true],
    ['sign-in.forget', true],
    ['oauth.forget', true],
    ['proxy.forget', false],
    [{ do: 'prefer', change: { staysSignedIn: false } }, false],
    ['paste.save', undefined],
  ])('says whether it can be undone: %o', (step, isUndoable) => {
    const canBe = (also: object) => questionBefore(step, { ...known, ...also }) as { isUndoable?: boolean } | null
    expect(canBe({})?.isUndoable).toBe(isUndoable)
    // What could not be read cannot be put back.
    const unread = { why: 'locked', what: ['supabase'], isAsking: false }
    expect(canBe({ unread })?.isUndoable).toBe(isUndoable && false)
  })

  it('says the same before everything that is kept here is removed', () => {
    const holding = { ...known, keeper: { ...known.keeper, held: { fingerprint: '89abcdef' } } }
    expect(questionBefore({ do: 'own-data.remove', what: ['profile'] }, holding)?.about).toBe('own-data-unsaved')
    expect(questionBefore({ do: 'own-data.remove', what: ['cache'] }, holding)?.about).toBe('own-data')
  })

  it('offers to revoke the tokens only where there are some that Gazelle would revoke', () => {
    const revocable = { ...known, canRevoke: true }
    expect(questionBefore('supabase.forget', revocable)).toMatchObject({ about: 'forget', option: 'revoke' })
    const holding = { ...revocable, keeper: { ...known.keeper, held: { fingerprint: '89abcdef' } } }
    expect(questionBefore('supabase.forget', holding)).toMatchObject({ about: 'forget-unsaved', option: 'revoke' })
    expect(questionBefore('supabase.sign-out', revocable)).not.toHaveProperty('option')
    expect(questionBefore('supabase.forget', known)).not.toHaveProperty('option')
  })

  it('is nothing where what is replaced is known to be worth nothing, and where a demo is left', () => {
    expect(questionBefore('paste.save', { ...known, keeper: { ...known.keeper, works: false } })).toBeNull()
    const refused = { ...full, proxy: full.proxy && { ...full.proxy, isRefused: true } }
    expect(questionBefore(proxy, { ...known, setup: refused })).toBeNull()
    expect(questionBefore('supabase.forget', { ...known, isSandbox: true })).toBeNull()
  })
})
