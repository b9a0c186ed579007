import { describe, expect, it } from 'vitest'
import type { CheckFacts, CheckKind, CheckResult } from '../core/supabase/setup/check-result.ts'
import { translator } from './catalogue/index.ts'
import { checkText } from './setup-wording.ts'

const failed = (kind: CheckKind | null, facts: CheckFacts = {}): CheckResult => ({
  step: 'other-columns-fine',
  outcome: 'failed',
  kind,
  facts,
  remedy: null,
})
const inEnglish = (result: CheckResult) => checkText(result, 'en', translator('en'))

describe('the words of the checklist', () => {
  it.each<[CheckKind, CheckFacts, string]>([
    ['column-missing', { missing: ['key', 'value'] }, 'Missing: key, value.'],
    ['column-in-the-way', { code: '23502', columns: ['owner', 'note'] }, 'Other columns: owner, note.'],
    ['row-not-understood', { code: 'not-a-number', field: 'expires_in' }, 'Unexpected value in the field expires_in.'],
    ['not-reached', { code: 'ECONNREFUSED' }, 'Code: ECONNREFUSED.'],
    ['unexpected-answer', { code: 'PGRST999' }, 'Code: PGRST999.'],
    ['bypass-open', { open: ['public.v', 'public.f()'] }, 'Open: public.v, public.f().'],
    ['bypass-open', { open: ['public.v'], possible: ['public.g()'] }, 'Open: public.v. To be reviewed: public.g().'],
    ['bypass-possible', { possible: ['public.g()'] }, 'To be reviewed: public.g().'],
  ])('%s ends with what is known: %j', (kind, facts, end) => {
    const text = inEnglish(failed(kind, facts))
    expect(text?.endsWith(` ${end}`)).toBe(true)
    expect(text).not.toBe(end)
  })

  it.each<CheckKind>(['column-missing', 'column-in-the-way', 'row-not-understood', 'not-reached', 'wrong-key'])(
    '%s says no more than is known',
    (kind) => expect(inEnglish(failed(kind))).toBe(translator('en')(`check.kind.${kind as 'wrong-key'}`)),
  )

  it('tells how far the clock is off, and in which direction', () => {
    const behind = failed('clock-wrong', { offsetMilliseconds: 12.4 * 60_000 })
    expect(inEnglish(behind)).toMatch(/^This computer’s clock is wrong\. It is 12 minutes slow\./)
    expect(checkText(behind, 'fr', translator('fr'))).toMatch(/ Elle retarde de 12.minutes\./)
    expect(inEnglish(failed('clock-wrong', { offsetMilliseconds: -3 * 60 * 60_000 }))).toMatch(/ is 3 hours fast\./)
  })

  it('says nothing where nothing is to be said', () => {
    expect(inEnglish(failed(null))).toBeNull()
    expect(inEnglish(failed('earlier-step', { code: '42501' }))).toBeNull()
  })
})
