import { describe, expect, it } from 'vitest'
import type { Alert } from '../core/alerts/policy.ts'
import { dead, well } from '../core/alerts/shared-fixture.ts'
import type { AlertTopic } from '../core/alerts/shared-teller.ts'
import type { Problem } from '../core/keeper/state.ts'
import { passesByItself, type StoreErrorKind } from '../core/keeper/store-error.ts'
import { alertWords, testWords } from './alert-wording.ts'
import { en } from './catalogue/alerts/en.ts'
import { fr } from './catalogue/alerts/fr.ts'
import { allLanguages } from './catalogue/languages.ts'
import { linkIn, signInLink } from './sign-in-link.ts'

const day = 24 * 60 * 60 * 1000
const topic: AlertTopic = { state: dead, company: 'Café Piano', now: Date.UTC(2026, 2, 1, 12) }
const account = { companyId: '1', company: 'Pianos A', userId: null, user: null }
const bait = { companyId: '2', company: '[Sign in](https://evil.example) <@here>', userId: null, user: null }
/** What a server could put in the place of its own code. */
const secret = 'PGRST_abcdefghijklmnopqrstuvwxyz'

const problems: Problem[] = [
  ...(Object.keys(passesByItself) as StoreErrorKind[]).map((kind): Problem => ({ at: 'store', kind })),
  { at: 'gazelle', kind: 'forbidden', retryAfterSeconds: null },
  { at: 'gazelle', kind: 'intercepted', retryAfterSeconds: null },
  { at: 'oauth', kind: 'invalid-client', retryAfterSeconds: null },
  { at: 'row', field: 'created_at' },
  { at: 'keeper', what: 'TypeError' },
]
const alerts: Alert[] = [
  { kind: 'solved', isFirst: true },
  { kind: 'solved', isFirst: false },
  { kind: 'sign-in', daysLeft: null },
  { kind: 'sign-in', daysLeft: 7 },
  { kind: 'company', isInRow: true, theirs: bait, ours: account },
  { kind: 'company', isInRow: false, theirs: account, ours: bait },
  { kind: 'unattended', days: 4 },
  ...problems.flatMap((problem): Alert[] => [
    { kind: 'blocked', problem },
    { kind: 'trouble', problem },
  ]),
]

const textOf = async (alert: Alert, language = allLanguages[0] ?? 'en', about = topic) => {
  const { title, paragraphs } = await alertWords(alert, about, language)
  return [title, ...paragraphs].join('\n')
}

describe.each(allLanguages)('alerts in %s', (language) => {
  it('name the company, say who should do what, and lead nowhere but to the app’s sign-in', async () => {
    for (const alert of alerts) {
      const text = await textOf(alert, language)
      expect(text).toContain('Café Piano')
      const heads = language === 'fr' ? ['Qui peut aider', 'Quoi faire'] : ['Who can help', 'What to do']
      for (const head of heads) expect(text.includes(head)).toBe(alert.kind !== 'solved')
      expect(text.split(signInLink).length - 1).toBe(alert.kind === 'sign-in' ? 1 : 0)
      expect(text.replace(signInLink, '')).not.toMatch(/:\/\/|www\.|\w\.(com|io|co|example)\b|[<>[\]@{}]/)
      expect(text).not.toContain('undefined')
    }
  })

  it('put the link at the end of its line, so that what makes links of text takes no more into it', async () => {
    const { paragraphs } = await alertWords({ kind: 'sign-in', daysLeft: null }, topic, language)
    const line = paragraphs.find((each) => each.includes(signInLink)) ?? ''
    expect(linkIn([line.slice(line.indexOf(signInLink))])).toBe('sign-in')
  })

  it('have something to say where the company is not known', async () => {
    const { title, paragraphs } = await alertWords(
      { kind: 'sign-in', daysLeft: null },
      { ...topic, company: null },
      language,
    )
    expect(title).toMatch(/^Gazelle Keeper\u00a0?: /)
    expect(paragraphs.join()).not.toContain('null')
    expect(testWords('Café Piano', language).title).toMatch(/^Café Piano\u00a0?: /)
  })

  it('repeat nothing that a server or a row has written', async () => {
    for (const kind of Object.keys(passesByItself) as StoreErrorKind[]) {
      // The network's own codes tell what sort of silence it is.
      if (kind === 'unavailable') continue
      const text = await textOf({ kind: 'blocked', problem: { at: 'store', kind, code: secret } }, language)
      expect(text).not.toContain(secret)
    }
    const row = await textOf({ kind: 'blocked', problem: { at: 'row', field: 'https://evil.example' } }, language)
    expect(row).not.toContain('https://')
  })
})

describe('the days that are left', () => {
  it.each([
    [7 * day, 'expires in 7 days'],
    [6.2 * day, 'expires in 7 days'],
    [1.5 * day, 'expires in 2 days'],
    [day, 'expires within a day'],
    [0, 'expires within a day'],
  ])('%d ms: %s', async (left, words) => {
    const end = (topic.now + left) / 1000
    const state = { ...well, token: well.token && { ...well.token, expiry: { certainty: 'stated' as const, at: end } } }
    expect(await textOf({ kind: 'sign-in', daysLeft: 7 }, 'en', { ...topic, state })).toContain(words)
  })
})

describe('the catalogues of alerts', () => {
  const keys = Object.keys(en) as (keyof typeof en)[]
  const valuesIn = (text: string) => String([...text.matchAll(/\{\w+\}/g)].map(String).sort())

  it('have the same keys in the same order, with the same values, each in its language', () => {
    expect(Object.keys(fr)).toEqual(keys)
    expect(keys.filter((key) => valuesIn(en[key]) !== valuesIn(fr[key]))).toEqual([])
    expect(keys.filter((key) => /\b(the|and|is not|cannot|your)\b/i.test(fr[key]))).toEqual([])
    expect(keys.filter((key) => /['"]|\.\.\./.test(en[key] + fr[key]))).toEqual([])
    expect(keys.filter((key) => / [:»]|« |(?<!\u00a0)»|«(?!\u00a0)|\p{L}:(?!\/)|\s[;!?]/u.test(fr[key]))).toEqual([])
  })
})
