import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { inOneByte } from './one-byte.ts'

it.each([
  '"é’…\\u2019"',
  '`“ ” 🔑`',
  '/[^\\s’]/u.source',
  '"🔑".replace(/🔑/gu, "’")',
  '({ "…": 1 })["…"]',
  'String.raw`\\w “…”` + "…"',
])('gives %s the same value, with nothing beyond Latin-1', (code) => {
  const value = (text: string) => JSON.stringify(runInNewContext(text))
  expect(inOneByte(code)).toMatch(/^[\0-\xff]*$/)
  if (code.includes('.source')) expect(runInNewContext(inOneByte(code))).toBe('[^\\s\\u2019]')
  else expect(value(inOneByte(code))).toBe(value(code))
})
