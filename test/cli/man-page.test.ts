import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { manFile } from '../../scripts/cli/build.ts'
import { wordsOf } from '../../src/cli/completion/words.ts'
import { helpText } from '../../src/shared/catalogue/command-line/help.ts'
import { allLanguages, type Language } from '../../src/shared/catalogue/languages.ts'
import { root } from './cli-process.ts'

/** How a printer makes letters bold, as some systems' man does: the letter, a backspace, and the letter again. */
const overstruck = new RegExp(`.${String.fromCharCode(8)}`, 'g')

/** The page as a person reads it: by man, in a terminal so wide that no line is broken. */
function read(language: Language): string {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', MANWIDTH: '500' }
  const text = execFileSync('man', [join(root, manFile(language))], { env, encoding: 'utf8' })
  return text.replace(overstruck, '').replace(/ +/g, ' ')
}

describe.each(allLanguages)('the manual page (%s)', (language) => {
  it('has every command and every option of the help, in its words', () => {
    const page = read(language)
    const { options, commands } = wordsOf(language)
    expect(commands.length).toBeGreaterThan(10)
    for (const { name, description } of commands) {
      expect(page).toMatch(new RegExp(`^ ${name}( .*)?$`, 'm'))
      expect(page.toLowerCase().replaceAll('\u00a0', ' ')).toContain(
        description.toLowerCase().replaceAll('\u00a0', ' '),
      )
    }
    for (const { long } of [...options, ...commands.flatMap((command) => command.options)]) expect(page).toContain(long)
    expect(page).toContain(helpText(language, 'help.about'))
    expect(page).toContain('GAZELLE_CLIENT_SECRET')
  })

  it('is sound roff', () => {
    const file = readFileSync(join(root, manFile(language)), 'utf8')
    expect(file).toMatch(/^\.TH /)
    const sound = spawnSync('groff', ['-man', '-Kutf8', '-Tutf8', '-ww', '-z'], { input: file, encoding: 'utf8' })
    // macOS reads it by mandoc.
    if (sound.error === undefined) expect(sound).toMatchObject({ status: 0, stderr: '' })
  })
})
