import { describe, expect, it } from 'vitest'
import { type BadAnswer, gazellesOwn, graphqlError } from '../../sandbox/gazelle/bad-answers.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

const api = '/graphql/private/'
const always = Number.POSITIVE_INFINITY

const on = cliFixture()
const { issued, answer, tokenInRow } = on
const grants = () => on.sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token').length
const answers = (bad: BadAnswer, times: number) =>
  on.sandbox.gazelle.faults.add({ action: { kind: 'answer', ...bad }, path: api, times })

describe('a token that is dead, told within a 200, is renewed once', () => {
  it.each<[string, BadAnswer]>([
    ['hasura#9251', graphqlError('Could not verify JWT: JWTExpired', 'invalid-jwt')],
    ['graphql_devise#189', graphqlError('allClients field requires authentication', 'AUTHENTICATION_ERROR')],
    ['django-graphql-jwt#265', graphqlError('Signature has expired')],
    ['graphql_devise#141', graphqlError('You must be logged in', 'INTERNAL_SERVER_ERROR')],
    ['pezzo#43', graphqlError('Unauthorized', 'UNAUTHORIZED')],
    ['graffle#235', graphqlError('x', 'expired-token')],
    ['a code', graphqlError('x', 'TOKEN_EXPIRED')],
    ['in French', graphqlError('Vous devez être connecté pour continuer.')],
  ])('%s', async (_, bad) => {
    const { access_token } = await issued(3)
    answers(bad, 1)
    expect(await answer('check')).toMatchObject({ exitCode: 0, works: true })
    expect(await tokenInRow()).not.toBe(access_token)
    expect(grants()).toBe(1)
  })
})

describe('an error that is unknown is not understood, and says nothing against the token', () => {
  it.each<[string, BadAnswer]>([
    ['an unknown code', gazellesOwn['unknown-error-graphql']],
    [
      'a field of another name',
      graphqlError('Le champ « token » n’existe pas sur le type « Query »', 'undefinedField'),
    ],
    ['a session of another kind', graphqlError('The tuning session has expired')],
    ['a token of another kind', graphqlError('Reset password token is invalid')],
    ['no clients, without a word', gazellesOwn['clients-null']],
  ])('%s', async (_, bad) => {
    const { access_token } = await issued(3)
    answers(bad, always)
    expect(await answer('check')).toMatchObject({
      exitCode: 4,
      condition: 'valid',
      problem: { at: 'gazelle', kind: 'unexpected-answer' },
    })
    expect([await tokenInRow(), grants()]).toEqual([access_token, 0])
  })

  it('and a list that is null is an answer to somebody', async () => {
    await issued(3)
    answers(gazellesOwn['nodes-null'], always)
    expect(await answer('status')).toMatchObject({ exitCode: 0, works: true, problem: null })
  })
})

describe('a user who may not see the clients', () => {
  // SalesforceMobileSDK-iOS#38, ADAL-js#336
  it.each([
    ['limited-access', 'This user’s access to Gazelle is limited.', 'Cet utilisateur a un accès limité à Gazelle.'],
    [
      'company-parked',
      'Your company’s Gazelle account is parked.',
      'Le compte Gazelle de votre entreprise est suspendu',
    ],
    [
      'maintenance',
      'Gazelle denies access and announces maintenance.',
      'Gazelle refuse l’accès et annonce un entretien.',
    ],
  ] as const)('is told why: %s', async (standing, english, french) => {
    // So long that doctor has nothing else to say of it.
    on.sandbox.gazelle.configure({ standing, accessTokenLength: 50 })
    await issued(3)
    expect(await answer('status')).toMatchObject({
      exitCode: 3,
      problem: { at: 'gazelle', kind: 'forbidden', because: standing },
    })
    expect(await answer('test')).toMatchObject({ exitCode: 3, failure: { kind: 'gazelle.forbidden' } })
    for (const args of [['test'], ['doctor']]) {
      const { stdout, stderr, code } = await on.run(args)
      expect(code).toBe(3)
      expect(`${stdout}${stderr}`).toContain(english)
      expect(`${stdout}${stderr}`).not.toMatch(/rejects|All is well/)
    }
    on.env = { ...on.env, LANG: 'fr_CA.UTF-8' }
    const { stdout, stderr } = await on.run(['test'])
    expect(`${stdout}${stderr}`).toContain(french)
  })

  it.each(['forbidden-json', 'forbidden-graphql'] as const)(
    'is told so where Gazelle does not say why: %s',
    async (name) => {
      await issued(3)
      answers(gazellesOwn[name], always)
      expect(await answer('status')).toMatchObject({ problem: { at: 'gazelle', kind: 'forbidden', because: null } })
      const { stdout, stderr } = await on.run(['status'])
      expect(`${stdout}${stderr}`).toContain('Gazelle denies access')
    },
  )
})
