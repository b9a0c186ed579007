import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import type { Mistake } from '../../shared/snapshot.ts'
import { type Level, Log } from './log.ts'
import { LogFile } from './log-file.ts'
import { Unhandled } from './unhandled.ts'

const random = (bytes = 32) => randomBytes(bytes).toString('base64url')
const hex = (bytes = 16) => randomBytes(bytes).toString('hex')
const jwt = () => ['{"alg":"HS256"}', `{"sub":"${hex()}"}`].map((each) => Buffer.from(each).toString('base64url'))

function lines(): { log: Log; all: string[] } {
  const all: string[] = []
  return {
    log: new Log(
      (line) => all.push(line),
      () => Date.UTC(2026, 2, 18),
    ),
    all,
  }
}

describe('the log holds no secret', () => {
  it.each<[string, (secret: string) => string, string?]>([
    ['a JWT', (secret) => `sent ${secret} to it`, [...jwt(), random()].join('.')],
    ['a cut-off JWT', (secret) => `sent ${secret}`, jwt().join('.')],
    ['a secret key of Supabase', (secret) => `key ${secret}!`, ['sb', 'secret', random(24)].join('_')],
    ['a publishable key', (secret) => `key=${secret}`, ['sb', 'publishable', random(24)].join('_')],
    ['an opaque token', (secret) => `got ${secret}`, random()],
    [
      'an opaque token in standard base64',
      (secret) => `got ${secret}`,
      `${randomBytes(33).toString('base64')}1a/2b+3c4d5e6f7g8h=`,
    ],
    ['a token in hexadecimal', (secret) => `got ${secret}`, hex()],
    ['an API key', (secret) => `x-gazelle-api-key: ${secret}`, hex(8)],
    ['a bearer token', (secret) => `Authorization: Bearer ${secret}`, hex(4)],
    ['a bearer token beside other words', (secret) => `header was "Bearer ${secret}".`, hex(4)],
    ['a basic login', (secret) => `Proxy-Authorization: Basic ${secret}`, Buffer.from('bob:pw').toString('base64')],
    ['a cookie', (secret) => `Cookie: _session=${secret}; other=1`, hex(4)],
    ['headers as an object', (secret) => `{ 'Set-Cookie': 's=${secret}; path=/' }`, hex(4)],
    ['a password in an address', (secret) => `at http://bob:${secret}@proxy.example:3128/`, 'pa55.wrd'],
    ['a code in an address', (secret) => `led to https://example.org/cb?code=${secret}&state=1`, hex(5)],
    ['a token in a fragment', (secret) => `led to https://example.org/cb#access_token=${secret}`, hex(5)],
    ['a field of JSON', (secret) => `{"refresh_token":"${secret}"}`, 'short'],
    ['a field of an object', (secret) => `{ clientSecret: '${secret}' }`, 'hush hush'],
    ['a form', (secret) => `grant_type=x&client_secret=${secret}&a=1`, 'hush'],
    ['a password', (secret) => `password = ${secret}`, 'correct-horse'],
    ['an email', (secret) => `no user ${secret} here`, 'anne.b+c@pianos.example.org'],
    ['a session’s id', (secret) => `session ${secret}`, randomUUID()],
  ])('%s', (_what, text, secret = random()) => {
    const { log, all } = lines()
    log.info(text(secret))
    log.error('thrown', new Error(text(secret), { cause: new TypeError(text(secret)) }))
    expect(all).toHaveLength(2)
    expect(all.join('\n')).not.toContain(secret)
  })

  it('that somebody has typed, or that is in use, in no form', () => {
    const { log, all } = lines()
    const typed = 'né à "Gaspé" & co'
    log.hide(typed)
    log.hideAllOf(() => ['opensesame', null])
    const base64 = Buffer.from(`${typed}`).toString('base64')
    log.info(`${typed} | ${encodeURIComponent(typed)} | ${JSON.stringify(typed)} | ${base64} | opensesame`)
    expect(all[0]).not.toMatch(/Gasp|opensesame/)
    expect(all[0]).not.toContain(base64.slice(0, 12))
  })

  it('and still says what happened', () => {
    const { log, all } = lines()
    log.info('event: saved 0123abcd, header bearer, issued 2026-03-18T10:00:00.000Z')
    log.warn('disk: full')
    log.info('https://abcdefghijklmnopqrst.supabase.co/rest/v1/system_settings answered 503 (ECONNREFUSED, HTTP_503)')
    log.error('uncaughtException', Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }))
    expect(all[0]).toContain('event: saved 0123abcd, header bearer, issued 2026-03-18T10:00:00.000Z')
    expect(all[1]).toBe('2026-03-18T00:00:00.000Z warn  disk: full')
    expect(all[2]).toContain('supabase.co/rest/v1/system_settings answered 503 (ECONNREFUSED, HTTP_503)')
    expect(all[3]).toMatch(/ENOSPC: no space left on device\n {4} {4}at .*log\.test\.ts/)
  })
})

describe('the log', () => {
  it('names nobody by the home folder', () => {
    const { log, all } = lines()
    log.info(`wrote ${join(homedir(), 'x', 'settings.json')}`)
    expect(all[0]).toMatch(/wrote ~.x.settings\.json$/)
  })

  it('makes one entry of one text, whatever is in it', () => {
    const { log, all } = lines()
    log.info('one\r\n2026-03-18T00:00:00.000Z error forged\u001b[31m\u0000\u2028two')
    expect(
      all[0]
        ?.split('\n')
        .slice(1)
        .every((line) => line.startsWith('    ')),
    ).toBe(true)
    expect(all[0]).not.toMatch(/(?!\n)[\p{Cc}\u2028]/u)
  })

  it.each<[Level, number]>([
    ['error', 1],
    ['warn', 2],
    ['info', 3],
    ['debug', 4],
  ])('writes at level %s what is as urgent', (level, count) => {
    const { log, all } = lines()
    log.level = level
    log.error('a', new Error('a'))
    log.warn('b')
    log.info('c')
    log.debug('d')
    expect(all).toHaveLength(count)
  })

  it('tells what repeats once, and is bounded in any minute', () => {
    const { log, all } = lines()
    for (let count = 0; count < 1000; count++) log.warn('the same')
    log.warn('another')
    expect(all.map((line) => line.slice(31))).toEqual(['the same', '(the same 999 times more)', 'another'])
    for (let count = 0; count < 1000; count++) log.warn(`number ${count}`)
    expect(all.length).toBeLessThan(250)
    log.warn('x'.repeat(100_000))
    expect(Math.max(...all.map(({ length }) => length))).toBeLessThan(10_000)
  })

  it('takes whatever was thrown', () => {
    const { log, all } = lines()
    const evil = new Proxy(new Error('x'), {
      get: () => {
        throw new Error('no')
      },
    })
    for (const thrown of [null, undefined, 'text', { toString: 1 }, Symbol('x'), evil]) log.error('odd', thrown)
    expect(all.length).toBeGreaterThan(3)
  })
})

describe('the log’s files', () => {
  it('turn over, and take no more room than three of them', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'log-')), 'logs')
    const file = new LogFile(folder, 1000)
    for (let count = 0; count < 200; count++) file.write(`line ${count} ${'.'.repeat(80)}`)
    const names = readdirSync(folder).sort()
    expect(names).toEqual(['keeper.1.log', 'keeper.2.log', 'keeper.log'])
    expect(names.every((name) => statSync(join(folder, name)).size <= 1000)).toBe(true)
    expect(readFileSync(join(folder, 'keeper.log'), 'utf8')).toContain('line 199')
    // The next start goes on where this one ended.
    new LogFile(folder, 1000).write('x'.repeat(950))
    expect(readFileSync(join(folder, 'keeper.1.log'), 'utf8')).toContain('line 199')
    // And a folder that is taken away comes again.
    rmSync(folder, { recursive: true })
    file.write('lost')
    file.write('found')
    expect(readFileSync(join(folder, 'keeper.log'), 'utf8')).toContain('found')
  })
})

describe('an error that nobody caught', () => {
  function app(restartedAt: number | null = null) {
    const { log, all } = lines()
    const done: string[] = []
    const mistake = new Observed<Mistake | null>(null)
    let now = 1_000_000_000
    const unhandled = new Unhandled({
      log,
      mistake,
      goOn: () => done.push('go on'),
      restart: () => done.push('restart'),
      restartedAt,
      now: () => now,
    })
    const hear = (times: number, every: number) => {
      for (let count = 0; count < times; count++) {
        now += every
        unhandled.hear('uncaughtException', new TypeError(`it is ${count}`))
      }
    }
    return { hear, done, mistake, all }
  }

  it('is logged and told, and the app goes on', () => {
    const { hear, done, mistake, all } = app()
    hear(1, 0)
    expect(done).toEqual(['go on'])
    expect(mistake.value).toEqual({ at: 1_000_000_000, name: 'TypeError' })
    expect(all[0]).toContain('uncaughtException: TypeError: it is 0')
  })

  it('that comes now and then never restarts it', () => {
    const { hear, done } = app()
    hear(100, 10_000)
    expect(done).toEqual(Array(100).fill('go on'))
  })

  it('that comes thick and fast restarts it once', () => {
    const { hear, done } = app()
    hear(1000, 1)
    expect(done.filter((each) => each === 'restart')).toHaveLength(1)
    expect(done.length).toBeLessThan(20)
  })

  it('that comes again after the restart is borne: there is no crash loop', () => {
    const { hear, done } = app(1_000_000_000 - 30 * 60_000)
    hear(1000, 1)
    expect(done).toEqual(Array(9).fill('go on'))
  })

  it('may restart it again after an hour', () => {
    const { hear, done } = app(1_000_000_000 - 61 * 60_000)
    hear(20, 1)
    expect(done.at(-1)).toBe('restart')
  })
})
