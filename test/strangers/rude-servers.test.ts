import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createKeeper, OptionsError, RequestError } from '../../src/library/index.ts'
import { type Rude, standBetween } from '../cli/between.ts'
import { cliFixture } from '../cli/cli-fixture.ts'
import { validated } from '../cli/schemas.ts'

const on = cliFixture()
const megabyte = 1_000_000
const json = { 'content-type': 'application/json' }

/** Who is asked with a secret: where, by which command, and what it ends with when that one does not answer as it should. */
interface Asked {
  readonly path: RegExp
  readonly of: 'supabase' | 'gazelle'
  readonly args: readonly string[]
  /** For an answer that is none of this server's; null: what the command then ends with is another test's. */
  readonly code: number | null
}

const asked: Readonly<Record<string, Asked>> = {
  'the database': { path: /^\/rest\/v1\//, of: 'supabase', args: ['status'], code: 5 },
  'Supabase Auth': { path: /^\/auth\/v1\//, of: 'supabase', args: ['status'], code: 5 },
  'Gazelle’s API': { path: /^\/graphql\//, of: 'gazelle', args: ['status'], code: 4 },
  'the token endpoint': { path: /oauth\/token/, of: 'gazelle', args: ['renew', '--force'], code: null },
}

/** Puts a server before the one that is asked, which answers so there; gives the environment that leads to it. */
async function rudely({ path, of }: Asked, answer: Rude) {
  const { connection } = on.sandbox
  const between = await standBetween(of === 'supabase' ? connection.supabaseUrl : connection.gazelleUrl, (request) =>
    path.test(request.url ?? '') ? answer : undefined,
  )
  const env = { ...on.env, [of === 'supabase' ? 'SUPABASE_URL' : 'GAZELLE_URL']: between.url }
  return { env, url: between.url, [Symbol.asyncDispose]: () => between.close() }
}

/** A body without end, as fast as it is taken; counts the bytes that were. */
function endless(status = 200) {
  let bytes = 0
  const spaces = Buffer.alloc(megabyte, ' ')
  const answer: Rude = (outgoing) => {
    outgoing.writeHead(status, json).write('{"data":')
    const go = () => {
      while (!outgoing.destroyed && outgoing.write(spaces)) bytes += megabyte
      bytes += megabyte
    }
    outgoing.on('drain', go)
    go()
  }
  return {
    answer,
    get bytes() {
      return bytes
    },
  }
}

/** Records what it is asked, and grants it. */
async function elsewhere() {
  const requests: IncomingMessage[] = []
  const server = createServer((request, outgoing) => {
    requests.push(request)
    outgoing.writeHead(200, json).end('{"data":{}}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    requests,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const kinds = Object.entries(asked)

describe('a server that is broken, hostile or another', () => {
  const floods = kinds.flatMap(([name, whom]) => [200, 403, 500].map((status) => [name, status, whom] as const))

  it.each(floods)('sends no end of a body: %s (%i)', async (_, status, whom) => {
    await on.issued(25)
    const flood = endless(status)
    await using rude = await rudely(whom, flood.answer)
    const began = performance.now()
    const { code } = await on.run(whom.args, { env: rude.env })
    if (whom.code !== null && status === 200) expect(code).toBe(whom.code)
    else expect([3, 4, 5]).toContain(code)
    // What lies in the buffers of two processes was sent too.
    expect(flood.bytes).toBeLessThan(50 * megabyte)
    expect(performance.now() - began).toBeLessThan(12_000)
  })

  it.each([
    [0, 'missing', null],
    [20, 'blocked', 'not-supabase'],
  ])('packs the row in more than anybody can unpack: %i MB', async (megabytes, condition, kind) => {
    // A row that is empty, and megabytes of nothing that are some thousand bytes on their way.
    const row = { key: 'gazelle_oauth_token', value: null, updated_at: null }
    const bomb = gzipSync(`[${JSON.stringify(row)}${' '.repeat(megabytes * megabyte)}]`)
    const whom = asked['the database'] as Asked
    await using rude = await rudely(whom, (outgoing) =>
      outgoing.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
    )
    const { stdout } = await on.run(['status', '--json'], { env: rude.env })
    const answer = validated('status', stdout)
    expect([answer['condition'], (answer['problem'] as { kind?: unknown } | null)?.kind ?? null]).toEqual([
      condition,
      kind,
    ])
  })

  it('packs its answer to the API so', async () => {
    await on.issued(3)
    const clients = { data: { allClients: { nodes: [] } } }
    const bomb = gzipSync(`${JSON.stringify(clients)}${' '.repeat(20 * megabyte)}`)
    await using rude = await rudely(asked['Gazelle’s API'] as Asked, (outgoing) =>
      outgoing.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
    )
    const { stdout } = await on.run(['status', '--json'], { env: rude.env })
    expect(validated('status', stdout)['problem']).toMatchObject({ at: 'gazelle', kind: 'unexpected-answer' })
  })

  it('sends a byte now and then, and never the last', async () => {
    await on.issued(3)
    await using rude = await rudely(asked['Gazelle’s API'] as Asked, (outgoing) => {
      outgoing.writeHead(200, json)
      const drip = setInterval(() => outgoing.write(' '), 100)
      outgoing.on('close', () => clearInterval(drip))
    })
    const { code } = await on.run(['status'], { env: rude.env })
    expect(code).toBe(4)
  })

  it.each(kinds.flatMap(([name, whom]) => [301, 302, 303, 307, 308].map((status) => [name, status, whom] as const)))(
    'sends %s’s question elsewhere (%i), and no secret follows',
    async (_, status, whom) => {
      await on.issued(25)
      await using other = await elsewhere()
      await using rude = await rudely(whom, (outgoing) =>
        outgoing.writeHead(status, { location: `${other.url}/there` }).end(),
      )
      const { code } = await on.run(whom.args, { env: rude.env })
      expect(code).not.toBe(0)
      expect(other.requests.map(({ url, headers }) => ({ url, headers }))).toEqual([])
    },
  )

  it.each(['SUPABASE_URL', 'GAZELLE_URL'])('is not asked without https but on this computer: %s', async (name) => {
    const { code, stderr } = await on.run(['status'], { env: { ...on.env, [name]: 'http://192.0.2.1' } })
    expect(code).toBe(5)
    expect(stderr).toContain(`${name} must begin with https://`)
  })
})

describe('the library, with such a server', () => {
  /** A keeper of the sandbox's row, with this Gazelle. */
  const keeperOf = (gazelleUrl: string, timeoutMilliseconds = 60_000) => {
    const { supabaseUrl, supabaseSecretKey: supabaseKey } = on.sandbox.connection
    return createKeeper({ supabaseUrl, supabaseKey, gazelleUrl, timeoutMilliseconds, stateFolder: null })
  }
  /** Answers a program's own question so; the keeper's are answered as they should be. */
  const toProgram = (answer: Rude) => {
    let count = 0
    return rudely(asked['Gazelle’s API'] as Asked, (outgoing) => {
      count += 1
      if (count > 1) answer(outgoing)
      else outgoing.writeHead(200, json).end('{"data":{"allClients":{"nodes":[]}}}')
    })
  }

  async function errorOf(answer: Rude, timeoutMilliseconds?: number): Promise<RequestError> {
    await on.issued(3)
    await using rude = await toProgram(answer)
    const keeper = keeperOf(rude.url, timeoutMilliseconds)
    const error = await keeper.fetch('query { company { name } }').then(
      () => null,
      (error: unknown) => error,
    )
    await keeper.close()
    expect(error).toBeInstanceOf(RequestError)
    return error as RequestError
  }

  it('takes no end of a body for no answer', async () => {
    const flood = endless()
    expect(await errorOf(flood.answer)).toMatchObject({ kind: 'unexpected-answer' })
    expect(flood.bytes).toBeLessThan(200 * megabyte)
  })

  it('unpacks no more than it would take', async () => {
    const bomb = gzipSync(`{"data":{"company":{"name":"Exemple"}}}${' '.repeat(100 * megabyte)}`)
    const answer: Rude = (outgoing) => outgoing.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb)
    expect(await errorOf(answer)).toMatchObject({ kind: 'unexpected-answer' })
  })

  it('takes an answer of some megabytes', async () => {
    await on.issued(3)
    const name = 'x'.repeat(10 * megabyte)
    await using rude = await toProgram((outgoing) =>
      outgoing.writeHead(200, json).end(JSON.stringify({ data: { company: { name } } })),
    )
    const keeper = keeperOf(rude.url)
    expect(await keeper.fetch('query { company { name } }')).toEqual({ company: { name } })
    await keeper.close()
  })

  it('gives up in its time on one that drips', async () => {
    const answer: Rude = (outgoing) => {
      outgoing.writeHead(200, json)
      const drip = setInterval(() => outgoing.write(' '), 50)
      outgoing.on('close', () => clearInterval(drip))
    }
    expect(await errorOf(answer, 500)).toMatchObject({ kind: 'unavailable' })
  })

  it('follows no redirect with the token', async () => {
    await using other = await elsewhere()
    for (const status of [302, 307, 308]) {
      const answer: Rude = (outgoing) => outgoing.writeHead(status, { location: other.url }).end()
      await errorOf(answer)
    }
    expect(other.requests).toEqual([])
  })

  it('is made for no address without https but this computer’s', () => {
    const options = { supabaseUrl: 'https://project.example', supabaseKey: 'k' }
    expect(() => createKeeper({ ...options, gazelleUrl: 'http://192.0.2.1' })).toThrow(OptionsError)
    expect(() => createKeeper({ ...options, supabaseUrl: 'http://192.0.2.1' })).toThrow(OptionsError)
    expect(() => createKeeper({ ...options, supabaseUrl: 'https://u:p@project.example' })).toThrow(OptionsError)
  })
})
