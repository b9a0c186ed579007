import { describe, expect, it } from 'vitest'
import { translator } from '../../shared/catalogue/index.ts'
import { certificateQuestion, nextFrom, siteOf } from './certificate-question.ts'

const certificate = (subjectName: string, issuerName = 'Office') => ({
  subjectName,
  issuerName,
  validExpiry: Date.UTC(2027, 0, 15, 12) / 1000,
  fingerprint: `sha256/${subjectName}`,
})
const t = translator('en')

// RocketChat#1477
describe('the question which certificate a site may see', () => {
  it('names the site, and of each certificate whose it is, its issuer and its end', () => {
    const { message, detail, buttons, choices } = certificateQuestion(
      'login.example.com',
      [certificate('Ana'), certificate('Ana', 'Another office')],
      0,
      'en',
      t,
    )
    expect(message).toContain('login.example.com')
    expect(detail.replaceAll('\u00a0', ' ')).toContain('1. Ana, issued by Office, expires January 15, 2027')
    expect(detail).toContain('2. Ana, issued by Another office')
    expect(buttons).toEqual(['1. Ana', '2. Ana', 'Send none'])
    expect(choices.at(-1)).toBe('none')
    expect(choices).toHaveLength(3)
  })

  it('is asked for a few at a time, and comes round', () => {
    const many = ['A', 'B', 'C', 'D', 'E', 'F'].map((each) => certificate(each))
    const first = certificateQuestion('x', many, 0, 'fr', translator('fr'))
    expect(first.choices.map((each) => (typeof each === 'string' ? each : each.subjectName))).toEqual([
      'A',
      'B',
      'C',
      'D',
      'more',
      'none',
    ])
    expect(nextFrom(0, many.length)).toBe(4)
    expect(certificateQuestion('x', many, 4, 'fr', translator('fr')).choices[0]).toBe(many[4])
    expect(nextFrom(4, many.length)).toBe(0)
  })
})

it.each([
  ['login.example.com:443', 'login.example.com'],
  ['login.example.com:8443', 'login.example.com:8443'],
  ['https://login.example.com/a/b', 'login.example.com'],
])('the site of %s is %s', (told, site) => {
  expect(siteOf(told)).toBe(site)
})
