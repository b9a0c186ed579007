import { describe, expect, it } from 'vitest'
import type { SpokenReport } from '../node/alerts/spoken.ts'
import { alertSettingsFrom } from './alert-settings.ts'
import { answerOf, complaintsOf } from './answer.ts'

const report = { result: 'good', problem: null } as const
const mail = (why: string | null): SpokenReport => ({
  channel: 'email',
  alert: 'sign-in',
  delivered: why === null,
  why,
  code: null,
})
const settingsOf = (server: string) =>
  alertSettingsFrom(
    (name) =>
      ({
        GAZELLE_ALERT_EMAIL_TO: 'owner@example.test',
        GAZELLE_ALERT_EMAIL_FROM: 'keeper@example.test',
        GAZELLE_ALERT_SMTP_URL: server,
      })[name],
  )

describe('the answer', () => {
  it('is the check’s alone where no channel is set up', async () => {
    expect(alertSettingsFrom(() => undefined)).toBeNull()
    expect(alertSettingsFrom(() => ' ')).toBeNull()
    expect(await answerOf({ report, spoken: null }, null, 'function')).toEqual(report)
  })

  it.each([
    ['smtp://mail.example.test', 'silent', 'function', true],
    ['smtp://mail.example.test', 'unreachable', 'function', true],
    ['smtp://mail.example.test:25', 'silent', 'function', true],
    // What has answered, the host has let through.
    ['smtp://mail.example.test', 'sign-in', 'function', false],
    ['smtp://mail.example.test', null, 'function', false],
    ['smtps://mail.example.test', 'silent', 'function', false],
    ['smtp://mail.example.test', 'silent', 'runner', false],
  ] as const)(
    'to an email by %s that ended with %s, on a %s, says which port helps: %s',
    async (server, why, host, isSaid) => {
      const settings = settingsOf(server)
      expect(settings?.faults).toEqual([])
      const answer = await answerOf({ report, spoken: Promise.resolve([mail(why)]) }, settings, host)
      expect(answer.alerts).toEqual([mail(why)])
      expect(answer.faults ?? []).toEqual(isSaid ? [expect.stringContaining('smtps:// (port 465)')] : [])
    },
  )

  it('is told to the log by what is in the way alone', async () => {
    const ping: SpokenReport = { channel: 'ping', alert: null, delivered: true, why: null, code: '200' }
    expect(complaintsOf({ ...report, alerts: [mail(null), ping] })).toEqual([])
    const settings = settingsOf('mail.example.test')
    const answer = await answerOf(
      { report, spoken: Promise.resolve([{ ...ping, delivered: false, why: 'busy' }]) },
      settings,
      'runner',
    )
    expect(complaintsOf(answer)).toEqual([
      'alert by ping: busy (200)',
      'GAZELLE_ALERT_SMTP_URL is no address that begins with smtps:// or smtp://.',
    ])
  })
})
