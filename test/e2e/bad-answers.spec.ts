import { type BadAnswer, badAnswers as GAZELLES } from '../../sandbox/gazelle/bad-answers.ts'
import type { Sandbox } from '../../sandbox/index.ts'
import { badAnswersText as SUPABASES } from '../../sandbox/supabase/bad-answers.ts'
import { askFrom } from './asking.ts'
import { expect, test } from './fixtures.ts'
import type { Popover } from './keeper-app.ts'
import { rowOf, writeRow } from './row.ts'

// Bad days of Supabase, of Gazelle and of what stands between: told in words, nobody is sent to sign in, and no token is spent.

const day = 86_400
const daysAgo = (days: number) => Math.floor(Date.now() / 1000) - days * day

/** Begins a bad day; gives what ends it. */
type BadDay = (sandbox: Sandbox) => () => void

const badDays: readonly (readonly [name: string, begin: BadDay, headline: string, words: string])[] = [
  [
    'a challenge of Cloudflare before Gazelle',
    gazelleAnswers('cloudflare-challenge'),
    'Cannot check right now',
    'Something between this computer and Gazelle answers in its place.',
  ],
  [
    'a parked company, told after a 403',
    ({ gazelle }) => {
      gazelle.faults.add({ action: named('forbidden-json', GAZELLES), path: '/graphql/*' })
      gazelle.configure({ standing: 'company-parked' })
      return () => gazelle.configure({ standing: 'good' })
    },
    'Gazelle denies access',
    'Your company’s Gazelle account is parked. Its owner can reactivate the account in Gazelle.',
  ],
  [
    'a paused project',
    supabaseAnswers('paused'),
    'The token cannot be checked',
    'The Supabase project is paused. Open it in Supabase and press Restore. Code: HTTP_540.',
  ],
  [
    'a quota that is used up',
    supabaseAnswers('restricted'),
    'The token cannot be checked',
    'Supabase has restricted this project because a quota is used up. Ask whoever manages your Supabase project. Code: HTTP_402.',
  ],
  [
    'a database with no connection left',
    supabaseAnswers('too-many-connections'),
    'Cannot check right now',
    'Supabase cannot answer right now. Code: 53300. Gazelle Keeper will try again automatically.',
  ],
]

test('a bad day is told in words, asks nobody to sign in, and is over when it is over', async ({ launch, sandbox }) => {
  const token = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...token, created_at: daysAgo(3), expires_in: 30 * day })
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  for (const [name, begin, headline, words] of badDays) {
    await test.step(name, async () => {
      const end = begin(sandbox)
      await check(popover)
      await expect(popover.page.getByRole('heading')).toHaveText(headline)
      await popover.expectText(words)
      await expectNoSignIn(popover)
      end()
      await check(popover)
      await expect(popover.page.getByRole('heading')).toHaveText('All is well')
    })
  }
  expect(grants(sandbox)).toBe(0)
  expect(await rowOf(sandbox)).toMatchObject({ access_token: token.access_token })
})

test('a database that is read-only is told before a renewal spends anything, which it does once it can be saved', async ({
  launch,
  sandbox,
}) => {
  const old = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...old, created_at: daysAgo(21), expires_in: 30 * day })
  const end = supabaseAnswers('read-only', '/rest/v1/rpc/begin_system_setting_renewal')(sandbox)
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectText('The Supabase database is read-only right now; its disk may be full.')
  await popover.expectText('Code: 25006.')
  await expectNoSignIn(popover)
  expect(grants(sandbox)).toBe(0)

  end()
  await check(popover)
  await popover.expectCondition('valid')
  expect(grants(sandbox)).toBe(1)
  expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
})

function gazelleAnswers(name: string): BadDay {
  return ({ gazelle }) =>
    gazelle.faults.add({ action: named(name, GAZELLES), path: '/graphql/*', times: Number.POSITIVE_INFINITY })
}

function supabaseAnswers(name: string, path = '/rest/*'): BadDay {
  return ({ supabase }) =>
    supabase.faults.add({ action: named(name, SUPABASES), path, times: Number.POSITIVE_INFINITY })
}

function named(name: string, answers: Readonly<Record<string, BadAnswer>>) {
  const answer = answers[name]
  if (answer === undefined) throw new Error(`There is no bad answer ${name}.`)
  return { kind: 'answer', ...answer } as const
}

/** Asks how things stand, and waits until that is known. */
async function check({ page }: Popover): Promise<void> {
  await askFrom(page, 'check')
}

async function expectNoSignIn({ page }: Popover): Promise<void> {
  await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCount(0)
  const { keeper, signIn } = await page.evaluate(() => window.keeper.snapshot())
  expect({ asksHuman: keeper.asksHuman, signIn }).toEqual({ asksHuman: false, signIn: 'closed' })
}

function grants({ gazelle }: Sandbox): number {
  return gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token').length
}
