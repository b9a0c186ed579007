import type { AlertsSetup, AlertTarget, AlertTargetSetup } from '../../src/shared/setup.ts'

const noTarget: AlertTargetSetup = { given: [], host: null, fault: null, latest: null }

/** Nothing is set up. */
export const noAlerts: AlertsSetup = {
  targets: {
    email: noTarget,
    slack: noTarget,
    teams: noTarget,
    discord: noTarget,
    ntfy: noTarget,
    webhook: noTarget,
    ping: noTarget,
  },
  email: { to: '', server: '', user: '', from: '' },
  tellsFailures: false,
  refused: null,
}

const filled: AlertsSetup = {
  ...noAlerts,
  targets: {
    email: {
      ...noTarget,
      given: ['email.to', 'email.server', 'email.user', 'email.password'],
      host: 'courriel.pianos-tremblay.ca',
    },
    slack: { ...noTarget, given: ['slack.address'], host: 'hooks.slack.com' },
    teams: noTarget,
    discord: noTarget,
    ntfy: { ...noTarget, given: ['ntfy.address', 'ntfy.token'], host: 'ntfy.sh' },
    webhook: {
      ...noTarget,
      given: ['webhook.address'],
      host: 'alertes.pianos-tremblay.ca',
      fault: { field: 'webhook.secret', flaw: 'missing' },
    },
    ping: { ...noTarget, given: ['ping.address'], host: 'hc-ping.com' },
  },
  email: {
    to: 'anne@pianos-tremblay.ca, camille@accord-mecanique.ca',
    server: 'smtps://courriel.pianos-tremblay.ca',
    user: 'anne@pianos-tremblay.ca',
    from: '',
  },
  tellsFailures: true,
}

const withNews = (news: Partial<Record<AlertTarget, AlertTargetSetup['latest']>>): AlertsSetup => ({
  ...filled,
  targets: Object.fromEntries(
    Object.entries(filled.targets).map(([target, setup]) => [
      target,
      { ...setup, latest: news[target as AlertTarget] ?? null },
    ]),
  ) as AlertsSetup['targets'],
})

/** Every state of the section that has a look of its own; `at` is the moment of the answers, in milliseconds. */
export const alertsStates = (at: number): Readonly<Record<string, AlertsSetup>> => ({
  alerts: noAlerts,
  'alerts-refused': { ...noAlerts, refused: { field: 'slack.address', flaw: 'not-a-url' } },
  'alerts-filled': filled,
  'alerts-testing': withNews({ email: { state: 'sending' }, slack: { state: 'sending' } }),
  'alerts-failed': withNews({
    email: { state: 'failed', at, isTest: true, why: 'sign-in', code: '535' },
    slack: { state: 'failed', at, isTest: false, why: 'rejected', code: 'channel_is_archived' },
    ping: { state: 'failed', at, isTest: false, why: 'unreachable', code: 'ERR_NAME_NOT_RESOLVED' },
  }),
  'alerts-sent': withNews({
    email: { state: 'accepted', at, isTest: true, missed: 1 },
    slack: { state: 'accepted', at, isTest: true, missed: 0 },
    ntfy: { state: 'accepted', at, isTest: false, missed: 0 },
    ping: { state: 'accepted', at, isTest: false, missed: 0 },
  }),
})
