import { describe, expect, it } from 'vitest'
import { argumentsOf, desktopEntry, linkEntry, readDesktopEntry } from './desktop-entry.ts'

const commands: [string, string[], string][] = [
  ['a plain path', ['/usr/bin/keeper'], '"/usr/bin/keeper"'],
  ['spaces and arguments', ['/opt/my app', '--quiet'], '"/opt/my app" "--quiet"'],
  ['a field code', ['/opt/100%u'], '"/opt/100%%u"'],
  ['quotes', ['/opt/"x"'], String.raw`"/opt/\\"x\\""`],
  ['a shell variable and backticks', ['/opt/$HOME/`id`'], '"/opt/\\\\$HOME/\\\\`id\\\\`"'],
  ['a backslash', [String.raw`/opt/a\b`], String.raw`"/opt/a\\\\b"`],
]

describe('desktopEntry', () => {
  it.each(commands)('quotes %s', (_what, command, expected) => {
    expect(desktopEntry('Keeper', command)).toContain(`\nExec=${expected}\n`)
  })
})

describe('linkEntry', () => {
  it.each(commands)('hands the link on as one word behind "--", where no switch begins: %s', (_what, command) => {
    const exec = readDesktopEntry(linkEntry('Keeper', command, 'keeper')).get('Exec') ?? ''
    expect(exec).toMatch(/ -- %u$/)
    expect(argumentsOf(exec)).toEqual([...command, '--'])
  })

  it('quotes nothing that needs none, because xdg-open understands no quotation marks', () => {
    expect(linkEntry('Keeper', ['/opt/keeper-1.0/gazelle-keeper'], 'keeper')).toContain(
      '\nExec=/opt/keeper-1.0/gazelle-keeper -- %u\n',
    )
  })

  it('is for the scheme, and in no menu', () => {
    const entry = readDesktopEntry(linkEntry('Keeper', ['/opt/keeper'], 'keeper'))
    expect(entry.get('MimeType')).toBe('x-scheme-handler/keeper;')
    expect(entry.get('NoDisplay')).toBe('true')
  })
})

describe('readDesktopEntry', () => {
  it('reads one group, and no comment', () => {
    const text =
      '# Hidden=true\r\n[Desktop Entry]\r\nName = Keeper \r\n#Hidden=true\r\n\n[Desktop Action x]\nHidden=true\n'
    expect([...readDesktopEntry(text)]).toEqual([['Name', 'Keeper']])
  })
})

describe('wordsOf', () => {
  it.each(commands)('reads what is written: %s', (_what, command) => {
    expect(argumentsOf(readDesktopEntry(desktopEntry('Keeper', command)).get('Exec') ?? '')).toEqual(command)
  })

  it.each([
    ['/opt/keeper --flag %U', ['/opt/keeper', '--flag']],
    [String.raw`/opt/my\sapp`, ['/opt/my', 'app']],
    ['', []],
  ])('reads what others write: %s', (exec, expected) => {
    expect(argumentsOf(exec)).toEqual(expected)
  })
})
