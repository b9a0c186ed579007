import { describe, expect, it } from 'vitest'
import { authWords, type Heard, hearing } from './heard.ts'

/** What is heard of an answer with these headers. */
async function heardOf(headers: Record<string, string>): Promise<Heard | null> {
  let heard: Heard | null = null
  const fetch = hearing(
    async () => new Response('', { status: 503, headers }),
    (one) => {
      heard = one
    },
  )
  await fetch('http://127.0.0.1/')
  return heard
}

describe('hearing', () => {
  it.each([
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': '2.5' }, 3],
    [{ 'retry-after': '7, 30' }, 30],
    [{ 'retry-after': '999999999' }, 86_400],
    [{ 'retry-after': 'Sun Nov  6 08:49:47 1994', date: 'Sun, 06 Nov 1994 08:49:37 GMT' }, 10],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('tells how long Supabase asks to wait, as every other server: %j', async (headers, retryAfterSeconds) => {
    expect(await heardOf(headers)).toMatchObject({ status: 503, retryAfterSeconds })
  })
})

describe('what Supabase Auth says', () => {
  it.each<[string, unknown, unknown]>([
    ['{"code":"conflict","message":"a"}', 'conflict', 'a'],
    ['{"code":409,"error_code":"conflict","msg":"a"}', 'conflict', 'a'],
    ['{"error":"invalid_grant","error_description":"a"}', undefined, 'a'],
    ['{"error":"a"}', undefined, 'a'],
  ])('%s', (text, code, message) => {
    expect(authWords(text)).toEqual({ code, message })
  })

  it.each(['', '<html>', '"code"', 'null', '{"code":'])('is nothing where nothing can be read: %s', (text) => {
    expect(authWords(text)).toBeNull()
  })
})
