import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type GazelleSandbox, openGazelle } from '../../sandbox/gazelle/index.ts'
import { describeAccount } from '../../src/core/gazelle/describe-account.ts'

let folder: string
let gazelle: GazelleSandbox
const milliseconds = Date.now()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'account-test-'))
  gazelle = await openGazelle(folder, () => milliseconds)
})

afterAll(async () => {
  await gazelle.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => gazelle.reset())

const parts = { fetch: globalThis.fetch, clock: { now: () => milliseconds }, userAgent: 'gazelle-keeper/test' }

describe('who answers', () => {
  const account = async (headerKind: 'bearer' | null = null) => {
    const accessToken = gazelle.grantPair().access_token
    return describeAccount({ accessToken, headerKind }, { ...parts, endpoint: gazelle.graphqlUrl })
  }

  it('the company, the user, the number of clients', async () => {
    expect(await account()).toEqual({
      company: 'Accord et Mécanique',
      user: 'Camille Desmarteaux',
      account: expect.objectContaining({ company: 'Accord et Mécanique', user: 'Camille Desmarteaux' }),
      clientCount: 24,
      headerKind: 'bearer',
      gazelleTime: Math.floor(milliseconds / 1000),
      tookMilliseconds: expect.any(Number),
    })
  })

  it('without the names where the API has no such fields', async () => {
    gazelle.configure({ tellsAccount: false })
    expect(await account('bearer')).toMatchObject({ company: null, user: null, clientCount: 24 })
  })
})
