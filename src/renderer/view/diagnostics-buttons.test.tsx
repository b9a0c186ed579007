import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { healthy, now, setup } from '../../../test/pages/states.ts'
import { translator } from '../../shared/catalogue/index.ts'
import { allLanguages } from '../../shared/catalogue/languages.ts'
import type { Helper } from '../../shared/setup.ts'
import { Mishaps } from './mishaps.tsx'

const camille: Helper = { name: 'Camille Desmarteaux', email: 'camille@accord-mecanique.ca', phone: '514 555-0199' }

describe.each(allLanguages)('after a mistake (%s)', (language) => {
  const t = translator(language)
  const drawn = (helper: Helper | null) => {
    const mishaps = { ...healthy.mishaps, mistake: { at: now, name: 'TypeError' } }
    const invitation = { ...setup.invitation, helper }
    return renderToString(<Mishaps snapshot={{ ...healthy, mishaps, setup: { ...setup, invitation } }} t={t} />)
  }

  it.each([
    ['nobody is named', null],
    ['nobody has an email', { ...camille, email: '' }],
  ])('the diagnostics can be copied, and no report is promised, where %s', (_who, helper) => {
    expect(drawn(helper)).toContain(t('do.copy-diagnostics'))
    expect(drawn(helper)).not.toContain(t('do.report-problem'))
  })

  it('a report to the person to ask is offered, beside the copy', () => {
    expect(drawn(camille)).toContain(t('do.copy-diagnostics'))
    expect(drawn(camille)).toContain(t('do.report-problem'))
  })
})
