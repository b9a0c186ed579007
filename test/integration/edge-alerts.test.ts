import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { buildEdge } from '../../scripts/edge/build.ts'
import { type AlertReceivers, openAlertReceivers, textsIn } from '../cli/alert-receivers.ts'
import { cli, environmentOf, root, runNode } from '../cli/cli-process.ts'
import { selfSigned } from '../e2e/certificate.ts'
import { installedDenos } from './denos.ts'
import {
  putDeadToken,
  type RunningFunction,
  startFunction,
  tokenInRow,
  type Variables,
  variablesOf,
  variablesOfRunner,
} from './edge-fixture.ts'
import { openSandbox } from './open-sandbox.ts'

const minute = 60_000
const kinds = ['email', 'slack', 'teams', 'discord', 'ntfy', 'webhook']
let folder: string
let edge: string
let sandbox: Sandbox
let receivers: AlertReceivers
let running: RunningFunction[] = []

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'edge-alerts-test-')))
  edge = join(folder, 'edge')
  sandbox = await openSandbox({ folder: join(folder, 'sandbox') })
  await buildEdge(root, edge)
}, 3 * minute)
afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await sandbox.reset()
  receivers = await openAlertReceivers()
})
afterEach(async () => {
  await Promise.all(running.map((each) => each.kill()))
  running = []
  await receivers.close()
})

async function start(deno: string, variables: Variables): Promise<RunningFunction> {
  const started = await startFunction(deno, edge, { ...variablesOf(sandbox), ...variables })
  running.push(started)
  return started
}

/** Only a sign-in helps. */
async function letOnlySignInHelp(): Promise<void> {
  await putDeadToken(sandbox)
  sandbox.gazelle.revokeAll()
}

async function putGoodToken(): Promise<void> {
  const value = JSON.stringify(sandbox.gazelle.grantPair())
  await sandbox.supabase.sql`
    insert into system_settings (key, value) values ('gazelle_oauth_token', ${value}::text::jsonb)
    on conflict (key) do update set value = excluded.value`
}

const countsOf = () => kinds.map((kind) => (kind === 'email' ? receivers.mails : receivers.of(kind)).length)
const called = async (keeper: RunningFunction) => JSON.parse((await keeper.call()).text)

/** Nothing that opens anything is in what was answered, logged, told, or kept. */
async function expectNoCanary(said: string): Promise<void> {
  const rows = await sandbox.supabase.sql<{ value: string }[]>`
    select value::text as value from system_settings where key <> 'gazelle_oauth_token'`
  const everything = [said, ...rows.map(({ value }) => value), ...textsIn(receivers)].join('\n')
  const { connection, gazelle } = sandbox
  const tokens = gazelle.tokens.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken ?? accessToken])
  const keys = [connection.supabaseSecretKey, connection.oauthClientSecret]
  for (const secret of [...receivers.secrets, ...tokens, ...keys]) expect(everything).not.toContain(secret)
}

describe.each(installedDenos())('the function on Deno $version', { timeout: 3 * minute }, ({ path }) => {
  it('tells each channel once, with a check and a runner beside it, and that it is solved; and pings', async () => {
    await letOnlySignInHelp()
    const keeper = await start(path, receivers.variables)
    const home = mkdtempSync(join(folder, 'home-'))
    const env = { ...environmentOf(sandbox, home), ...receivers.variables }
    const runner = { PATH: process.env['PATH'], HOME: home, ...variablesOfRunner(sandbox), ...receivers.variables }
    const [answer, check, once] = await Promise.all([
      called(keeper),
      cli(['check', '--json'], { env }),
      runNode([join(edge, 'check-once.js')], { env: runner }),
    ])
    // Who meets another at the lease is told so, and asks nobody for help.
    expect(['sign-in-needed', 'busy']).toContain(answer.result)
    expect([check.code, once.code]).toEqual([expect.toBeOneOf([3, 4]), expect.toBeOneOf([3, 0])])
    expect(await called(keeper)).toMatchObject({ result: 'sign-in-needed' })
    expect(countsOf()).toEqual([1, 1, 1, 1, 1, 1])
    expect(await called(keeper)).toEqual({ result: 'sign-in-needed', problem: null, alerts: [] })
    expect(receivers.of('ping')).toEqual([])
    for (const text of textsIn(receivers)) expect(text).toMatch(/please sign in to Gazelle/)

    await putGoodToken()
    const solved = await called(keeper)
    expect(solved).toMatchObject({ result: 'good', problem: null })
    expect(solved.alerts).toEqual(
      [...kinds, 'ping'].map((channel) => ({
        channel,
        alert: channel === 'ping' ? null : 'solved',
        delivered: true,
        why: null,
        code: expect.any(String),
      })),
    )
    expect(receivers.of('ping')).toHaveLength(1)
    expect(countsOf()).toEqual([2, 2, 2, 2, 2, 2])
    expect((await runNode([join(edge, 'check-once.js')], { env: runner })).stderr).toBe('')
    expect(countsOf()).toEqual([2, 2, 2, 2, 2, 2])
    const said = [answer, solved].map((each) => JSON.stringify(each))
    await expectNoCanary([...said, check.stdout, once.stdout, once.stderr, keeper.log()].join('\n'))
  })

  it('renews while a channel is silent, and says afterwards that it was', async () => {
    await letOnlySignInHelp()
    const { GAZELLE_ALERT_SLACK = '' } = receivers.variables
    let answerSlack: () => void = () => undefined
    const isAsked = new Promise<void>((resolve) => {
      receivers.http.answer = (response) => {
        answerSlack = () => void response.writeHead(503).end(GAZELLE_ALERT_SLACK)
        resolve()
      }
    })
    const keeper = await start(path, { GAZELLE_ALERT_SLACK })
    const first = called(keeper)
    await isAsked
    await sandbox.supabase.sql`delete from system_settings where key = 'gazelle_oauth_token.journal'`
    await putDeadToken(sandbox)
    const dead = await tokenInRow(sandbox)
    const second = called(keeper)
    await expect.poll(() => tokenInRow(sandbox), { timeout: 10_000 }).not.toBe(dead)
    answerSlack()
    const failed = { channel: 'slack', alert: 'sign-in', delivered: false, why: 'busy', code: '503' }
    expect(await first).toEqual({ result: 'sign-in-needed', problem: null, alerts: [failed] })
    expect(await second).toMatchObject({ result: 'renewed' })
    expect(keeper.log()).toContain('alert by slack: busy (503)')
    await expectNoCanary(keeper.log())
  })

  it('renews where a variable of alerts is wrong, and says which, and no value', async () => {
    await putDeadToken(sandbox)
    const address = 'http://hooks.example.test/secret-part'
    const keeper = await start(path, { GAZELLE_ALERT_SLACK: address, GAZELLE_ALERT_EMAIL_TO: 'owner@example.test' })
    expect(await called(keeper)).toEqual({
      result: 'renewed',
      problem: null,
      alerts: [],
      faults: ['GAZELLE_ALERT_SMTP_URL is missing.', 'GAZELLE_ALERT_SLACK must begin with https://.'],
    })
    expect(keeper.log()).not.toContain('secret-part')
  })

  it('gives a mail server that does not prove who it is neither the alert nor the password', async () => {
    await letOnlySignInHelp()
    let commands = 0
    const server = new SMTPServer({
      secure: true,
      logger: false,
      ...selfSigned(['127.0.0.1']),
      onAuth(_auth, _session, done) {
        commands++
        done(null, { user: 'anybody' })
      },
      onMailFrom(_address, _session, done) {
        commands++
        done()
      },
    })
    server.on('error', () => undefined)
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.server.address() as { port: number }
      const keeper = await start(path, {
        GAZELLE_ALERT_EMAIL_TO: 'owner@example.test',
        GAZELLE_ALERT_SMTP_URL: `smtps://127.0.0.1:${port}`,
        GAZELLE_ALERT_SMTP_USER: 'keeper@example.test',
        GAZELLE_ALERT_SMTP_PASSWORD: receivers.variables['GAZELLE_ALERT_SMTP_PASSWORD'] ?? '',
      })
      const { alerts } = await called(keeper)
      expect(alerts).toMatchObject([{ channel: 'email', delivered: false, why: 'untrusted' }])
      expect(commands).toBe(0)
    } finally {
      await new Promise<void>((resolve) => server.close(() => resolve()))
    }
  })
})
