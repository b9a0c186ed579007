import { describe, expect, it } from 'vitest'
import { accepted, errorOf, gazelleAt, json, token } from './probe-fixture.ts'
import { type Answer, serve } from './server-fixture.ts'

describe('whose a token is', () => {
  const probe = (url: string, headerKind: 'bearer' | null = 'bearer') =>
    gazelleAt(url).probe({ accessToken: token, headerKind })
  const pianos = { companyId: 'com_1', company: 'Pianos', userId: '7', user: 'Ada Byron' }
  const told = { company: { id: 'com_1', name: 'Pianos' }, user: { id: 7, firstName: 'Ada', lastName: 'Byron' } }
  const unknownField = { errors: [{ message: 'Le champ n’existe pas', extensions: { code: 'undefinedField' } }] }

  it('is told with the first question', async () => {
    const { url, seen } = await serve(json({ data: { ...accepted.data, ...told } }))
    expect((await probe(url)).account).toEqual(pianos)
    expect(seen).toHaveLength(1)
  })

  it.each<[string, object, object | null]>([
    ['nothing', accepted, null],
    ['nulls', { data: { ...accepted.data, company: null, user: null } }, null],
    ['a company that is denied', { ...accepted, errors: [{ message: 'Not authorized', path: ['company'] }] }, null],
    [
      'a name alone',
      { data: { ...accepted.data, company: { name: 'Pianos' } } },
      { companyId: null, company: 'Pianos', userId: null, user: null },
    ],
    ['odd types', { data: { ...accepted.data, company: [], user: { id: {}, firstName: 3, lastName: ' ' } } }, null],
  ])('may be left open by %s, in one question', async (_, answer, account) => {
    const { url, seen } = await serve(json(answer))
    expect((await probe(url)).account).toEqual(account)
    expect(seen).toHaveLength(1)
  })

  it.each<[string, string, Answer, number, object | null]>([
    ['the company’s id', 'company { id', json(unknownField), 2, { ...pianos, companyId: null }],
    ['the company’s id, by the status', 'company { id', json(unknownField, 400), 2, { ...pianos, companyId: null }],
    ['a company', 'company {', json(unknownField), 3, null],
    ['a company, by the status', 'company {', json(unknownField, 422), 3, null],
  ])('is asked with less by a schema without %s, once', async (_, field, answer, requests, account) => {
    const { url, seen } = await serve((response, one) => {
      const knows = { ...told, company: { name: 'Pianos' } }
      const data = one.body.includes('company {') ? { ...accepted.data, ...knows } : accepted.data
      const isUnknown = one.body.includes(field)
      isUnknown ? answer(response, one) : json({ data })(response, one)
    })
    const gazelle = gazelleAt(url)
    expect((await gazelle.probe({ accessToken: token, headerKind: 'bearer' })).account).toEqual(account)
    expect(seen).toHaveLength(requests)
    expect((await gazelle.probe({ accessToken: token, headerKind: 'bearer' })).account).toEqual(account)
    expect(seen).toHaveLength(requests + 1)
  })

  const denials: [string, Answer][] = [
    ['all that is asked with it', json({ data: null, errors: [{ message: 'Not authorized', path: ['company'] }] })],
    ['it without a path', json({ data: null, errors: [{ message: 'x', extensions: { code: 'FORBIDDEN' } }] })],
    ['it by the status', json({ error: 'forbidden' }, 403)],
    ['it by failing', json({ error: 'Internal Server Error' }, 500)],
    ['it as if nobody were signed in', json({ errors: [{ message: 'Unauthorized', path: ['user', 'id'] }] })],
  ]
  it.each(denials)('may be denied, and the token works: %s', async (_, denial) => {
    for (const headerKind of ['bearer', null] as const) {
      const { url, seen } = await serve((response, one) =>
        (one.body.includes('company {') ? denial : json(accepted))(response, one),
      )
      expect(await probe(url, headerKind)).toMatchObject({ headerKind: 'bearer', account: null })
      expect(seen.length).toBeLessThanOrEqual(3)
    }
  })

  it('is told of a token that may not see the clients, too', async () => {
    const denied = { data: { allClients: null, ...told }, errors: [{ message: 'Forbidden', path: ['allClients'] }] }
    const { url } = await serve(json(denied))
    expect(await errorOf(probe(url))).toMatchObject({ kind: 'forbidden', account: pianos })
  })

  it('of a bad token is not asked for again', async () => {
    const { url, seen } = await serve(json({ data: null, errors: [{ message: 'The access token is invalid' }] }))
    expect((await errorOf(probe(url))).kind).toBe('unauthorized')
    expect(seen).toHaveLength(1)
  })
})
