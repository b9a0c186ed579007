import { describe, expect, it } from 'vitest'
import { AnswerTooLong, InsecureAddress, safeFetch } from './safe-fetch.ts'

const address = 'https://server.example/'

/** A fetch that answers so, and records what it was asked with. */
function answering(response: () => Response) {
  const asked: RequestInit[] = []
  const fetch = (async (_: unknown, init: RequestInit) => {
    asked.push(init)
    return response()
  }) as typeof globalThis.fetch
  return { fetch, asked }
}

/** A body of these chunks; says whether it was cancelled. */
function body(...chunks: number[]) {
  const state = { isCancelled: false }
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const size = chunks.shift()
      if (size === undefined) controller.close()
      else controller.enqueue(new Uint8Array(size))
    },
    cancel() {
      state.isCancelled = true
    },
  })
  return { stream, state }
}

describe('a safe fetch', () => {
  it('follows no redirect and sends no cookie, whatever it is told', async () => {
    const { fetch, asked } = answering(() => new Response('x'))
    await safeFetch(fetch)(address, { redirect: 'follow', credentials: 'include' })
    expect(asked).toMatchObject([{ redirect: 'manual', credentials: 'omit', cache: 'no-store' }])
  })

  it.each(['http://server.example/', 'http://127.0.0.1.example/', 'ftp://server.example/', 'file:///etc/passwd', 'x'])(
    'asks nobody without https: %s',
    async (insecure) => {
      const { fetch, asked } = answering(() => new Response('x'))
      await expect(safeFetch(fetch)(insecure)).rejects.toThrow(InsecureAddress)
      await expect(safeFetch(fetch)(address.replace('https', 'http') as never)).rejects.toThrow(InsecureAddress)
      expect(asked).toEqual([])
    },
  )

  it.each(['http://127.0.0.1:1/', 'http://localhost/', 'http://[::1]/', address])('asks %s', async (private_) => {
    expect(await (await safeFetch(answering(() => new Response('x')).fetch)(private_)).text()).toBe('x')
  })

  it('gives a body up to the limit, with all that the answer says besides', async () => {
    const { stream } = body(4, 6)
    const response = () => new Response(stream, { status: 418, statusText: 'Teapot', headers: { date: 'today' } })
    const answer = await safeFetch(answering(response).fetch, { largestBytes: 10 })(address)
    expect([answer.status, answer.statusText, answer.headers.get('date')]).toEqual([418, 'Teapot', 'today'])
    expect((await answer.arrayBuffer()).byteLength).toBe(10)
  })

  it('ends a longer one, and its connection', async () => {
    const { stream, state } = body(4, 7, 4, 4)
    const { fetch, asked } = answering(() => new Response(stream))
    const answer = await safeFetch(fetch, { largestBytes: 10 })(address)
    await expect(answer.text()).rejects.toThrow(AnswerTooLong)
    await expect.poll(() => state.isCancelled).toBe(true)
    expect(asked[0]?.signal?.aborted).toBe(true)
  })

  it('passes an answer without a body on', async () => {
    const answer = await safeFetch(answering(() => new Response(null, { status: 204 })).fetch)(address)
    expect(answer.status).toBe(204)
  })

  it('has a time, beside the caller’s', async () => {
    const { fetch, asked } = answering(() => new Response('x'))
    const caller = new AbortController()
    await safeFetch(fetch, { withinMilliseconds: 1 })(address, { signal: caller.signal })
    await safeFetch(fetch)(address, { signal: caller.signal })
    await expect.poll(() => asked[0]?.signal?.aborted).toBe(true)
    expect(asked[1]?.signal?.aborted).toBe(false)
    caller.abort()
    expect(asked[1]?.signal?.aborted).toBe(true)
  })
})
