import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { healthy } from '../../../test/pages/states.ts'
import type { LoggedEvent } from '../../core/keeper/events.ts'
import { emptyHistory } from '../../core/keeper/history.ts'
import { type TokenFacts, unknownState } from '../../core/keeper/state.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { diagnosticsReport } from './diagnostics.ts'

const secret = (what: string) => `${what}-${randomBytes(16).toString('hex')}`
/** What must not be in a report, wherever somebody may have put it. */
const canaries = {
  password: secret('password'),
  pathToken: secret('path'),
  queryToken: secret('query'),
  clientId: secret('client'),
  company: secret('company'),
  person: secret('person'),
  mailbox: secret('mailbox'),
  extra: secret('extra'),
}

const token: TokenFacts = {
  fingerprint: '0123abcd',
  headerKind: 'bearer',
  issuedAt: 1_780_000_000,
  expiry: { at: 1_782_592_000, certainty: 'stated' },
  renewAt: 1_781_728_000,
}

const problem = { at: 'store', kind: 'unavailable' } as const

const url = `https://user:${canaries.password}@db.example.org/${canaries.pathToken}?apikey=${canaries.queryToken}#${canaries.queryToken}`

/** As main has it, with more in it than the types allow: whatever is added later must not come along by itself. */
const snapshot = {
  language: 'fr',
  isConnected: true,
  isSandbox: false,
  condition: 'expiring',
  keeper: {
    ...unknownState,
    row: 'token',
    rule: 'probe-due',
    token: { ...token, accessToken: canaries.extra },
    works: true,
    problem,
  },
  signIn: 'closed',
  isSignInAttended: true,
  signInDetail: null,
  secrets: 'keychain',
  unread: null,
  answer: null,
  canUndo: false,
  mishaps: { disk: 'full', settings: 'restored', mistake: { at: 1_780_000_000_000, name: 'TypeError' } },
  keepers: [],
  history: emptyHistory,
  setup: {
    ...healthy.setup,
    preferences: {
      language: 'system',
      theme: 'dark',
      startsAtLogin: true,
      staysSignedIn: true,
      reminds: false,
      logsDetails: false,
      alertLanguage: 'same',
      looksForUpdates: true,
      updateChannel: 'stable',
    },
    loginTrouble: null,
    supabase: {
      url,
      keyKind: 'publishable',
      keyOfOtherProject: false,
      needsUser: true,
      email: `${canaries.mailbox}@example.org`,
      isSignedIn: true,
      table: 'system_settings',
      rowKey: 'gazelle_oauth_token',
      said: null,
      codeSentTo: `${canaries.mailbox}@example.org`,
      isBusy: false,
      hasEditor: false,
      key: canaries.extra,
    },
    checklist: {
      isRunning: false,
      results: [
        { step: 'reachable', outcome: 'fine', kind: null, facts: { tookMilliseconds: 80 }, remedy: null },
        {
          step: 'row-readable',
          outcome: 'failed',
          kind: 'row-hidden',
          remedy: 'add-member',
          facts: Object.assign({ code: 'PGRST116', columns: [canaries.company] }, { note: canaries.extra }),
        },
      ],
    },
    oauth: {
      clientId: canaries.clientId,
      hasSecret: true,
      redirectUri: `https://example.org/${canaries.pathToken}`,
      refused: null,
      isRefusedByGazelle: false,
      secret: canaries.extra,
    },
    gazelleUrl: `https://gazelleapp.io/${canaries.pathToken}`,
    proxy: { host: canaries.extra, user: canaries.person, hasPassword: true, isAsking: true, isRefused: true },
    test: {
      state: 'answered',
      at: 1_780_000_000_000,
      company: canaries.company,
      user: canaries.person,
      clientCount: 3,
      tookMilliseconds: 120,
      clockErrorMilliseconds: 0,
    },
    commandLine: { isAllowed: false, isLeft: false, trouble: null },
    about: {
      version: '1.2.3',
      electron: '45',
      chromium: '150',
      node: '24',
      system: 'linux 6 x64',
      isDevelopment: false,
      isDemoOnly: false,
    },
  },
} as Snapshot

const logged = { at: 1_780_000_000_000, lastAt: 1_780_000_060_000, times: 1, token: { ...token, raw: canaries.extra } }
const log: LoggedEvent[] = [
  ...Array.from({ length: 40 }, (_, index): LoggedEvent => ({ ...logged, what: 'saved', at: index })),
  { ...logged, what: 'checked', fingerprint: '0123abcd', works: true, times: 7 },
  { ...logged, what: 'captured', fingerprint: '0123abcd', source: 'clipboard' },
  { ...logged, what: 'renewed', fingerprint: '0123abcd', by: 'refresh-token' },
  { ...logged, what: 'restored', fingerprint: '0123abcd' },
  { ...logged, what: 'conflict', kept: '0123abcd', other: 'ffff0000' },
  { ...logged, what: 'failed', problem: { at: 'row', field: 'expires_in' } },
  { ...logged, what: 'human-needed', fingerprint: null },
  { ...logged, what: 'clock-wrong', byMilliseconds: 3_600_000 },
]

describe('diagnosticsReport', () => {
  const report = diagnosticsReport(snapshot, log, 1_780_000_100_000)

  it.each(Object.entries(canaries))('holds no %s', (_what, canary) => {
    // The search finds what is there: the canary is in what the report is made of.
    expect(JSON.stringify([snapshot, log])).toContain(canary)
    expect(report).not.toContain(canary)
  })

  it('tells what helps: versions, settings, state, checklist, test, clock', () => {
    for (const line of [
      'Gazelle Keeper 1.2.3',
      'Supabase: db.example.org (own-domain)',
      'key: publishable',
      'user: signed in',
      'table: system_settings, row: gazelle_oauth_token',
      'OAuth application: set, secret yes, callback yes',
      'problem: supabase, unavailable, since never',
      'latest rule: probe-due',
      'proxy: asks, password yes, refused',
      'clock: right',
      'reachable: fine, 80 ms',
      'row-readable: failed (row-hidden), PGRST116',
      'answered in 120 ms',
      'row token, token 0123abcd, header bearer, issued 2026-05-28T20:26:40.000Z, ends 2026-06-27T20:26:40.000Z (stated)',
    ])
      expect(report).toContain(line)
  })

  it('tells the last 30 events, each in a line', () => {
    const lines = report.slice(report.indexOf('# Log')).trim().split('\n').slice(1)
    expect(lines).toHaveLength(30)
    expect(lines.at(-8)).toContain('checked 0123abcd, works yes (7 times, last 2026-05-28T20:27:40.000Z)')
    expect(lines.at(-1)).toContain('clock off by 3600 s')
  })

  it('can be made of nothing at all', () => {
    const { supabase, oauth } = snapshot.setup
    const empty: Snapshot = {
      ...snapshot,
      keeper: unknownState,
      setup: {
        ...snapshot.setup,
        supabase: { ...supabase, url: null, keyKind: null },
        oauth: { ...oauth, clientId: null },
        checklist: { isRunning: false, results: [] },
        test: null,
      },
    }
    const text = diagnosticsReport(empty, [], Number.NaN)
    expect(text).toContain('Supabase: not set')
    expect(text).toContain('OAuth application: none')
    expect(text).toContain('latest rule: none')
    expect(text).toMatch(/# Log.*\nnone/)
  })
})
