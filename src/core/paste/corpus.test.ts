import { describe, expect, it } from 'vitest'
import { comparable, options } from '../../../test/corpus/case.ts'
import { corpus } from '../../../test/corpus/index.ts'
import { readPaste } from './read-paste.ts'

describe('the corpus of clipboard texts', () => {
  it('has at least 200, each with a name of its own', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(200)
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length)
  })

  it.each(corpus.map((each) => [each.name, each] as const))('%s', (_, { text, expected }) => {
    expect(comparable(readPaste(text(), options), expected)).toEqual(expected)
  })
})
