import { describe, expect, it } from 'vitest'
import { argumentsOf, desktopEntry, readDesktopEntry } from './desktop-entry.ts'

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
