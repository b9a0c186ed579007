import { describe, expect, it } from 'vitest'
import { catalogues } from '../../shared/catalogue/command-line/index.ts'
import { helpCommands, readArguments } from '../program.ts'
import { wrap } from './wrap.ts'

const longestLine = (text: string) => Math.max(...text.split('\n').map((line) => line.length))

describe('a wrapped text', () => {
  it('breaks at blanks, and only where it must', () => {
    expect(wrap('one two three', 7)).toBe('one two\nthree')
    expect(wrap('one two three', 13)).toBe('one two three')
    expect(wrap('one\ntwo three', 5)).toBe('one\ntwo\nthree')
    expect(wrap('', 5)).toBe('')
  })

  it('keeps its own blanks, and hangs where it is told', () => {
    expect(wrap('  Token    one two', 14, 11)).toBe('  Token    one\n           two')
    expect(wrap('Go on? Enter: ', 14)).toBe('Go on? Enter: ')
    expect(wrap('Go on? Enter: ', 13)).toBe('Go on?\nEnter: ')
  })

  it('never breaks at a no-break space, nor within a word', () => {
    expect(wrap('jeton\u00a0: expiré', 9)).toBe('jeton\u00a0:\nexpiré')
    expect(wrap('see /a/very/long/path here', 8)).toBe('see\n/a/very/long/path\nhere')
  })

  it('counts no colours', () => {
    expect(wrap('\u001b[32mone\u001b[0m two', 7)).toBe('\u001b[32mone\u001b[0m two')
  })
})

describe.each(['en', 'fr'] as const)('in 80 columns (%s)', (language) => {
  it('every sentence fits as it is printed, and no line begins with a punctuation mark', () => {
    for (const [key, text] of Object.entries(catalogues[language])) {
      const printed = wrap(text, 80)
      expect(longestLine(printed), key).toBeLessThanOrEqual(80)
      expect(printed, key).not.toMatch(/\n *[:;!?»]/)
      expect(printed.replaceAll('\n', ' '), key).toBe(text.replaceAll('\n', ' '))
    }
  })

  it('every page of the help fits', () => {
    for (const name of ['', ...helpCommands]) {
      let page = ''
      readArguments(['help', name].filter(Boolean), language, (text) => (page += text))
      expect(page, name).not.toBe('')
      expect(longestLine(page), name).toBeLessThanOrEqual(80)
      expect(page, name).not.toMatch(/\n *[:;!?»]/)
    }
  })
})
