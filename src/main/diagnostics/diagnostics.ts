import type { KeeperEvent, LoggedEvent } from '../../core/keeper/events.ts'
import type { Problem, TokenFacts } from '../../core/keeper/state.ts'
import type { CheckFacts } from '../../core/supabase/setup/check-result.ts'
import { projectPlaceOf } from '../../core/supabase/setup/supabase-url.ts'
import { expiresAt } from '../../core/token/expiry.ts'
import { type AlertsSetup, alertTargets, type CheckResult } from '../../shared/setup.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

const eventsToTell = 30

/**
 * The report for anyone who helps: plain text in English, whatever the app's language. Takes the snapshot, the log (the newest
 * last) and the time in milliseconds. Each line consists of single facts that are no secrets; no object is written out whole, and
 * nobody's email, name or company is in it.
 */
export function diagnosticsReport(snapshot: Snapshot, log: readonly LoggedEvent[], now: number): string {
  const { setup } = snapshot
  const { about } = setup
  return [
    `Gazelle Keeper diagnostics, ${time(now)}`,
    '',
    ...part('Versions', [
      `Gazelle Keeper ${about.version}${about.isDevelopment ? ' (development)' : ''}`,
      `Electron ${about.electron}, Chromium ${about.chromium}, Node ${about.node}`,
      about.system,
    ]),
    ...part('Mishaps', mishapsOf(snapshot)),
    ...part('Settings', settingsOf(snapshot)),
    ...part('State', stateOf(snapshot)),
    ...part('Checklist', checklistOf(setup.checklist.results)),
    ...part('Test', [testOf(snapshot)]),
    ...part(`Log (last ${eventsToTell})`, log.slice(-eventsToTell).map(eventLine)),
  ].join('\n')
}

function part(title: string, lines: readonly string[]): string[] {
  return [`# ${title}`, ...(lines.length === 0 ? ['none'] : lines), '']
}

function settingsOf({ setup, isSandbox, secrets, unread, language }: Snapshot): string[] {
  const { supabase, oauth, preferences, gazelleUrl, proxy, alerts } = setup
  return [
    `Supabase: ${supabase.url === null ? 'not set' : `${hostOf(supabase.url)} (${projectPlaceOf(supabase.url)})`}`,
    `key: ${supabase.keyKind ?? 'not set'}${supabase.keyOfOtherProject ? ', of another project' : ''}`,
    `user: ${supabase.isSignedIn ? 'signed in' : supabase.needsUser ? 'missing' : 'not needed'}`,
    `table: ${supabase.table}, row: ${supabase.rowKey}`,
    `Gazelle: ${hostOf(gazelleUrl)}${isSandbox ? ' (sandbox)' : ''}`,
    `OAuth application: ${oauth.clientId === null ? 'none' : `set, secret ${yes(oauth.hasSecret)}, callback ${yes(oauth.redirectUri !== null)}${oauth.isRefusedByGazelle ? ', refused by Gazelle' : ''}`}`,
    `proxy: ${proxy === null ? 'none that asks' : `${proxy.isAsking ? 'asks' : 'lets through'}, password ${yes(proxy.hasPassword)}${proxy.isRefused ? ', refused' : ''}`}`,
    `alerts go to: ${alertsWords(alerts)}`,
    `secrets are kept in: ${secrets}${unread === null ? '' : `, cannot be read: ${unread.what.join(', ')} (${unread.why})`}`,
    `language ${preferences.language} (${language}), theme ${preferences.theme}, starts at login ${yes(preferences.startsAtLogin)}, detailed log ${yes(preferences.logsDetails)}, stays signed in ${yes(preferences.staysSignedIn)}, reminds ${yes(preferences.reminds)}`,
  ]
}

/** The targets, and what became of the latest message. No host: it may be the company's own. */
function alertsWords({ targets }: AlertsSetup): string {
  const given = alertTargets.filter((target) => targets[target].given.length > 0)
  const words = given.map((target) => {
    const { fault, latest } = targets[target]
    if (fault !== null) return `${target} (${fault.field} ${fault.flaw})`
    if (latest?.state === 'failed') return `${target} (${time(latest.at)} ${latest.why} ${latest.code ?? ''})`
    return latest?.state === 'accepted' ? `${target} (${time(latest.at)} accepted)` : target
  })
  return words.length === 0 ? 'nobody' : words.join(', ')
}

function mishapsOf({ mishaps: { disk, settings, mistake } }: Snapshot): string[] {
  const lines = [
    disk !== null && `the disk takes no files: ${disk}`,
    settings !== null && `the settings were damaged: ${settings}`,
    mistake !== null && `${time(mistake.at)} ${mistake.name} was not caught; the log has more`,
  ]
  return lines.filter((line) => line !== false)
}

function stateOf({ condition, keeper, signIn, isConnected }: Snapshot): string[] {
  return [
    `connected ${yes(isConnected)}, condition ${condition}, activity ${keeper.activity}, sign-in window ${signIn}`,
    `row ${keeper.row}, token ${keeper.token === null ? 'none' : tokenWords(keeper.token)}`,
    `Gazelle accepts it: ${keeper.works === null ? 'not known' : yes(keeper.works)}, asked ${time(keeper.askedGazelleAt)}`,
    `held: ${keeper.held?.fingerprint ?? 'none'}`,
    `problem: ${keeper.problem === null ? 'none' : problemWords(keeper.problem)}, since ${time(keeper.troubleSince)}`,
    `checked ${time(keeper.checkedAt)}, rests until ${time(keeper.restsUntil)}`,
    `latest rule: ${keeper.rule ?? 'none'}`,
    `renews by itself ${yes(keeper.renewsByItself)}, asks for a person ${yes(keeper.asksHuman)}`,
    `clock: ${keeper.clockErrorMilliseconds === 0 ? 'right' : `off by ${Math.round(keeper.clockErrorMilliseconds / 1000)} s`}`,
  ]
}

function checklistOf(results: readonly CheckResult[]): string[] {
  return results.map(({ step, outcome, kind, facts }) => {
    return `${step}: ${outcome}${kind === null ? '' : ` (${kind})`}${factWords(facts)}`
  })
}

/**
 * The facts in words: the database's or network's own codes, and how far things are off. No column names: they are the company's
 * own.
 */
function factWords({
  code,
  field,
  shape,
  proof,
  tookMilliseconds: took,
  offsetMilliseconds: offset,
}: CheckFacts): string {
  const words = [
    code,
    field !== undefined && `field ${field}`,
    shape,
    proof,
    took !== undefined && `${Math.round(took)} ms`,
    offset !== undefined && `clock off by ${Math.round(-offset / 1000)} s`,
  ]
  const said = words.filter((each) => typeof each === 'string')
  return said.length === 0 ? '' : `, ${said.join(', ')}`
}

function testOf({ setup: { test } }: Snapshot): string {
  switch (test?.state) {
    case 'answered':
      return `${time(test.at)} answered in ${Math.round(test.tookMilliseconds)} ms, clock off by ${Math.round(test.clockErrorMilliseconds / 1000)} s`
    case 'failed':
      return `${time(test.at)} failed: ${problemWords(test.problem)}`
    default:
      return 'not run'
  }
}

function eventLine(event: LoggedEvent): string {
  const again = event.times > 1 ? ` (${event.times} times, last ${time(event.lastAt)})` : ''
  return `${time(event.at)} ${eventWords(event)}${again}`
}

/** An event in a few words, without a secret. */
export function eventWords(event: KeeperEvent): string {
  switch (event.what) {
    case 'checked':
      return `checked ${event.fingerprint}, works ${yes(event.works)}`
    case 'adopted':
    case 'saved':
      return `${event.what} ${tokenWords(event.token)}`
    case 'captured':
      return `captured ${event.fingerprint} by ${event.source}`
    case 'renewed':
      return `renewed ${event.fingerprint} by ${event.by}`
    case 'restored':
      return `restored ${event.fingerprint}`
    case 'conflict':
      return `conflict, kept ${event.kept}, other ${event.other}`
    case 'other-company':
      return `another company’s ${event.fingerprint}, waits for a person`
    case 'declined':
      return `declined ${event.fingerprint}`
    case 'account-changed':
      return `another ${event.change}: ${event.fingerprint}, put there by ${event.by}`
    case 'failed':
      return `failed: ${problemWords(event.problem)}`
    case 'human-needed':
      return `human needed, ${event.fingerprint ?? 'no token'}`
    case 'clock-wrong':
      return `clock off by ${Math.round(event.byMilliseconds / 1000)} s`
  }
}

function tokenWords(token: TokenFacts): string {
  const { fingerprint, headerKind, issuedAt, expiry } = token
  const issued = issuedAt === null ? 'unknown' : time(issuedAt * 1000)
  const at = expiresAt(token)
  const end = at === null ? 'never' : `${time(at)} (${expiry.certainty})`
  return `${fingerprint}, header ${headerKind ?? 'unknown'}, issued ${issued}, ends ${end}`
}

function problemWords(problem: Problem): string {
  switch (problem.at) {
    case 'row':
      return `row, field ${problem.field ?? 'unknown'}`
    case 'keeper':
      return `keeper, ${problem.what}`
    // The app's store is Supabase.
    case 'store':
      return `supabase, ${problem.kind}`
    default:
      return `${problem.at}, ${problem.kind}`
  }
}

/** Gives the host alone: a whole address may have been pasted with a password or a token in it. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'not an address'
}

function time(milliseconds: number | null): string {
  return milliseconds === null || !Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15
    ? 'never'
    : new Date(milliseconds).toISOString()
}

const yes = (is: boolean) => (is ? 'yes' : 'no')
