import { unknownState } from '../../src/core/keeper/state.ts'
import type { Setup } from '../../src/shared/setup.ts'
import type { History, KeeperState, Language, Mark, Snapshot } from '../../src/shared/snapshot.ts'
import { noMishaps } from '../../src/shared/snapshot.ts'
import { noAlerts } from './alerts-states.ts'
import { keepers, missing, sharedHistory } from './logbook-states.ts'
import { ago, history, minute, noHistory, now, refusals, tokenAged } from './past.ts'
import { secretsTroubles, unreadBecause } from './secrets-states.ts'
import { noUpdates } from './updates-states.ts'

export { history, noHistory, now, timeZone, tokenAged } from './past.ts'

export const setup: Setup = {
  preferences: {
    language: 'system',
    theme: 'system',
    startsAtLogin: true,
    staysSignedIn: true,
    reminds: true,
    logsDetails: false,
    alertLanguage: 'same',
    looksForUpdates: true,
    updateChannel: 'stable',
  },
  loginTrouble: null,
  isLoginOffered: true,
  invitation: { helper: null, email: null, obstacle: null, refused: null },
  supabase: {
    url: 'https://abcdefghijklmnopqrst.supabase.co',
    keyKind: 'publishable',
    keyOfOtherProject: false,
    needsUser: true,
    email: 'anne@pianos-tremblay.ca',
    isSignedIn: true,
    table: 'system_settings',
    rowKey: 'gazelle_oauth_token',
    said: null,
    codeSentTo: null,
    isBusy: false,
    hasEditor: true,
  },
  checklist: { isRunning: false, results: [] },
  oauth: { clientId: null, hasSecret: false, redirectUri: null, refused: null, isRefusedByGazelle: false },
  gazelleUrl: 'https://gazelleapp.io',
  proxy: null,
  paste: null,
  test: null,
  alerts: noAlerts,
  functionLook: null,
  copied: null,
  commandLine: { isAllowed: false, isLeft: false, trouble: null },
  shortcut: { keys: null, refused: null, command: null },
  ownData: null,
  updates: noUpdates,
  about: {
    version: '0.1.0',
    electron: '45.4.1',
    chromium: '150.0.7000.1',
    node: '26.6.0',
    system: 'Linux 6.8',
    isDevelopment: false,
    isDemoOnly: false,
  },
}

export const keeper: KeeperState = {
  ...unknownState,
  row: 'token',
  token: tokenAged(6),
  works: true,
  askedGazelleAt: now - 30 * minute,
  checkedAt: now - 12 * minute,
  renewsByItself: true,
}

const ours = { companyId: '1', company: 'Pianos Tremblay inc.', userId: '1', user: 'Anne Tremblay' }
const theirs = { companyId: '2', company: 'Accord et Mécanique', userId: '2', user: 'Camille Desmarteaux' }

export const healthy: Snapshot = {
  language: 'en',
  isConnected: true,
  isSandbox: false,
  condition: 'valid',
  keeper,
  signIn: 'closed',
  isSignInAttended: true,
  signInDetail: null,
  secrets: 'keychain',
  unread: null,
  mishaps: noMishaps,
  keepers: [],
  history,
  setup,
  answer: null,
  canUndo: false,
}

/** A snapshot like the healthy one, but for what is named. */
function like(change: Partial<Omit<Snapshot, 'keeper'>>, keeperChange: Partial<KeeperState> = {}): Snapshot {
  return { ...healthy, ...change, keeper: { ...keeper, ...keeperChange } }
}

const emptySetup: Setup = {
  ...setup,
  supabase: {
    ...setup.supabase,
    url: null,
    keyKind: null,
    needsUser: false,
    email: null,
    isSignedIn: false,
    hasEditor: false,
  },
}

function historyWith(mark: Mark): History {
  return { ...history, marks: [...history.marks, mark] }
}

const atSupabase = (kind: Extract<KeeperState['problem'], { at: 'store' }>['kind']) =>
  ({ problem: { at: 'store', kind }, troubleSince: now - 20 * minute }) satisfies Partial<KeeperState>

/** Every state of the popover, by its name. */
export const popoverStates: Readonly<Record<string, Snapshot>> = {
  'first-run': like(
    {
      isConnected: false,
      condition: 'starting',
      history: noHistory,
      setup: { ...emptySetup, about: { ...setup.about, isDevelopment: true } },
    },
    unknownState,
  ),
  starting: like({ condition: 'starting', history: noHistory }, { ...unknownState, activity: 'checking' }),
  missing: like(
    { condition: 'missing', history: noHistory },
    { row: 'empty', token: null, works: null, askedGazelleAt: null, asksHuman: true, renewsByItself: false },
  ),
  valid: like({
    setup: {
      ...setup,
      test: {
        state: 'answered',
        at: now - 30 * minute,
        company: 'Pianos Tremblay inc.',
        user: 'Anne Tremblay',
        clientCount: 1240,
        tookMilliseconds: 420,
        clockErrorMilliseconds: 0,
      },
    },
  }),
  'valid-by-hand': like(
    {
      history: {
        ...noHistory,
        lives: history.lives.slice(-1),
        marks: [{ what: 'captured', at: ago(6), source: 'web-session' }],
      },
    },
    { renewsByItself: false },
  ),
  endless: like(
    { history: { ...noHistory, lives: [{ fingerprint: '5f3a9c21', from: ago(6), until: null, expiresAt: null }] } },
    { token: { ...tokenAged(6), headerKind: 'api-key', expiry: { certainty: 'never' }, renewAt: null } },
  ),
  checking: like({}, { activity: 'checking' }),
  renewing: like({ condition: 'expiring' }, { token: tokenAged(20.1), activity: 'renewing' }),
  due: like({ condition: 'expiring' }, { token: tokenAged(20.5) }),
  expiring: like({ condition: 'expiring' }, { token: tokenAged(26), renewsByItself: false }),
  expired: like(
    { condition: 'expired' },
    { token: tokenAged(31), works: false, asksHuman: true, renewsByItself: false },
  ),
  'sign-in-needed': like(
    { condition: 'refused', history: historyWith({ what: 'human-needed', at: ago(0.1) }) },
    {
      works: false,
      asksHuman: true,
      renewsByItself: false,
      problem: { at: 'gazelle', kind: 'unauthorized', retryAfterSeconds: null },
    },
  ),
  gone: like({ condition: 'missing' }, { row: 'empty', token: null, works: null }),
  'signing-in': like({ condition: 'missing', signIn: 'waiting' }, { row: 'empty', token: null, works: null }),
  offline: like({}, atSupabase('unavailable')),
  'supabase-refuses': like({ condition: 'blocked' }, atSupabase('wrong-key')),
  'supabase-unprepared': like(
    { condition: 'blocked', history: noHistory },
    { ...unknownState, ...atSupabase('table-missing'), checkedAt: now - 2 * minute },
  ),
  'gazelle-refuses': like({}, { problem: { at: 'gazelle', kind: 'forbidden', retryAfterSeconds: null } }),
  'row-not-understood': like(
    { condition: 'blocked' },
    { row: 'unreadable', token: null, works: null, problem: { at: 'row', field: 'expires_in' } },
  ),
  'last-hours': like({ condition: 'expiring' }, { token: tokenAged(29.77), renewsByItself: false }),
  'no-way-to-renew': like({ answer: 'no-way-to-renew' }, { renewsByItself: false }),
  conflict: like({ condition: 'held' }, { held: { fingerprint: 'e1d0c2b7' } }),
  held: like(
    { condition: 'held' },
    { works: false, token: tokenAged(31), held: { fingerprint: 'e1d0c2b7' }, ...atSupabase('unavailable') },
  ),
  'other-company-waits': like({}, { account: ours, unconfirmed: { fingerprint: 'e1d0c2b7', account: theirs } }),
  'other-company-saved': like({}, { account: theirs, takenFrom: { account: ours, isHere: true } }),
  'looked-after': like({ keepers, history: sharedHistory }),
  unattended: like({ keepers: missing }, { renewsByItself: false, unattendedDays: 4 }),
  'conflict-settled': like({
    history: historyWith({ what: 'conflict', at: ago(3.5), kept: '5f3a9c21', other: 'e1d0c2b7' }),
  }),
  'busy-day': like({ history: { ...history, marks: refusals } }),
  restored: like({ history: historyWith({ what: 'restored', at: ago(1.2) }) }),
  'clock-wrong': like({}, { clockErrorMilliseconds: 12 * minute, checkedAt: now - 24 * minute }),
  'no-keychain': like({ secrets: 'memory' }),
  'secrets-unread-sandbox': like({ isSandbox: true, secrets: 'memory', unread: unreadBecause('locked') }),
  ...Object.fromEntries(
    secretsTroubles.map((why) => [
      `secrets-${why}`,
      like(
        {
          isConnected: false,
          condition: 'starting',
          history: noHistory,
          secrets: 'memory',
          unread: unreadBecause(why),
          setup: {
            ...emptySetup,
            supabase: { ...emptySetup.supabase, url: setup.supabase.url, email: setup.supabase.email },
          },
        },
        unknownState,
      ),
    ]),
  ),
  sandbox: like({ isSandbox: true }, { checkedAt: now - 10_000 }),
  'disk-full': like({ mishaps: { ...noMishaps, disk: 'full' } }),
  'settings-restored': like({ mishaps: { ...noMishaps, settings: 'restored' } }),
  'unhandled-error': like({ mishaps: { ...noMishaps, mistake: { at: now, name: 'TypeError' } } }),
  mistake: like({ condition: 'blocked' }, { problem: { at: 'keeper', what: 'TypeError' } }),
}

/** The same state in another language. */
export function inLanguage(snapshot: Snapshot, language: Language): Snapshot {
  return { ...snapshot, language }
}
