import { expect, it } from 'vitest'
import { type DemoKey, en } from './en.ts'
import { fr } from './fr.ts'
import { demoWords } from './index.ts'

const keys = Object.keys(en) as DemoKey[]
const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

it('is in both languages, in the same order, with the same values', () => {
  expect(Object.keys(fr)).toEqual(keys)
  expect(keys.filter((key) => String(namesIn(en[key])) !== String(namesIn(fr[key])))).toEqual([])
  expect(keys.filter((key) => String(en[key]) === fr[key])).toEqual([])
})

it('is in French as it is written in Québec', () => {
  expect(keys.filter((key) => /[ \u00a0][;!?]/.test(fr[key]))).toEqual([])
  expect(keys.filter((key) => / :|\p{L}:(?!\/)/u.test(fr[key]))).toEqual([])
  expect(keys.filter((key) => /'/.test(fr[key]))).toEqual([])
})

it('fills in names, and leaves no text out', () => {
  expect(demoWords('fr')('demo.start.at-work', { pid: 7 })).toContain('(processus 7)')
  expect(demoWords('en')('demo.page.loaded', { count: '{count}' })).toBe('{count} clients')
})
