import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { alertsStates } from '../../../../test/pages/alerts-states.ts'
import { healthy, now, setup } from '../../../../test/pages/states.ts'
import { translator } from '../../../shared/catalogue/index.ts'
import { allLanguages, type Language } from '../../../shared/catalogue/languages.ts'
import type { AlertsSetup } from '../../../shared/setup.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { AlertsSection } from './alerts-section.tsx'

const states = alertsStates(now)
const drawn = (alerts: AlertsSetup | undefined, language: Language, change: Partial<Snapshot> = {}) => {
  const snapshot = { ...healthy, ...change, language, setup: { ...setup, alerts: alerts ?? setup.alerts } }
  return renderToString(<AlertsSection snapshot={snapshot} t={translator(language)} now={now} />)
}

describe.each(allLanguages)('the section on alerts (%s)', (language) => {
  const t = translator(language)

  it('has a button to paste where nothing is set up, and none to test', () => {
    const page = drawn(states['alerts'], language)
    expect(page.split('data-verb="alerts.paste"')).toHaveLength(7)
    expect(page).not.toContain('alerts.test')
    expect(page).not.toContain('alerts.forget')
  })

  it('shows of what is set up the host alone, a test and a way out', () => {
    const page = drawn(states['alerts-filled'], language)
    for (const host of ['hooks.slack.com/…', 'ntfy.sh/…', 'hc-ping.com/…']) expect(page).toContain(host)
    // The webhook waits for its secret.
    expect(page).toContain(t('alerts.secret.missing'))
    expect(page.split('data-verb="alerts.test"')).toHaveLength(5)
    expect(page.split('data-verb="alerts.forget"')).toHaveLength(6)
  })

  it('says what became of the latest message beside its target', () => {
    const failed = drawn(states['alerts-failed'], language)
    expect(failed).toContain('channel_is_archived')
    expect(failed).toContain(t('alerts.failed.sign-in', { code: ' (535)' }))
    const sent = drawn(states['alerts-sent'], language)
    expect(sent).toContain(t('alerts.missed', { count: 1 }))
    expect(drawn(states['alerts-testing'], language)).toContain(t('alerts.sending'))
  })

  it('says of a refused paste what is wrong, at its target alone', () => {
    const page = drawn(states['alerts-refused'], language)
    expect(page.split(t('alerts.flaw.not-a-url'))).toHaveLength(2)
  })

  it('promises no place on the disk where there is none', () => {
    expect(drawn(states['alerts-filled'], language)).not.toContain(t('oauth.secret.kept.memory'))
    for (const change of [{ secrets: 'memory' as const }, { isSandbox: true }])
      expect(drawn(states['alerts-filled'], language, change)).not.toContain(t('oauth.secret.kept'))
  })
})
