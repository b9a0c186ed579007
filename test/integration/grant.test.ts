import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { createGrants, type GrantsOptions } from '../../src/core/gazelle/grant.ts'
import { GrantError, type GrantErrorKind } from '../../src/core/gazelle/grant-errors.ts'
import { createGazelle } from '../../src/core/gazelle/probe.ts'
import { openSandbox } from './open-sandbox.ts'

let folder: string
let sandbox: Sandbox

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'grant-test-')))
  sandbox = await openSandbox({ folder })
})

afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => sandbox.gazelle.reset())

const path = '/developer/oauth/token'
const parts = { fetch: globalThis.fetch, clock: { now: () => Date.now() }, userAgent: 'gazelle-keeper/test' }

const grants = (options: Partial<GrantsOptions> = {}) =>
  createGrants({
    ...parts,
    tokenEndpoint: sandbox.gazelle.url + path,
    application: sandbox.gazelle.application,
    ...options,
  })

const use = (accessToken: string) =>
  createGazelle({ ...parts, endpoint: sandbox.gazelle.graphqlUrl }).probe({ accessToken, headerKind: 'bearer' })

/** A pair as the sandbox gives it, with a refresh token in any case. */
function pair() {
  const { access_token: accessToken, refresh_token: refreshToken } = sandbox.gazelle.grantPair()
  return { accessToken, refreshToken: refreshToken ?? '' }
}

const isLive = (accessToken: string) => {
  const token = sandbox.gazelle.tokens.find((one) => one.accessToken === accessToken)
  return token !== undefined && token.revokedAt === null
}

async function kindOf(grant: Promise<unknown>): Promise<GrantErrorKind> {
  const error = await grant.then(
    () => expect.unreachable('was granted'),
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(GrantError)
  const everything = inspect(error, { depth: 20, showHidden: true })
  for (const { accessToken, refreshToken } of sandbox.gazelle.tokens) {
    expect(everything).not.toContain(accessToken)
    expect(everything).not.toContain(refreshToken)
  }
  expect(everything).not.toContain(sandbox.gazelle.application.clientSecret)
  return error.kind
}

describe('a refresh', () => {
  it('gives a pair that works, with its times', async () => {
    const old = pair()
    const issued = await grants().refresh(old.refreshToken)
    const [, made] = sandbox.gazelle.tokens
    expect(issued).toEqual({
      accessToken: made?.accessToken,
      refreshToken: made?.refreshToken,
      headerKind: 'bearer',
      issuedAt: made?.createdAt,
      lifeSeconds: made?.lifeSeconds,
      source: 'oauth',
    })
    await use(issued.accessToken)
    await use((await grants().refresh(issued.refreshToken ?? '')).accessToken)
  })

  it('where the old pair ends at once', async () => {
    sandbox.gazelle.configure({ rotation: 'revoke-at-once' })
    const old = pair()
    const issued = await grants().refresh(old.refreshToken)
    expect(isLive(old.accessToken)).toBe(false)
    expect(await kindOf(grants().refresh(old.refreshToken))).toBe('invalid-grant')
    await use(issued.accessToken)
  })

  it('where the old pair ends at the new one’s first use', async () => {
    sandbox.gazelle.configure({ rotation: 'revoke-on-first-use' })
    const old = pair()
    const lost = await grants().refresh(old.refreshToken)
    expect(isLive(old.accessToken)).toBe(true)
    const issued = await grants().refresh(old.refreshToken)
    expect(issued.accessToken).not.toBe(lost.accessToken)
    await use(issued.accessToken)
    expect(isLive(old.accessToken)).toBe(false)
    expect(await kindOf(grants().refresh(old.refreshToken))).toBe('invalid-grant')
  })

  it('where reuse ends the whole family', async () => {
    sandbox.gazelle.configure({ rotation: 'revoke-family-on-reuse' })
    const old = pair()
    const issued = await grants().refresh(old.refreshToken)
    await use(issued.accessToken)
    expect(await kindOf(grants().refresh(old.refreshToken))).toBe('invalid-grant')
    expect(isLive(issued.accessToken)).toBe(false)
    expect(await kindOf(grants().refresh(issued.refreshToken ?? ''))).toBe('invalid-grant')
  })
})

describe('what became of the refresh token', () => {
  it('an answer that is lost has spent it', async () => {
    const old = pair()
    sandbox.gazelle.faults.add({ action: { kind: 'accept-and-drop' }, path })
    expect(await kindOf(grants().refresh(old.refreshToken))).toBe('answer-lost')
    expect(isLive(old.accessToken)).toBe(false)
    expect(sandbox.gazelle.requests.all).toHaveLength(1)
    expect(await kindOf(grants().refresh(old.refreshToken))).toBe('invalid-grant')
  })

  it('a connection that is cut too early looks the same, and has not', async () => {
    const old = pair()
    sandbox.gazelle.faults.add({ action: { kind: 'drop' }, path })
    expect(await kindOf(grants().refresh(old.refreshToken))).toBe('answer-lost')
    await use((await grants().refresh(old.refreshToken)).accessToken)
  })

  it('an answer that comes too late has spent it', async () => {
    const old = pair()
    const held = sandbox.gazelle.faults.holdNext({ path })
    const caller = new AbortController()
    const kind = kindOf(grants().refresh(old.refreshToken, caller.signal))
    await held.reached
    caller.abort()
    expect(await kind).toBe('answer-lost')
    const done = sandbox.gazelle.requests.next()
    held.release()
    await done
    expect(isLive(old.accessToken)).toBe(false)
  })

  it.each<[GrantErrorKind, Parameters<Sandbox['gazelle']['faults']['add']>[0]['action']]>([
    ['rate-limited', { kind: 'status', status: 429, retryAfter: '7' }],
    ['answer-lost', { kind: 'status', status: 503, retryAfter: '7' }],
    ['answer-lost', { kind: 'status', status: 500 }],
    ['answer-lost', { kind: 'not-json' }],
    ['unexpected-answer', { kind: 'status', status: 404 }],
  ])('%s: %o, and the next try is granted', async (kind, action) => {
    const old = pair()
    sandbox.gazelle.faults.add({ action, path })
    expect(await kindOf(grants().refresh(old.refreshToken))).toBe(kind)
    await use((await grants().refresh(old.refreshToken)).accessToken)
  })

  it('not sent, while Gazelle is down', async () => {
    const old = pair()
    // Under another name there is no connection from before, whose end Node may not have noticed yet.
    const tokenEndpoint = (sandbox.gazelle.url + path).replace('127.0.0.1', 'localhost')
    await sandbox.gazelle.stop()
    try {
      expect(await kindOf(grants({ tokenEndpoint }).refresh(old.refreshToken))).toBe('not-sent')
    } finally {
      await sandbox.gazelle.start()
    }
    await use((await grants().refresh(old.refreshToken)).accessToken)
  })

  it.each(['clientId', 'clientSecret'])('a wrong %s spends nothing', async (field) => {
    const old = pair()
    const application = { ...sandbox.gazelle.application, [field]: 'wrong' }
    expect(await kindOf(grants({ application }).refresh(old.refreshToken))).toBe('invalid-client')
    await use((await grants().refresh(old.refreshToken)).accessToken)
  })

  it('another application’s refresh token, a revoked one and none at all are refused', async () => {
    const other = sandbox.gazelle.registerApplication('other', ['http://127.0.0.1/callback'])
    const foreign = sandbox.gazelle.grantPair(other.clientId)
    expect(await kindOf(grants().refresh(foreign.refresh_token ?? ''))).toBe('invalid-grant')
    const old = pair()
    sandbox.gazelle.revoke(old.accessToken)
    expect(await kindOf(grants().refresh(old.refreshToken))).toBe('invalid-grant')
    expect(await kindOf(grants().refresh('never-issued'))).toBe('invalid-grant')
  })

  it('an expired access token is no hindrance, an expired refresh token is', async () => {
    const old = pair()
    sandbox.gazelle.expire(old.accessToken)
    await use((await grants().refresh(old.refreshToken)).accessToken)
    sandbox.gazelle.configure({ refreshTokenLifeSeconds: 0 })
    expect(await kindOf(grants().refresh(pair().refreshToken))).toBe('invalid-grant')
  })
})
