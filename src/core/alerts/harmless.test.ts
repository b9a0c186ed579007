import { describe, expect, it } from 'vitest'
import { harmless } from './harmless.ts'

describe('harmless', () => {
  it.each([
    ['Café Piano & Fils (Montréal) Inc.', 'Café Piano & Fils (Montréal) Inc.'],
    ['Pianos: accord, 1/2 prix', 'Pianos: accord, 1/2 prix'],
    ['https://evil.example/x', 'https: //evil. example/x'],
    ['Sign in at www.evil.example', 'Sign in at www. evil. example'],
    ['mailto:a@evil.example', 'mailto: a evil. example'],
    ['[Sign in](https://evil.example)', 'Sign in (https: //evil. example)'],
    ['<https://evil.example|Sign in>', 'https: //evil. example Sign in'],
    ['<!everyone> @here #general `x` *b* _i_ ~s~', '!everyone here general x b i s'],
    ['one\r\nBcc: a@b.example', 'one Bcc: a b. example'],
    ['\u202Egnp.elleza\u202C', 'gnp. elleza'],
  ])('makes of %j: %j', (text, made) => expect(harmless(text)).toBe(made))

  it('leaves nothing of nothing', () => {
    expect(harmless(null)).toBeNull()
    expect(harmless(' <>* ')).toBeNull()
  })

  it('keeps to 80 characters', () => {
    expect(harmless('.a'.repeat(500))).toHaveLength(80)
  })
})
