import { describe, expect, it } from 'vitest'
import type { Settings } from './settings.ts'
import { wordsOf } from './words.ts'

describe('the words', () => {
  it('are those of the settings of the moment, and of the system where they leave it to that', () => {
    let chosen = 'fr'
    const settings = { get: () => chosen } as unknown as Settings
    const { language, translate } = wordsOf(settings, 'en-CA')
    expect(language()).toBe('fr')
    const french = translate()('do.quit')
    chosen = 'system'
    expect(language()).toBe('en')
    expect(translate()('do.quit')).not.toBe(french)
  })
})
