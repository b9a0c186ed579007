import { describe, expect, it } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import type { RevokedAll } from '../../core/gazelle/revoke-all.ts'
import { emptyJournal } from '../../core/keeper/journal.ts'
import type { Credential } from '../../core/token/credential.ts'
import { packJournal } from '../../node/journal-content.ts'
import { type AppConnection, nameOfRow } from '../connection/connection.ts'
import { Forgetting } from './forgetting.ts'
import type { Forgotten } from './forgotten.ts'

const connection: AppConnection = {
  isSandbox: false,
  gazelleUrl: 'https://gazelle.example',
  supabaseUrl: 'https://one.example',
  supabaseKey: 'the key',
  supabaseUser: null,
  table: 'system_settings',
  rowKey: 'gazelle_oauth_token',
  application: { clientId: 'id-one', clientSecret: 'the secret' },
}
const issued: Credential = {
  accessToken: 'issued',
  headerKind: 'bearer',
  refreshToken: 'its refresh token',
  issuedAt: null,
  lifeSeconds: null,
  source: 'row',
}
const pasted: Credential = { ...issued, accessToken: 'pasted', refreshToken: null, source: 'clipboard' }

const forgotten: Forgotten = {
  isCurrent: () => true,
  putBack: async () => undefined,
  finish: async () => undefined,
}

/** What happens, in its order; `during` is done while Gazelle is asked. */
function setUp({
  chosen = connection as AppConnection | null,
  kept = [issued],
  outcome = 'revoked' as RevokedAll,
  isSandbox = false,
  during = (_chosen: Observed<AppConnection | null>) => {},
} = {}) {
  const happened: string[] = []
  const observed = new Observed(chosen)
  const forgetting = new Forgetting({
    chosen: { connection: observed, isSandbox },
    keeper: {
      pauseFor: async (work) => {
        happened.push('the keeper pauses')
        return await work()
      },
      check: async () => void happened.push('the keeper checks'),
    },
    vault: {
      get: (name) =>
        name === `journal.${nameOfRow(connection)}` ? packJournal({ ...emptyJournal, fallbacks: kept }) : null,
    },
    supabase: {
      forget: async () => {
        happened.push('forgotten')
        return forgotten
      },
      whileBusy: (work) => work(),
    },
    revoke: async (asked, tokens) => {
      happened.push(`asks ${asked.gazelleUrl} to revoke ${tokens.map(({ accessToken }) => accessToken)}`)
      during(observed)
      return outcome
    },
    tell: (told, project) => happened.push(`told of ${project}: ${told}`),
  })
  return { forgetting, happened }
}

describe('forgetting a project', () => {
  it('revokes nothing unless the person says so', async () => {
    const { forgetting, happened } = setUp()
    expect((await forgetting.forget(false))?.isCurrent()).toBe(true)
    expect(happened).toEqual(['forgotten'])
  })

  it('has the tokens revoked first, while no keeper renews them', async () => {
    const { forgetting, happened } = setUp()
    // What was revoked cannot come back.
    expect((await forgetting.forget(true))?.isCurrent()).toBe(false)
    expect(happened).toEqual([
      'the keeper pauses',
      'asks https://gazelle.example to revoke issued',
      'forgotten',
      'told of one.example: revoked',
    ])
  })

  it.each(['row-unread', 'rejected', 'unreached', 'still-accepted'] as const)(
    'forgets nothing where that fails, and says so: %s',
    async (outcome) => {
      const { forgetting, happened } = setUp({ outcome })
      expect(await forgetting.forget(true)).toBeNull()
      expect(happened.slice(2)).toEqual(['the keeper checks', `told of one.example: ${outcome}`])
    },
  )

  it('leaves a connection that was chosen meanwhile', async () => {
    const other = { ...connection, rowKey: 'another' }
    const { forgetting, happened } = setUp({ during: (chosen) => chosen.set(other) })
    await expect(forgetting.forget(true)).rejects.toThrow('meanwhile')
    expect(happened).not.toContain('forgotten')
  })

  it.each([
    ['there is a token with a refresh token', {}, true],
    ['there is one fresh from Gazelle', { kept: [{ ...pasted, source: 'oauth' as const }] }, true],
    ['nobody knows who got the token', { kept: [pasted] }, false],
    ['there is no application', { chosen: { ...connection, application: null } }, false],
    ['there is no connection', { chosen: null }, false],
    ['it is a demo', { isSandbox: true }, false],
  ])('offers to revoke where %s: %o', (_where, world, canRevoke) => {
    expect(setUp(world).forgetting.canRevoke).toBe(canRevoke)
  })
})
