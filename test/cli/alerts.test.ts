import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { randomToken } from '../../sandbox/secrets.ts'
import { signInLink } from '../../src/shared/sign-in-link.ts'
import { type AlertReceivers, openAlertReceivers, textsIn } from './alert-receivers.ts'
import { cliFixture, day } from './cli-fixture.ts'
import { cli, environmentOf } from './cli-process.ts'
import { validated } from './schemas.ts'

const on = cliFixture()
const kinds = ['email', 'slack', 'teams', 'discord', 'ntfy', 'webhook']
const overHttp = kinds.filter((kind) => kind !== 'email')

let receivers: AlertReceivers
beforeEach(async () => {
  receivers = await openAlertReceivers()
  on.env = { ...on.env, ...receivers.variables }
})
afterEach(() => receivers.close())

/** Only a sign-in helps: Gazelle rejects every token. The row's is not fresh, so nobody waits for it to be accepted. */
async function putDeadToken(): Promise<void> {
  const createdAt = Math.floor(Date.now() / 1000) - 2 * day
  await on.putRow({ access_token: randomToken(), expires_in: 2_592_000, created_at: createdAt })
  on.sandbox.gazelle.revokeAll()
}

/** Nothing that opens anything is in what was printed, told, or kept. */
async function expectNoCanary(printed: string): Promise<void> {
  const [row] = await on.sandbox.supabase.sql`
    select value::text as value from system_settings where key = 'gazelle_oauth_token.alerts'`
  const folder = join(on.home, 'state/gazelle-keeper')
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
  const everything = [printed, row?.['value'] ?? '', ...kept, ...textsIn(receivers)].join('\n')
  const { connection, gazelle } = on.sandbox
  const tokens = gazelle.tokens.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken ?? accessToken])
  const keys = [connection.supabaseKey, connection.supabasePassword, connection.oauthClientSecret]
  for (const secret of [...receivers.secrets, ...tokens, ...keys]) expect(everything).not.toContain(secret)
}

describe('check', () => {
  it('tells every channel that a sign-in is needed, once, and that it is solved', async () => {
    await on.issued(1)
    const { alerts: none, exitCode } = await on.answer('check')
    expect([exitCode, none]).toEqual([0, [expect.objectContaining({ channel: 'ping', delivered: true })]])
    await putDeadToken()
    const { alerts } = await on.answer('check')
    expect(alerts).toEqual(
      kinds.map((channel) => ({ channel, alert: 'sign-in', delivered: true, why: null, code: expect.any(String) })),
    )
    expect(await on.answer('check')).toMatchObject({ exitCode: 3, alerts: [] })
    expect([receivers.mails.length, ...overHttp.map((kind) => receivers.of(kind).length)]).toEqual([1, 1, 1, 1, 1, 1])
    // Who should do what, and whose token it is.
    for (const text of textsIn(receivers)) {
      expect(text).toMatch(/please sign in to Gazelle/)
      expect(text).toMatch(/Who can help: anyone who can sign in to Gazelle for /)
      expect(text).toMatch(/open Gazelle Keeper on a computer where it is installed/)
      expect(text).toContain(signInLink)
      expect(text.replace('http://adaptivecards.io/', '').replaceAll(signInLink, '')).not.toMatch(/:\/\/|www\./)
    }
    await on.issued(1)
    const solved = await on.run(['check', '--json'])
    expect(validated('check', solved.stdout)).toMatchObject({ exitCode: 0 })
    expect(textsIn(receivers).filter((text) => /all is well again/.test(text))).toHaveLength(6)
    await expectNoCanary(`${solved.stdout}${solved.stderr}`)
  })

  it('of five keepers at once makes one alert', async () => {
    await putDeadToken()
    const homes = ['1', '2', '3', '4', '5'].map((name) => join(on.home, name))
    const ends = await Promise.all(
      homes.map((home) =>
        cli(['check', '--json'], { env: { ...environmentOf(on.sandbox, home), ...receivers.variables } }),
      ),
    )
    expect(ends.map(({ code }) => code)).toEqual([3, 3, 3, 3, 3])
    expect(overHttp.map((kind) => receivers.of(kind).length)).toEqual([1, 1, 1, 1, 1])
    expect(receivers.mails).toHaveLength(1)
  })

  it('goes on where channels fail, says which, repeats nothing of theirs, and tries again later', async () => {
    receivers.http.answer = (response, { path, headers, body }) =>
      void response.writeHead(path.startsWith('/slack') ? 404 : 503).end(`${path} ${headers['authorization']} ${body}`)
    on.env = { ...on.env, GAZELLE_ALERT_SMTP_PASSWORD: `${on.env['GAZELLE_ALERT_SMTP_PASSWORD']}x` }
    await putDeadToken()
    const failing = await on.run(['check'])
    expect(failing.code).toBe(3)
    expect(failing.stderr).toMatch(/Slack: the server rejects it \(404\)/)
    expect(failing.stderr).toMatch(/Microsoft Teams: the server asks to try again later \(503\)/)
    expect(failing.stderr).toMatch(/Email: the server rejects the user or the password \(535\)/)
    const sent = receivers.of('slack').length
    const again = await on.run(['check', '--json'])
    expect(validated('check', again.stdout)).toMatchObject({ exitCode: 3, alerts: [] })
    expect(receivers.of('slack')).toHaveLength(sent)
    await on.issued(25)
    const renewed = await on.run(['check', '--json'])
    const changes = [{ what: 'renewed' }, { what: 'saved' }]
    expect(validated('check', renewed.stdout)).toMatchObject({ exitCode: 0, changes })
    await expectNoCanary([renewed, failing, again].map(({ stdout, stderr }) => stdout + stderr).join('\n'))
  })

  it('pings after a good check alone, and tells the monitor of a failure where it wants to know', async () => {
    await on.issued(1)
    await on.run(['check'])
    expect(receivers.of('ping').map(({ path }) => path.split('/').length)).toEqual([3])
    await putDeadToken()
    await on.run(['check'])
    expect(receivers.of('ping')).toHaveLength(1)
    on.env = { ...on.env, GAZELLE_ALERT_PING_FAILURES: 'yes' }
    await on.run(['check'])
    expect(receivers.of('ping').map(({ path }) => path.endsWith('/fail'))).toEqual([false, true])
  })

  it('renews, and warns, where a variable of alerts is wrong', async () => {
    await on.issued(25)
    on.env = { ...on.env, GAZELLE_ALERT_SLACK: 'http://hooks.example/x', GAZELLE_ALERT_LANGUAGE: 'de' }
    const { code, stdout, stderr } = await on.run(['check', '--quiet'])
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toMatch(/GAZELLE_ALERT_SLACK must begin with https:\/\/.*No alert goes there\./)
    expect(stderr).toMatch(/GAZELLE_ALERT_LANGUAGE is neither en nor fr/)
    expect(await on.answer('status')).toMatchObject({ token: { ageSeconds: expect.toSatisfy((age) => age < 3600) } })
  })

  it('writes in the language of the row’s owner', async () => {
    await putDeadToken()
    on.env = { ...on.env, GAZELLE_ALERT_LANGUAGE: 'fr' }
    await on.run(['check'])
    for (const text of textsIn(receivers)) expect(text).toMatch(/connexion à Gazelle requise/)
  })
})

describe('alerts test', () => {
  it('sends a test to each channel, and says what each answered', async () => {
    const { code, stdout, stderr } = await on.run(['alerts', 'test'])
    expect([code, stderr]).toEqual([0, ''])
    for (const name of ['Email', 'Slack', 'Microsoft Teams', 'Discord', 'ntfy', 'Webhook', 'Ping'])
      expect(stdout).toMatch(new RegExp(`✓ ${name}: .+ \\(2\\d\\d\\)\\.`))
    expect(textsIn(receivers)).toHaveLength(6)
    for (const text of textsIn(receivers)) expect(text).toMatch(/This is a test\./)
  })

  it('tells in JSON which did not, and ends with what is to be done', async () => {
    receivers.http.answer = (response, { path }) =>
      void (path.startsWith('/teams') ? response.writeHead(302, { location: '/else' }) : response).end('{}')
    const answer = await on.answer('alerts', 'test')
    expect(answer).toMatchObject({ exitCode: 5 })
    expect(answer['alerts']).toContainEqual({
      channel: 'teams',
      alert: 'test',
      delivered: false,
      why: 'redirected',
      code: '302',
    })
    receivers.http.answer = (response) => void response.writeHead(503).end()
    expect(await on.answer('alerts', 'test')).toMatchObject({ exitCode: 4 })
  })

  it('says what to set where nothing is, and what to type', async () => {
    on.env = environmentOf(on.sandbox, on.home)
    expect(await on.answer('alerts', 'test')).toMatchObject({ exitCode: 5, failure: { kind: 'alerts.none' } })
    expect(await on.answer('alerts')).toMatchObject({ exitCode: 64, failure: { kind: 'alerts.unknown-action' } })
  })
})

it('doctor names the channels, and what is wrong with one', async () => {
  await on.issued(1)
  on.env = { ...on.env, GAZELLE_ALERT_TEAMS: 'http://hooks.example/x' }
  const { checks } = await on.answer('doctor')
  const lines = (checks as { step: string; outcome: string; message: string }[]).filter(({ step }) => step === 'alerts')
  expect(lines).toMatchObject([
    { outcome: 'fine', message: 'Alerts: Email, Slack, Discord, ntfy, Webhook, Ping' },
    { outcome: 'warning', message: expect.stringContaining('GAZELLE_ALERT_TEAMS must begin with https://') },
  ])
})

it('watch keeps the token while a channel never answers', async () => {
  await putDeadToken()
  receivers.http.answer = () => undefined
  const { code, stdout } = await on.run(['watch', '--json'], {
    during: async (child) => {
      let written = ''
      child.stdout?.on('data', (text) => (written += text))
      try {
        await expect.poll(() => receivers.of('slack').length, { timeout: 30_000 }).toBe(1)
        // Sooner than any channel is given up.
        await expect.poll(() => written, { timeout: 10_000 }).toContain('"event":"status"')
      } finally {
        child.kill('SIGTERM')
      }
    },
  })
  expect(code).toBe(0)
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => validated('watch', line))
  expect(lines.map(({ event }) => event)).toEqual(expect.arrayContaining(['status', 'stopped']))
})

it('run gives its program none of what opens a channel', async () => {
  await on.issued(1)
  const program =
    "JSON.stringify(Object.entries(process.env).filter(([name]) => name !== 'GAZELLE_ACCESS_TOKEN' && name !== 'GAZELLE_HEADER_VALUE'))"
  on.env = { ...on.env, HOOK: on.env['GAZELLE_ALERT_SLACK'] }
  const { stdout } = await on.run(['run', '--', process.execPath, '-p', program])
  for (const secret of receivers.secrets) expect(stdout).not.toContain(secret)
  expect(stdout).toContain('GAZELLE_ALERT_EMAIL_TO')
})
