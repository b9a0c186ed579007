import { unknownState } from '../../src/core/keeper/state.ts'
import { checkSteps } from '../../src/core/supabase/setup/check-result.ts'
import type { CheckResult, Section, Setup, SupabaseSetup } from '../../src/shared/setup.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { alertsStates } from './alerts-states.ts'
import { functionStates } from './function-states.ts'
import { keepers, sharedHistory } from './logbook-states.ts'
import { unreadBecause } from './secrets-states.ts'
import { healthy, keeper, noHistory, now, setup } from './states.ts'
import { noUpdates, updatesStates } from './updates-states.ts'

export interface SettingsState {
  readonly section: Section
  readonly snapshot: Snapshot
}

/** Each line of the checklist in order. */
export const fine: readonly CheckResult[] = checkSteps.map((step) => ({
  step,
  outcome: 'fine',
  kind: null,
  facts: {},
  remedy: null,
}))

/** The checklist, all in order but for what is named. */
function checksWith(...results: readonly CheckResult[]): Setup['checklist'] {
  return {
    isRunning: false,
    results: fine.map((each) => results.find(({ step }) => step === each.step) ?? each),
  }
}

type Change = Omit<Partial<Setup>, 'supabase'> & { supabase?: Partial<SupabaseSetup> }

function at(section: Section, { supabase, ...change }: Change, rest: Partial<Snapshot> = {}): SettingsState {
  const changed = { ...setup, checklist: checksWith(), ...change, supabase: { ...setup.supabase, ...supabase } }
  return { section, snapshot: { ...healthy, ...rest, setup: changed } }
}

const unconnected: Partial<Snapshot> = {
  isConnected: false,
  condition: 'starting',
  keeper: unknownState,
  history: noHistory,
}
const noToken: Partial<Snapshot> = {
  condition: 'missing',
  keeper: { ...keeper, row: 'empty', token: null, works: null, asksHuman: true },
  history: noHistory,
}
const nothing: Partial<SupabaseSetup> = {
  url: null,
  keyKind: null,
  needsUser: false,
  email: null,
  isSignedIn: false,
  hasEditor: false,
}
const helper = { name: 'Camille Desmarteaux', email: 'camille@accord-mecanique.ca', phone: '514 555-0199' }
const signedOut: Partial<SupabaseSetup> = { email: null, isSignedIn: false }
const codeRefused: SupabaseSetup['said'] = {
  about: 'code',
  problem: { at: 'store', kind: 'bad-password' },
  failure: 'code-refused',
  waitSeconds: null,
}
const proxyCode = 'ERR_TUNNEL_CONNECTION_FAILED'
const noChecks = { isRunning: false, results: [] }

const answered: Setup['test'] = {
  state: 'answered',
  at: now,
  company: 'Pianos Tremblay inc.',
  user: 'Anne Tremblay',
  clientCount: 1240,
  tookMilliseconds: 420,
  clockErrorMilliseconds: 0,
}

/** Every state of the settings that has a look of its own, the first run among them, by its name. */
export const settingsStates: Readonly<Record<string, SettingsState>> = {
  'first-run-start': at(
    'supabase',
    { supabase: nothing, checklist: noChecks, about: { ...setup.about, isDevelopment: true } },
    unconnected,
  ),
  'secrets-unread': at(
    'supabase',
    { supabase: { keyKind: null, needsUser: false, isSignedIn: false, hasEditor: false }, checklist: noChecks },
    { ...unconnected, secrets: 'memory', unread: unreadBecause('other') },
  ),
  'first-run-nothing-found': at(
    'supabase',
    {
      supabase: { ...nothing, said: { about: 'paste', failure: 'masked-key', notes: [] } },
      checklist: noChecks,
    },
    unconnected,
  ),
  'first-run-url-alone': at(
    'supabase',
    {
      supabase: {
        ...nothing,
        url: 'https://abcdefghijklmnopqrst.supabase.co',
        said: { about: 'paste', failure: null, notes: [] },
      },
      checklist: noChecks,
    },
    unconnected,
  ),
  'first-run-user': at(
    'supabase',
    {
      supabase: { ...signedOut, said: { about: 'paste', failure: null, notes: ['weaker-key-taken'] } },
      checklist: {
        isRunning: true,
        results: fine.slice(0, 2),
      },
    },
    unconnected,
  ),
  'first-run-invited': at(
    'supabase',
    {
      supabase: { ...signedOut, said: { about: 'invitation', fault: null } },
      invitation: { ...setup.invitation, helper, email: 'anne@pianos-tremblay.ca' },
      checklist: { isRunning: true, results: fine.slice(0, 2) },
    },
    unconnected,
  ),
  'first-run-invitation-refused': at(
    'supabase',
    {
      supabase: { ...nothing, said: { about: 'invitation', fault: { flaw: 'not-https', field: 'supabaseUrl' } } },
      checklist: noChecks,
    },
    unconnected,
  ),
  'first-run-proxy': at(
    'supabase',
    {
      supabase: signedOut,
      proxy: { host: '10.0.0.1:3128', user: null, hasPassword: false, isAsking: true, isRefused: false },
      checklist: {
        isRunning: false,
        results: [
          {
            step: 'reachable',
            outcome: 'failed',
            kind: 'not-reached',
            facts: { code: proxyCode },
            remedy: 'check-network',
          },
        ],
      },
    },
    unconnected,
  ),
  'supabase-fine': at('supabase', {}),
  'supabase-code': at('supabase', {
    supabase: {
      ...signedOut,
      codeSentTo: 'anne@pianos-tremblay.ca',
      said: codeRefused,
    },
    checklist: checksWith({
      step: 'signed-in',
      outcome: 'failed',
      kind: 'sign-in-needed',
      facts: {},
      remedy: 'sign-in',
    }),
  }),
  'supabase-migration': at('supabase', {
    checklist: checksWith(
      { step: 'table-there', outcome: 'failed', kind: 'table-missing', facts: {}, remedy: 'copy-migration' },
      ...(['row-readable', 'swap-function-there', 'row-writable', 'other-columns-fine'] as const).map((step) => ({
        step,
        outcome: 'skipped' as const,
        kind: 'earlier-step' as const,
        facts: {},
        remedy: null,
      })),
    ),
    copied: 'migration',
  }),
  'supabase-secret-key': at('supabase', {
    invitation: { ...setup.invitation, obstacle: { flaw: 'secret-key', field: 'supabaseKey' } },
    supabase: {
      url: 'http://example.com',
      keyKind: 'secret',
      hasEditor: false,
      keyOfOtherProject: true,
      needsUser: false,
      isSignedIn: false,
      said: { about: 'paste', failure: 'not-https', notes: ['database-password-ignored'] },
    },
    checklist: checksWith(
      { step: 'key-accepted', outcome: 'warning', kind: 'secret-key', facts: {}, remedy: 'use-publishable-key' },
      {
        step: 'other-columns-fine',
        outcome: 'failed',
        kind: 'column-in-the-way',
        facts: { code: '23502', columns: ['description', 'owner_id'] },
        remedy: 'fix-column',
      },
      {
        step: 'clock-agrees',
        outcome: 'failed',
        kind: 'clock-wrong',
        facts: { offsetMilliseconds: -12 * 60_000 },
        remedy: 'check-clock',
      },
    ),
  }),
  gazelle: at('gazelle', {}),
  'gazelle-found': at('gazelle', {
    paste: {
      state: 'found',
      fingerprint: 'e1d0c2b7',
      form: 'curl-bash',
      lifeSeconds: 30 * 24 * 60 * 60,
      hasRefreshToken: true,
      isInRow: false,
    },
    test: answered,
  }),
  'gazelle-refused': at(
    'gazelle',
    {
      paste: { state: 'refused', refusal: { reason: 'other-host', form: 'curl-bash', host: 'api.example.com' } },
      test: { state: 'failed', at: now, problem: { at: 'gazelle', kind: 'unavailable', retryAfterSeconds: null } },
    },
    noToken,
  ),
  oauth: at('oauth', {}),
  'oauth-refused': at('oauth', {
    oauth: {
      clientId: 'pianos-tremblay',
      hasSecret: true,
      redirectUri: 'callback',
      refused: 'redirect',
      isRefusedByGazelle: false,
    },
  }),
  'oauth-secret-refused': at('oauth', {
    oauth: {
      clientId: 'pianos-tremblay',
      hasSecret: true,
      redirectUri: 'https://pianos-tremblay.ca/gazelle',
      refused: 'secret-is-id',
      isRefusedByGazelle: true,
    },
  }),
  ...Object.fromEntries(Object.entries(alertsStates(now)).map(([name, alerts]) => [name, at('alerts', { alerts })])),
  'alerts-removed': at('alerts', {}, { answer: 'alerts-removed', canUndo: true }),
  ...Object.fromEntries(
    Object.entries(functionStates).map(([name, { change, rest }]) => [name, at('function', change, rest)]),
  ),
  'function-no-project': at('function', { supabase: nothing }, unconnected),
  history: at('history', {}),
  'history-looked-after': at('history', {}, { keepers, history: sharedHistory }),
  'history-empty': at('history', {}, { history: noHistory }),
  'history-saved': at('history', {}, { answer: 'history-saved' }),
  'history-unsaved': at('history', {}, { answer: 'history-unsaved' }),
  general: at('general', {}),
  'general-proxy': at('general', {
    proxy: { host: '10.0.0.1:3128', user: 'anne', hasPassword: true, isAsking: true, isRefused: true },
  }),
  'general-shortcut': at('general', {
    shortcut: { keys: 'Control+Alt+G', refused: 'Control+Alt+T', command: null },
  }),
  'general-shortcut-wayland': at('general', {
    shortcut: { keys: null, refused: null, command: '/opt/gazelle-keeper/gazelle-keeper --popover' },
  }),
  'general-permission-left': at('general', { commandLine: { isAllowed: false, isLeft: true, trouble: 'none' } }),
  about: at('about', {}, { answer: 'diagnostics-copied' }),
  'about-person-to-ask': at('about', { invitation: { ...setup.invitation, helper, refused: 'helper' } }),
  'about-update-found': at('about', { updates: updatesStates['found'] ?? noUpdates }),
  'about-update-ready': at('about', { updates: updatesStates['ready-command'] ?? noUpdates }),
  'about-own-data': at('about', {
    ownData: [
      { kind: 'autostart', places: [], bytes: 0, isInUse: false },
      { kind: 'keychain', places: [], bytes: 0, isInUse: false },
      { kind: 'state', places: ['/home/anne/.local/state/gazelle-keeper'], bytes: 12_000, isInUse: true },
      { kind: 'cache', places: ['/home/anne/.cache/gazelle-keeper'], bytes: 312_000_000, isInUse: false },
      { kind: 'profile', places: ['/home/anne/.config/Gazelle Keeper'], bytes: 21_000_000, isInUse: false },
    ],
  }),
  'gazelle-session-forgotten': at('gazelle', {}, { answer: 'session-forgotten', canUndo: true }),
  'oauth-forgotten': at('oauth', {}, { answer: 'application-forgotten', canUndo: true }),
}
