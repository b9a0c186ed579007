import { describe, expect, it } from 'vitest'
import { judgeClients, judgeHead, readAnswer } from './answer.ts'
import { GazelleError } from './errors.ts'

const endpoint = 'https://gazelle.example/graphql/private/'
const clients = { data: { allClients: { nodes: [{ id: 'cli_1' }] } } }

/** What a whole answer means: the kind of the error, or "accepted". */
function meaning(status: number, body: string, headers: Record<string, string> = {}): string {
  const response = new Response(body === '' ? null : body, { status, headers })
  // `Response` names a type of its own where none is given.
  if (!('content-type' in headers)) response.headers.delete('content-type')
  try {
    judgeHead(response, endpoint, 0)
    judgeClients(readAnswer(response, body, 0), status)
    return 'accepted'
  } catch (error) {
    return error instanceof GazelleError ? error.kind : String(error)
  }
}

const html = { 'content-type': 'text/html; charset=UTF-8' }
const json = { 'content-type': 'application/json' }
const page = '<!DOCTYPE html><title>Hello</title>'
const challenged = (scheme: string) => ({ 'www-authenticate': scheme })

describe('what something between says', () => {
  it.each<[string, number, string, Record<string, string>]>([
    ['a page', 200, page, html],
    ['a page without a type', 200, page, {}],
    ['a page in the name of JSON', 200, `\ufeff \n${page}`, json],
    ['a page of another kind', 200, page, { 'content-type': 'application/xhtml+xml' }],
    ['JSON in the name of a page', 200, JSON.stringify(clients), html],
    ['XML', 200, '<?xml version="1.0"?><error/>', { 'content-type': 'text/xml' }],
    ['a text', 200, 'Blocked.', { 'content-type': 'text/plain' }],
    ['a text in the name of JSON', 200, 'Blocked.', json],
    ['a page with 400', 400, page, html],
    ['a page with 401', 401, page, html],
    ['a page with 403', 403, page, html],
    ['a page with 404', 404, page, html],
    ['a text with 403', 403, 'error code: 1010', { 'content-type': 'text/plain' }],
    ['Basic', 401, '', challenged('Basic realm="x"')],
    ['Basic and JSON', 401, '{"message":"Unauthorized"}', { ...json, ...challenged('basic realm="x"') }],
    ['Negotiate', 401, '', challenged('Negotiate')],
    ['Negotiate with a word of its own', 401, '', challenged('Negotiate oYGzMIGw')],
    ['NTLM beside Negotiate', 401, '', challenged('Negotiate, NTLM')],
    ['Digest', 401, '', challenged('Digest realm="a, Bearer b", qop="auth", nonce="x"')],
    ['a proxy that asks for a password', 407, '', {}],
    ['a network that asks for a sign-in', 511, page, html],
    ['a challenge', 403, page, { ...html, 'cf-mitigated': 'challenge' }],
    ['a challenge with 503', 503, page, { ...html, 'cf-mitigated': 'challenge' }],
    ['a challenge with 429', 429, page, { ...html, 'cf-mitigated': 'challenge' }],
    ['a challenge with 202', 202, '', { 'x-amzn-waf-action': 'challenge' }],
    ['a challenge with 405', 405, page, { 'x-amzn-waf-action': 'captcha' }],
    ['a challenge in JSON', 403, '{"url":"x"}', { ...json, 'x-datadome': 'protected' }],
  ])('%s is nobody’s word on the token', (_, status, body, headers) => {
    expect(meaning(status, body, headers)).toBe('intercepted')
  })
})

describe('what Gazelle says', () => {
  it.each<[string, number, string, Record<string, string>, string]>([
    ['an empty 401', 401, '', {}, 'unauthorized'],
    ['Doorkeeper', 401, '{"error":"invalid_token"}', { ...json, ...challenged('Bearer realm="x"') }, 'unauthorized'],
    ['Doorkeeper without a body', 401, '', challenged('Bearer error="invalid_token"'), 'unauthorized'],
    ['Bearer beside another', 401, '', challenged('Basic realm="x", Bearer realm="y"'), 'unauthorized'],
    ['Bearer alone', 401, '', challenged('Bearer'), 'unauthorized'],
    ['Rails', 401, 'HTTP Token: Access denied.\n', challenged('Token realm="Application"'), 'unauthorized'],
    ['Devise', 401, '{"error":"You need to sign in or sign up before continuing."}', json, 'unauthorized'],
    [
      'a scope, in the challenge of a 401',
      401,
      '',
      challenged('Bearer error="insufficient_scope", scope="a"'),
      'forbidden',
    ],
    [
      'a scope, without quotes',
      401,
      '{}',
      { ...json, ...challenged('Bearer realm="x", error=insufficient_scope') },
      'forbidden',
    ],
    ['a scope, in the body of a 401', 401, '{"error":"insufficient_scope"}', json, 'forbidden'],
    [
      'a scope, in a description',
      401,
      '',
      challenged('Bearer error="invalid_token", error_description="no error=insufficient_scope"'),
      'unauthorized',
    ],
    ['403', 403, '{"error":"forbidden"}', json, 'forbidden'],
    ['an empty 403', 403, '', {}, 'forbidden'],
    ['403 in the words of a dead token', 403, '{"error":"invalid_token"}', json, 'forbidden'],
    ['GraphQL with 400', 400, '{"errors":[{"extensions":{"code":"UNAUTHENTICATED"}}]}', json, 'unauthorized'],
    ['a query it did not like', 400, '{"errors":[{"message":"Syntax Error"}]}', json, 'unexpected-answer'],
    ['an empty 404', 404, '', {}, 'unexpected-answer'],
    ['408', 408, '', {}, 'unavailable'],
    ['425', 425, '', {}, 'unavailable'],
    ['429 with a page', 429, page, html, 'rate-limited'],
    ['a page of maintenance', 503, page, html, 'unavailable'],
    ['Cloudflare that reaches nobody', 522, page, html, 'unavailable'],
    ['an empty 200', 200, '', json, 'unexpected-answer'],
    ['JSON that breaks off', 200, '{"data":{"allCl', json, 'unexpected-answer'],
    ['a bare word of JSON', 200, 'null', json, 'unexpected-answer'],
    ['a list of JSON', 200, '[]', json, 'unexpected-answer'],
    ['clients', 200, JSON.stringify(clients), json, 'accepted'],
    ['clients as plain text', 200, JSON.stringify(clients), { 'content-type': 'text/plain' }, 'accepted'],
    ['DataDome that lets it through', 200, JSON.stringify(clients), { ...json, 'x-datadome': 'protected' }, 'accepted'],
    ['no items', 200, '{"data":{"allClients":{"nodes":[null]}}}', json, 'accepted'],
    ['no list', 200, '{"data":{"allClients":{"nodes":null}}}', json, 'accepted'],
    [
      'no list, and an error',
      200,
      '{"data":{"allClients":{"nodes":null}},"errors":[{"message":"x"}]}',
      json,
      'unexpected-answer',
    ],
    [
      'no list, and no right',
      200,
      '{"data":{"allClients":{"nodes":null}},"errors":[{"message":"Forbidden"}]}',
      json,
      'forbidden',
    ],
    ['no connection', 200, '{"data":{"allClients":null}}', json, 'unexpected-answer'],
    ['no data', 200, '{"data":null}', json, 'unexpected-answer'],
    [
      'clients beside an error',
      200,
      JSON.stringify({ ...clients, errors: [{ message: 'Forbidden' }] }),
      json,
      'accepted',
    ],
  ])('%s', (_, status, body, headers, expected) => {
    expect(meaning(status, body, headers)).toBe(expected)
  })

  it.each<[string, number, Record<string, string>]>([
    ['503', 503, {}],
    ['500', 500, {}],
    ['429', 429, {}],
    ['a challenge', 403, { 'cf-mitigated': 'challenge' }],
    ['403 with a page', 403, html],
    ['403', 403, json],
  ])('%s may ask for a pause', (_, status, headers) => {
    const response = new Response('', { status, headers: { ...headers, 'retry-after': '75' } })
    const judge = () => {
      judgeHead(response, endpoint, 0)
      readAnswer(response, '', 0)
    }
    expect(judge).toThrow(expect.objectContaining({ retryAfterSeconds: 75 }))
  })
})
