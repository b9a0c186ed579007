import { afterEach, describe, expect, it } from 'vitest'
import { type Answer, standBetween } from '../cli/between.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

// What a gateway, a debug page or a broken connection makes of a token endpoint's answer: agor#2192 and its kind.

const on = cliFixture()
const tidyUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of tidyUp.splice(0).reverse()) await step()
})

/** Lets the token endpoint issue, and gives another answer made of its own. */
async function spoil(spoiled: (text: string) => Answer) {
  const { gazelleUrl } = on.sandbox.connection
  const between = await standBetween(gazelleUrl, async (request) => {
    if (!request.url?.endsWith('/developer/oauth/token')) return undefined
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = { 'content-type': request.headers['content-type'] ?? '' }
    const answer = await fetch(new URL(request.url, gazelleUrl), {
      method: 'POST',
      headers,
      body: Buffer.concat(chunks),
    })
    return spoiled(await answer.text())
  })
  tidyUp.push(() => between.close())
  on.env = { ...on.env, GAZELLE_URL: between.url }
}

const html = { 'content-type': 'text/html; charset=utf-8' }

describe('a token that was issued is saved, whatever became of the answer', () => {
  it.each<[string, (text: string) => Answer]>([
    ['a page around it', (text) => ({ status: 200, headers: html, body: `<html><pre>${text}</pre></html>` })],
    [
      'a page around it, in entities',
      (text) => ({ status: 200, headers: html, body: `<pre>${text.replaceAll('"', '&quot;')}</pre>` }),
    ],
    ['a warning before it', (text) => ({ status: 200, body: `Notice: undefined index in x.php\n${text}` })],
    [
      'a gateway’s own answer around it',
      (text) => ({ status: 200, body: JSON.stringify({ statusCode: 200, body: text }) }),
    ],
    ['it breaks off', (text) => ({ status: 200, body: text.slice(0, text.indexOf('"', text.indexOf(',')) + 12) })],
  ])('%s', async (_, spoiled) => {
    const { access_token } = await on.issued(25)
    await spoil(spoiled)
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, condition: 'valid', works: true })
    expect(await on.tokenInRow()).not.toBe(access_token)
  })
})

it('an answer that cannot be used is not told as one that never came', async () => {
  await on.issued(25)
  await spoil(() => ({ status: 200, headers: html, body: '<html>Please wait</html>' }))
  const { exitCode, message, problem } = await on.answer('check')
  expect([exitCode, problem]).toEqual([4, expect.objectContaining({ at: 'oauth', kind: 'answer-lost' })])
  expect(message).toMatch(/no usable answer/i)
  expect(message).not.toMatch(/never arrived/)
})
