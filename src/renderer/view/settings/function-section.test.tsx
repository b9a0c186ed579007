import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { functionStates } from '../../../../test/pages/function-states.ts'
import { healthy, now, setup } from '../../../../test/pages/states.ts'
import { translator } from '../../../shared/catalogue/index.ts'
import { allLanguages, type Language } from '../../../shared/catalogue/languages.ts'
import { FunctionSection } from './function-section.tsx'

const drawn = (name: string, language: Language) => {
  const { change = {}, rest = {} } = functionStates[name] ?? {}
  const changed = { ...setup, ...change, supabase: { ...setup.supabase, ...change.supabase } }
  const snapshot = { ...healthy, ...rest, language, setup: changed }
  return renderToString(<FunctionSection snapshot={snapshot} t={translator(language)} now={now} />)
}
const buttons = (page: string) => [...page.matchAll(/data-verb="([^"]+)"/g)].map(([, verb]) => verb)

describe.each(allLanguages)('the section on the function (%s)', (language) => {
  const t = translator(language)

  it('has what is copied, in order, and a look', () => {
    expect(buttons(drawn('function', language))).toEqual([
      'function.copy',
      'supabase.open',
      'function.save',
      'function.copy',
      'function.copy',
      'function.look',
      'function.copy',
    ])
  })

  it('says first what is missing, and offers nothing that cannot work', () => {
    expect(drawn('function-no-application', language)).toContain(t('function.no-application'))
    expect(drawn('function', language)).not.toContain(t('function.no-application'))
    const sandbox = drawn('function-sandbox', language)
    expect(sandbox).toContain(t('function.sandbox'))
    expect(buttons(sandbox)).toEqual([])
    expect(drawn('function-own-server', language)).toContain(t('function.deploy.ref'))
  })

  it('tells what a look has found, and no more than that', () => {
    const ago = t('function.ago.minutes', { count: 4 })
    expect(drawn('function-seen', language)).toContain(t('function.seen', { name: 'Supabase', ago }))
    expect(drawn('function-late', language)).toContain(t('function.late'))
    expect(drawn('function-late', language)).toContain(t('function.stuck'))
    expect(drawn('function-no-logbook', language)).toContain(t('function.no-logbook'))
    expect(drawn('function-unseen', language)).toContain(t('function.unseen'))
    for (const name of ['function', 'function-unseen', 'function-no-logbook', 'function-look-failed'])
      expect(drawn(name, language)).not.toContain('data-tone="good"')
  })
})
