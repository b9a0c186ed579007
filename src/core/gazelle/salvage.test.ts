import { describe, expect, it } from 'vitest'
import { accessToken, credentialFrom, doorkeeper, fixedNow, json, nextRefreshToken, text } from './grant-fixture.ts'
import type { Answer } from './server-fixture.ts'

const form = (type: string): Answer => {
  const { access_token, token_type, refresh_token } = doorkeeper
  const fields = new URLSearchParams({ access_token, token_type, refresh_token, expires_in: '2592000' })
  return text(fields.toString(), 200, { 'content-type': type })
}

describe('a token that was issued is not lost to an oddity', () => {
  const { token_type, expires_in, created_at, refresh_token, ...bare } = doorkeeper

  it.each<[string, unknown, object]>([
    ['no token type', { ...doorkeeper, token_type: undefined }, {}],
    ['a token type of null', { ...doorkeeper, token_type: null }, {}],
    ['token type "bearer"', { ...doorkeeper, token_type: 'bearer' }, {}],
    ['token type " BEARER "', { ...doorkeeper, token_type: ' BEARER ' }, {}],
    ['a life in digits', { ...doorkeeper, expires_in: '7200' }, { lifeSeconds: 7200 }],
    ['a life with a fraction', { ...doorkeeper, expires_in: 7200.5 }, { lifeSeconds: 7200 }],
    ['a life in milliseconds', { ...doorkeeper, expires_in: 2_592_000_000 }, { lifeSeconds: 2_592_000 }],
    ['a life in words', { ...doorkeeper, expires_in: 'a month' }, { lifeSeconds: null }],
    ['a life of null', { ...doorkeeper, expires_in: null }, { lifeSeconds: null }],
    ['a life of nothing', { ...doorkeeper, expires_in: 0 }, { lifeSeconds: null }],
    ['a life below nothing', { ...doorkeeper, expires_in: -1 }, { lifeSeconds: null }],
    ['a refresh token of null', { ...doorkeeper, refresh_token: null }, { refreshToken: null }],
    ['an empty refresh token', { ...doorkeeper, refresh_token: '' }, { refreshToken: null }],
    ['a refresh token that is none', { ...doorkeeper, refresh_token: { a: 1 } }, { refreshToken: null }],
    ['a refresh token with a space', { ...doorkeeper, refresh_token: 'a b' }, { refreshToken: null }],
    ['an odd scope', { ...doorkeeper, scope: ['public'] }, {}],
    ['an identity token that cannot be verified', { ...doorkeeper, id_token: 'x.y.z' }, {}],
    ['an error beside the token', { ...doorkeeper, error: 'none' }, {}],
    ['fields nobody knows', { ...doorkeeper, user: { id: 1 }, __proto__: 'x' }, {}],
    ['white space around it', { ...doorkeeper, access_token: ` ${accessToken}\n` }, {}],
    ['nothing but the token', bare, { refreshToken: null, issuedAt: null, lifeSeconds: null }],
  ])('%s', async (_, body, change) => {
    expect(await credentialFrom(json(body))).toEqual({
      accessToken,
      headerKind: 'bearer',
      refreshToken: refresh_token,
      issuedAt: created_at,
      lifeSeconds: expires_in,
      source: 'oauth',
      ...change,
    })
  })

  it.each<[string, Answer]>([
    ['another content type', text(JSON.stringify(doorkeeper), 200, { 'content-type': 'text/html' })],
    ['no content type', text(JSON.stringify(doorkeeper))],
    ['a byte order mark', text(`\ufeff${JSON.stringify(doorkeeper)}`)],
    ['an encoded form', form('application/x-www-form-urlencoded; charset=utf-8')],
    ['an encoded form as plain text', form('text/plain')],
    ['status 201', json(doorkeeper, 201)],
    ['status 500, the token in it all the same', json(doorkeeper, 500)],
    ['another type of token', json({ ...doorkeeper, token_type: 'mac' })],
    ['a token type that the library knows and we do not', json({ ...doorkeeper, token_type: 'DPoP' })],
    ['an object around it', json({ data: { token: doorkeeper } })],
    ['a list around it', json([doorkeeper])],
    ['a guard before it', text(`)]}',\n${JSON.stringify(doorkeeper)}`)],
    [
      'names in camel case',
      json({ accessToken: doorkeeper.access_token, refreshToken: doorkeeper.refresh_token, tokenType: 'Bearer' }),
    ],
    ['a challenge beside it', json(doorkeeper, 200, { 'www-authenticate': 'Bearer realm="x"' })],
    [
      'a connection that breaks behind the last brace',
      (response) => {
        const body = JSON.stringify(doorkeeper)
        response.writeHead(200, { 'content-length': body.length + 10 })
        response.write(body, () => response.socket?.destroy())
      },
    ],
  ])('%s', async (_, answer) => {
    expect(await credentialFrom(answer)).toMatchObject({ accessToken, refreshToken: nextRefreshToken })
  })

  const whole = JSON.stringify(doorkeeper)

  it.each<[string, Answer]>([
    ['a page around it', text(`<html><body><pre>${whole}</pre></body></html>`, 200, { 'content-type': 'text/html' })],
    [
      'a page around it, in entities',
      text(`<!doctype html><pre>${whole.replaceAll('"', '&quot;')}</pre>`, 200, { 'content-type': 'text/html' }),
    ],
    ['a page around it, with an error’s status', text(`<html>${whole}</html>`, 403, { 'content-type': 'text/html' })],
    ['a script around it', text(`callback(${whole});`, 200, { 'content-type': 'text/javascript' })],
    [
      'an event stream around it',
      text(`event: token\ndata: ${whole}\n\n`, 200, { 'content-type': 'text/event-stream' }),
    ],
    ['a warning before it', text(`Warning: header already sent in /srv/x.php on line 12\n${whole}`)],
    ['another object behind it', text(`${whole}\n{"status":"ok"}`)],
    ['a comma too many', text(whole.replace(/\}$/, ',}'))],
    ['single quotation marks', text(whole.replaceAll('"', "'"))],
    ['a page’s words behind it', text(`${whole}<script>track()</script>`)],
    ['a text that holds it', json(JSON.stringify(doorkeeper))],
    ['a gateway’s own answer around it', json({ statusCode: 200, body: whole })],
    [
      'a gateway’s own answer around it that breaks off',
      text(JSON.stringify({ statusCode: 200, body: whole }).slice(0, -1)),
    ],
    ['slashes that are escaped', text(`${whole.slice(0, -1)},"url":"https:\\/\\/x`)],
  ])('%s', async (_, answer) => {
    expect(await credentialFrom(answer)).toMatchObject({
      accessToken,
      refreshToken: nextRefreshToken,
      issuedAt: fixedNow,
    })
  })

  it.each<[string, string]>([
    ['behind the access token', `{"access_token":"${accessToken}"`],
    ['in the name of the refresh token', `{"access_token":"${accessToken}","refresh_tok`],
    ['in the refresh token', `{"access_token":"${accessToken}","refresh_token":"${nextRefreshToken.slice(0, 20)}`],
    ['in the life', `{"access_token":"${accessToken}","expires_in":259`],
  ])('of an answer that breaks off %s, what stands whole is kept', async (_, body) => {
    const cut: Answer = (response) => {
      response.writeHead(200, { 'content-length': body.length + 50 })
      response.write(body, () => response.socket?.destroy())
    }
    const saved = { accessToken, refreshToken: null, lifeSeconds: null }
    expect(await credentialFrom(text(body))).toMatchObject(saved)
    expect(await credentialFrom(cut)).toMatchObject(saved)
  })

  it('a body that never ends behind the last brace', async () => {
    const answer: Answer = (response) => response.writeHead(200).write(JSON.stringify(doorkeeper))
    expect(await credentialFrom(answer, { timeoutMilliseconds: 500 })).toMatchObject({ accessToken })
  })
})
