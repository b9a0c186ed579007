import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { AlertVariables } from '../../node/alerts/alert-variables.ts'
import { alertSettings } from './settings.ts'

const network = { fetch: globalThis.fetch, userAgent: 'gazelle-keeper/test' }
const source = { kind: 'environment' } as const
const settings = (variables: AlertVariables) => alertSettings(variables, source, network, 'en')
const kindsOf = (variables: AlertVariables) => settings(variables).channels.map(({ kind }) => kind)
const faultsOf = (variables: AlertVariables) =>
  settings(variables).faults.map(
    (fault) => `${'variable' in fault ? fault.variable : ''} ${'flaw' in fault ? fault.flaw : fault.kind}`,
  )

const hook = 'https://hooks.example/x'
const mail: AlertVariables = {
  GAZELLE_ALERT_EMAIL_TO: 'owner@example.test',
  GAZELLE_ALERT_EMAIL_FROM: 'keeper@example.test',
  GAZELLE_ALERT_SMTP_URL: 'smtp://mail.example.test',
}

describe('the channels', () => {
  it('are none where nothing is set', () => {
    expect(settings({})).toEqual({ channels: [], ping: null, language: 'en', faults: [] })
  })

  it('are those that are set, whatever is wrong with others', () => {
    const secret = `whsec_${randomBytes(32).toString('base64')}`
    const all: AlertVariables = {
      ...mail,
      GAZELLE_ALERT_SLACK: hook,
      GAZELLE_ALERT_TEAMS: hook,
      GAZELLE_ALERT_DISCORD: hook,
      GAZELLE_ALERT_NTFY: 'https://ntfy.example/topic',
      GAZELLE_ALERT_WEBHOOK: hook,
      GAZELLE_ALERT_WEBHOOK_SECRET: secret,
      GAZELLE_ALERT_LANGUAGE: 'fr',
    }
    expect(kindsOf(all)).toEqual(['email', 'slack', 'teams', 'discord', 'ntfy', 'webhook'])
    expect(settings(all)).toMatchObject({ language: 'fr', faults: [] })
    expect(kindsOf({ ...all, GAZELLE_ALERT_TEAMS: 'x' })).toEqual(['email', 'slack', 'discord', 'ntfy', 'webhook'])
  })

  it.each<[AlertVariables, string]>([
    [{ GAZELLE_ALERT_SLACK: 'hooks.example/x' }, 'GAZELLE_ALERT_SLACK not-a-url'],
    [{ GAZELLE_ALERT_TEAMS: 'http://hooks.example/x' }, 'GAZELLE_ALERT_TEAMS not-https'],
    [{ GAZELLE_ALERT_DISCORD: 'https://a:b@hooks.example/x' }, 'GAZELLE_ALERT_DISCORD not-a-url'],
    [{ GAZELLE_ALERT_NTFY: 'https://ntfy.example/' }, 'GAZELLE_ALERT_NTFY not-a-topic'],
    [{ GAZELLE_ALERT_NTFY_TOKEN: 'tk' }, 'GAZELLE_ALERT_NTFY missing'],
    [
      { GAZELLE_ALERT_NTFY: 'https://ntfy.example/a', GAZELLE_ALERT_NTFY_TOKEN: 'a b' },
      'GAZELLE_ALERT_NTFY_TOKEN not-a-key',
    ],
    [{ GAZELLE_ALERT_WEBHOOK: hook }, 'GAZELLE_ALERT_WEBHOOK_SECRET missing'],
    [
      { GAZELLE_ALERT_WEBHOOK: hook, GAZELLE_ALERT_WEBHOOK_SECRET: 'x' },
      'GAZELLE_ALERT_WEBHOOK_SECRET not-a-webhook-secret',
    ],
    [{ GAZELLE_ALERT_PING_FAILURES: 'yes' }, 'GAZELLE_ALERT_PING missing'],
    [{ GAZELLE_ALERT_PING: hook, GAZELLE_ALERT_PING_FAILURES: 'true' }, 'GAZELLE_ALERT_PING_FAILURES not-yes-or-no'],
    [{ GAZELLE_ALERT_LANGUAGE: 'de' }, 'GAZELLE_ALERT_LANGUAGE not-a-language'],
    [{ GAZELLE_ALERT_EMAIL_TO: 'owner@example.test' }, 'GAZELLE_ALERT_SMTP_URL missing'],
    [{ GAZELLE_ALERT_SMTP_URL: 'smtp://mail.example.test' }, 'GAZELLE_ALERT_EMAIL_TO missing'],
    [{ ...mail, GAZELLE_ALERT_EMAIL_TO: 'owner' }, 'GAZELLE_ALERT_EMAIL_TO not-an-email'],
    [{ ...mail, GAZELLE_ALERT_EMAIL_TO: 'a@b.test\nBcc: c@d.test' }, 'GAZELLE_ALERT_EMAIL_TO not-an-email'],
    [{ ...mail, GAZELLE_ALERT_EMAIL_FROM: 'Keeper <keeper@example.test>' }, 'GAZELLE_ALERT_EMAIL_FROM not-an-email'],
    [{ ...mail, GAZELLE_ALERT_SMTP_URL: 'mail.example.test' }, 'GAZELLE_ALERT_SMTP_URL not-smtp'],
    [{ ...mail, GAZELLE_ALERT_SMTP_URL: 'https://mail.example.test' }, 'GAZELLE_ALERT_SMTP_URL not-smtp'],
    [{ ...mail, GAZELLE_ALERT_SMTP_URL: 'smtp://user:%zz@mail.example.test' }, 'GAZELLE_ALERT_SMTP_URL not-smtp'],
    [{ ...mail, GAZELLE_ALERT_SMTP_USER: 'user' }, 'GAZELLE_ALERT_SMTP_PASSWORD missing'],
    [{ ...mail, GAZELLE_ALERT_SMTP_PASSWORD: 'x' }, 'GAZELLE_ALERT_SMTP_USER missing'],
  ])('%j is told: %s', (variables, fault) => expect(faultsOf(variables)).toEqual([fault]))
})
