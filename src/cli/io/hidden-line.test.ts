import { describe, expect, it } from 'vitest'
import { HiddenLine } from './hidden-line.ts'

function typed(...chunks: string[]) {
  const line = new HiddenLine()
  const ends = chunks.map((chunk) => line.take(chunk))
  return { end: ends.at(-1), text: line.text }
}

describe('a hidden line', () => {
  it('ends with Enter', () => {
    expect(typed('a', 'b', '\r')).toEqual({ end: 'done', text: 'ab' })
  })

  it('keeps the lines of a bracketed paste, and ends with the Enter after it', () => {
    expect(typed('\u001b[200~curl x \\\r  -H y\r\u001b[201~')).toEqual({ end: 'more', text: 'curl x \\\n  -H y\n' })
    expect(typed('\u001b[200~a\rb\u001b[201~', '\r')).toEqual({ end: 'done', text: 'a\nb' })
  })

  it('keeps the lines of a paste without brackets that came in one piece', () => {
    expect(typed('curl x \\\n  -H y\n')).toEqual({ end: 'done', text: 'curl x \\\n  -H y' })
  })

  it('can be corrected', () => {
    expect(typed('ab\u007fc', '\r').text).toBe('ac')
    expect(typed('ab\u0015c', '\r').text).toBe('c')
    expect(typed('\u007f', '\r').text).toBe('')
  })

  it('ends with Ctrl-D, and is given up with Ctrl-C', () => {
    expect(typed('ab\u0004')).toEqual({ end: 'done', text: 'ab' })
    expect(typed('ab\u0003').end).toBe('given-up')
  })
})
