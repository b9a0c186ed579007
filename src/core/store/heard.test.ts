import { describe, expect, it } from 'vitest'
import { type Heard, hearing } from './heard.ts'

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
    expect(await heardOf(headers)).toEqual({ status: 503, retryAfterSeconds })
  })
})
