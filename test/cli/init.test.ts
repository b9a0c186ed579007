import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cliFixture } from './cli-fixture.ts'
import { validated } from './schemas.ts'
import { cliAtTerminal, type Typed } from './terminal.ts'

const on = cliFixture()

/** A folder with nothing in it, and an environment that configures nothing but where the sandbox's Gazelle is asked. */
function place() {
  const folder = join(on.home, 'work')
  mkdirSync(folder, { mode: 0o755 })
  const { PATH, HOME, XDG_STATE_HOME, LANG } = on.env
  return { folder, file: join(folder, '.env'), env: { PATH, HOME, XDG_STATE_HOME, LANG, TERM: 'xterm', NO_COLOR: '1' } }
}

/** What a person types, question by question. */
function answers(password = on.sandbox.connection.supabasePassword): Typed[] {
  const { supabaseUrl, supabaseKey, supabaseEmail } = on.sandbox.connection
  return [
    { after: 'Project URL', text: `${supabaseUrl}\r` },
    { after: 'API key', text: `${supabaseKey}\r` },
    { after: 'Email of', text: `${supabaseEmail}\r` },
    { after: 'Password of', text: `${password}\r` },
    { after: 'Client ID', text: '\r' },
  ]
}

describe('init', () => {
  it('asks, tests, and writes a file that its owner alone can read, and that works', async () => {
    const { folder, file, env } = place()
    const { code, screen, sent } = await cliAtTerminal(['init'], { env, cwd: folder, typed: answers() })
    expect({ code, screen }).toMatchObject({ code: 0, screen: expect.stringContaining(`Saved: ${file}`) })
    expect(screen).toContain('✓')
    expect(screen).toContain('– Gazelle')
    const { supabaseKey, supabasePassword } = on.sandbox.connection
    for (const secret of [supabaseKey, supabasePassword]) expect(sent.includes(String(secret))).toBe(false)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await on.run(['sql', '--quiet'], { env, cwd: folder })).toMatchObject({ code: 0, stderr: '' })
    const named = Object.keys(on.env)
      .filter((name) => name.startsWith('SUPABASE_'))
      .sort()
    const written = readFileSync(file, 'utf8').match(/^\w+/gm)
    expect(written?.sort()).toEqual(named)
  })

  it('keeps the file that is there after a no, and its lines after a yes', async () => {
    await on.issued(3)
    const { folder, file, env } = place()
    const before = `PORT=3000\nGAZELLE_URL=${on.sandbox.connection.gazelleUrl}\n`
    writeFileSync(file, before)
    const no = await cliAtTerminal(['init'], { env, cwd: folder, typed: [{ after: 'Continue?', text: 'n\r' }] })
    expect(no).toMatchObject({ code: 3, screen: expect.stringContaining('Nothing was written.') })
    expect(readFileSync(file, 'utf8')).toBe(before)
    const typed = [{ after: 'Continue?', text: 'y\r' }, ...answers()]
    const { code, screen } = await cliAtTerminal(['init'], { env, cwd: folder, typed })
    expect({ code, screen }).toMatchObject({ code: 0, screen: expect.stringContaining('✓ Gazelle') })
    expect(readFileSync(file, 'utf8').startsWith(before)).toBe(true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('writes nothing where the test fails and the person says no', async () => {
    const { folder, file, env } = place()
    const typed = [...answers('not the password'), { after: 'anyway?', text: '\r' }]
    const { code, screen } = await cliAtTerminal(['init'], { env, cwd: folder, typed })
    expect({ code, screen }).toMatchObject({ code: 3, screen: expect.stringContaining('✗') })
    expect(existsSync(file)).toBe(false)
  })

  it('without a terminal, or in JSON, asks nothing and says what to do', async () => {
    const { folder, file, env } = place()
    const { code, stdout, stderr } = await on.run(['init'], { env, cwd: folder })
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toContain('SUPABASE_URL and SUPABASE_KEY')
    const json = await on.run(['init', '--json'], { env, cwd: folder })
    expect(validated('init', json.stdout)).toMatchObject({ exitCode: 5, failure: { kind: 'init.no-terminal' } })
    expect(existsSync(file)).toBe(false)
  })
})
