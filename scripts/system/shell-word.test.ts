import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { shellWord } from './shell-word.ts'

test('leaves plain paths as they are', () => {
  expect(shellWord('/home/someone/.cache/an-app/1.2/helper')).toBe('/home/someone/.cache/an-app/1.2/helper')
})

// Windows has no POSIX shell, and no use for this.
test
  .runIf(process.platform !== 'win32')
  .each(["/home/Jean d'Arc/x", '/a "b"/$HOME/`id`/\\n', "it's; 'quoted'", '', 'é ü\n'])(
  'is read by a shell as it was: %j',
  (text) => {
    const print = `printf %s ${shellWord(text)}`
    expect(execFileSync('sh', ['-c', print], { encoding: 'utf8' })).toBe(text)
    expect(execFileSync('sh', ['-c', `sh -c ${shellWord(print)}`], { encoding: 'utf8' })).toBe(text)
  },
)
