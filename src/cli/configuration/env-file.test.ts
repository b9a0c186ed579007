import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from './configuration.ts'
import { variablesOf } from './env-file.ts'
import { statementsOf } from './env-file-statements.ts'

interface Case {
  readonly name: string
  readonly text: string
  readonly environment?: Record<string, string>
  readonly values: Record<string, string | null>
  readonly unreadable: number
}

/** What python-dotenv makes of each text; recorded beside it by `record.py`. */
const folder = join(import.meta.dirname, '../../../test/fixtures/python-dotenv')
const cases: Case[] = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')).cases

const path = '/srv/.env'
const read = (bytes: Uint8Array, environment: Record<string, string> = {}, isNamed = true) =>
  variablesOf({ path, bytes, environment, isNamed })
const utf8 = (text: string) => new TextEncoder().encode(text)
const faultOf = (bytes: Uint8Array, environment: Record<string, string> = {}, isNamed = true) => {
  try {
    return read(bytes, environment, isNamed)
  } catch (error) {
    return error instanceof ConfigurationError ? error.fault : error
  }
}
const unreadable = (line: number, flaw: string) => ({ kind: 'unreadable-line', path, line, flaw })

describe('a file of variables is read as python-dotenv reads it', () => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', (_, { text, environment, values, unreadable }) => {
    const found = Object.entries(read(utf8(text), environment)).map(([name, value]) => [name, value ?? null])
    expect(found).toEqual(Object.entries(values))
    const statements = statementsOf(text.replace(/\r\n?/g, '\n'))
    expect(statements.filter(({ kind }) => kind === 'unreadable')).toHaveLength(unreadable)
  })
})

describe('the encodings of a file of variables', () => {
  const text = 'SUPABASE_EMAIL=é@piano.quebec\r\nSUPABASE_PASSWORD=abc#123\r\n'
  const expected = { SUPABASE_EMAIL: 'é@piano.quebec', SUPABASE_PASSWORD: 'abc#123' }
  const littleEndian = Buffer.from(text, 'utf16le')
  const bigEndian = Buffer.from(text, 'utf16le').swap16()

  it.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a mark', utf8(`\ufeff${text}`)],
    ['UTF-16, little endian, with a mark', Buffer.concat([Buffer.of(0xff, 0xfe), littleEndian])],
    ['UTF-16, big endian, with a mark', Buffer.concat([Buffer.of(0xfe, 0xff), bigEndian])],
    ['UTF-16, little endian', littleEndian],
    ['UTF-16, big endian', bigEndian],
  ])('%s', (_, bytes) => {
    expect(read(bytes)).toEqual(expected)
  })

  it.each([
    ['NUL bytes', utf8('A=1\nB=2\0\n'), unreadable(2, 'nul')],
    ['a line that PowerShell added', Buffer.concat([utf8('A=1\n'), littleEndian]), unreadable(2, 'nul')],
    ['UTF-32', Buffer.of(0xff, 0xfe, 0, 0, 0x41, 0, 0, 0), unreadable(1, 'nul')],
    [
      'a password of another encoding',
      Buffer.from('# été\nSUPABASE_PASSWORD=é\n', 'latin1'),
      unreadable(2, 'not-utf-8'),
    ],
    [
      'a comment of another encoding',
      Buffer.from('# été\nSUPABASE_PASSWORD=e\n', 'latin1'),
      { SUPABASE_PASSWORD: 'e' },
    ],
    ['nothing', new Uint8Array(), {}],
    ['one byte', utf8('A'), { A: undefined }],
  ])('%s', (_, bytes, answer) => {
    expect(faultOf(bytes)).toEqual(answer)
  })
})

describe('a line of a file of variables that is not taken', () => {
  it.each([
    ['an open quote', 'A=1\n\nSUPABASE_KEY="abc\n', 3],
    ['text after a quote', '# x\nexport SUPABASE_KEY="abc"d\n', 2],
    ['one that swallows a variable', 'A="1\nSUPABASE_KEY=abc\nB="2"\n', 1],
    ['no equals sign', 'SUPABASE_URL https://a.example\n', 1],
  ])('is named: %s', (_, text, line) => {
    expect(faultOf(utf8(text))).toEqual(unreadable(line, 'not-understood'))
  })

  it('is passed over where no variable of the connection is in it', () => {
    expect(read(utf8('source other.sh\nA="1\nSUPABASE_KEY=abc\n'))).toEqual({ SUPABASE_KEY: 'abc' })
  })
})

describe('the environment in a file of variables', () => {
  const environment = { PRIVATE: 'secret' }

  it('is not lent to where alerts go', () => {
    const text = utf8(`GAZELLE_ALERT_SLACK=https://evil.example/${reference('PRIVATE')}\n`)
    expect(faultOf(text, environment, false)).toEqual(unreadable(1, 'environment'))
    expect(read(text, environment)).toMatchObject({ GAZELLE_ALERT_SLACK: 'https://evil.example/secret' })
  })
  const reference = (text: string) => `\${${text}}`

  it('is not lent to a file that nobody named', () => {
    const text = utf8(`A=x\nB=${reference('PRIVATE')}\nSUPABASE_URL=https://evil.example/${reference('B')}\n`)
    expect(faultOf(text, environment, false)).toEqual(unreadable(3, 'environment'))
    expect(read(text, environment)).toMatchObject({ SUPABASE_URL: 'https://evil.example/secret' })
  })

  it('does not matter to such a file where a variable of no connection asks for it', () => {
    expect(faultOf(utf8(`B=${reference('PRIVATE')}\nSUPABASE_KEY=${reference('A:-k')}\n`), environment, false)).toEqual(
      {
        B: 'secret',
        SUPABASE_KEY: 'k',
      },
    )
  })
})
