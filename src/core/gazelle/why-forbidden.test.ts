import { describe, expect, it } from 'vitest'
import { errorOf, gazelleAt, json, token } from './probe-fixture.ts'
import { type Answer, serve } from './server-fixture.ts'

describe('why the access is denied', () => {
  const denied = { data: { allClients: null }, errors: [{ message: 'x', extensions: { code: 'FORBIDDEN' } }] }
  const unknownField = { errors: [{ message: 'Le champ n’existe pas', extensions: { code: 'undefinedField' } }] }
  const limited = { user: { accessLevel: 'X', hasLimitedAccess: true }, company: { isParked: false } }

  /** Denies the clients, and answers the further questions in turn, the last one for ever. */
  async function deniedWith(answers: readonly Answer[], headerKind: 'bearer' | null = 'bearer', denial = json(denied)) {
    const left = [...answers]
    const { url, seen } = await serve((response, one) => {
      const isKnown = headerKind !== null || one.request.headers['x-gazelle-api-key'] !== undefined
      const next = () => (left.length > 1 ? left.shift() : left[0]) ?? json({}, 500)
      const answer = !isKnown ? json({}, 401) : one.body.includes('allClients') ? denial : next()
      answer(response, one)
    })
    const error = await errorOf(gazelleAt(url).probe({ accessToken: token, headerKind }))
    const { kind, because, httpStatus } = error
    return { kind, because, httpStatus, requests: seen.length }
  }

  it.each<[string, object, string | null]>([
    ['limited access', { data: limited }, 'limited-access'],
    ['a level alone', { data: { user: { accessLevel: 'LIMITED', hasLimitedAccess: null } } }, 'limited-access'],
    ['a parked company', { data: { ...limited, company: { isParked: true } } }, 'company-parked'],
    ['a parked company, and an error', { data: { company: { isParked: true } }, errors: [{}] }, 'company-parked'],
    ['maintenance', { data: { upcomingMaintenanceNotice: 'Tonight' } }, 'maintenance'],
    ['nothing', { data: { user: { hasLimitedAccess: false }, company: null, upcomingMaintenanceNotice: '' } }, null],
    ['odd types', { data: { user: 'x', company: [], upcomingMaintenanceNotice: null } }, null],
  ])('%s', async (_, answer, because) => {
    expect(await deniedWith([json(answer)])).toEqual({ kind: 'forbidden', because, httpStatus: 200, requests: 2 })
  })

  it('is asked about in fewer fields where one is unknown', async () => {
    const found = await deniedWith([json(unknownField), json({ data: limited })])
    expect(found).toMatchObject({ because: 'limited-access', requests: 3 })
  })

  it.each<[string, Answer, number]>([
    ['no field that is known', json(unknownField), 3],
    ['the same denial', json({}, 403), 2],
    ['a dead token', json({}, 401), 2],
    ['a page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 2],
    ['a server that is down', json({}, 503), 2],
    ['a connection that drops', (response) => response.socket?.destroy(), 2],
  ])('stays open, and the denial stands: %s', async (_, answer, requests) => {
    expect(await deniedWith([answer])).toMatchObject({ kind: 'forbidden', because: null, requests })
    const status = await deniedWith([answer], 'bearer', json({}, 403))
    expect(status).toMatchObject({ kind: 'forbidden', because: null, httpStatus: 403 })
  })

  it('is asked in the header in which the token is known', async () => {
    const found = await deniedWith([json(unknownField), json({ data: limited })], null)
    expect(found).toMatchObject({ because: 'limited-access', requests: 4 })
  })
})
