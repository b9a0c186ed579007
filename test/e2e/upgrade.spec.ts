import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import { buildCli } from '../../scripts/cli/build.ts'
import { cli, root } from '../cli/cli-process.ts'
import {
  keptHomes,
  moveIn,
  type Outside,
  openOutside,
  outsideOf,
  placesIn,
  secretsOf,
  startOwnKeyring,
} from '../upgrade/kept-home.ts'
import { memberOf } from '../upgrade/member.ts'
import { askFrom } from './asking.ts'
import { test as base, type Desktop, expect, withDesktop } from './fixtures.ts'
import { ageRow, rowOf } from './row.ts'

// What programs of earlier commits left in a person's home is taken over by this one. The keychain there is GNOME's: @linux

interface Upgrade {
  /** The name of a kept home. */
  home: string
  outside: Outside
  /** A desktop whose home is a copy of that one. */
  own: Desktop
}

const test = base.extend<Upgrade>({
  home: ['', { option: true }],
  outside: ({ home }, use) => use(outsideOf(home)),
  own: async ({ home }, use) => {
    await withDesktop(false, async (desktop) => {
      moveIn(home, desktop.env['HOME'] ?? '')
      const keyring = await startOwnKeyring(desktop.env)
      await use({ ...desktop, switches: ['--password-store=gnome-libsecret'] })
      await keyring.stop()
    })
  },
  sandbox: async ({ outside }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-e2e-'))
    const sandbox = await openOutside(outside, folder)
    await use(sandbox)
    await sandbox.close()
    await rm(folder, { recursive: true, force: true })
  },
  profile: ({ own }, use) => use(placesIn(own.env['HOME'] ?? '').profile),
  launch: ({ launch, own: desktop }, use) => use((options = {}) => launch({ desktop, onSandbox: false, ...options })),
})

test.beforeAll(() => buildCli(root))

const tokenIn = async (sandbox: Sandbox) => (await rowOf(sandbox))?.['access_token']

/** The OAuth application that the row's token was issued to; null: Gazelle's own pages. */
async function clientOfToken(sandbox: Sandbox): Promise<string | null | undefined> {
  const inRow = await tokenIn(sandbox)
  return sandbox.gazelle.tokens.find(({ accessToken }) => accessToken === inRow)?.clientId
}

/** A file of the app's that holds no secret. */
const readJson = (profile: string, name: 'settings' | 'activity'): Record<string, unknown> =>
  JSON.parse(readFileSync(join(profile, `${name}.json`), 'utf8'))

/** What the app's history holds of all rows; a problem of the store was called after Supabase once. */
const eventsIn = (profile: string): object[] =>
  Object.values(readJson(profile, 'activity'))
    .flatMap((row) => Object(row).events ?? [])
    .map((event) =>
      event.problem?.at === 'supabase' ? { ...event, problem: { ...event.problem, at: 'store' } } : event,
    )

for (const home of keptHomes()) {
  test.describe(`the home that ${home} left`, () => {
    test.use({ home })

    test('the app goes on with: nothing is asked anew, no choice and no token is lost @linux', async ({
      launch,
      sandbox,
      profile,
      outside: { tokens, member },
    }) => {
      const { gazelle, supabase, connection } = sandbox
      const chosen = readJson(profile, 'settings')
      const before = eventsIn(profile)
      const app = await launch()
      await expect.poll(() => tokenIn(sandbox)).toBe(tokens.heldByApp)
      const popover = await app.openPopover()
      await popover.expectCondition('valid')
      await expect(popover.page.locator('html')).toHaveAttribute('lang', 'fr')
      expect(app.electron.windows().map((page) => new URL(page.url()).pathname)).toEqual(['/popover.html'])
      const snapshot = await popover.page.evaluate(() => window.keeper.snapshot())
      expect(snapshot).toMatchObject({
        isConnected: true,
        isSandbox: false,
        secrets: 'keychain',
        unread: null,
        mishaps: { disk: null, settings: null, mistake: null },
        setup: {
          preferences: { language: 'fr', theme: 'dark', reminds: false },
          supabase: { url: supabase.url, keyKind: 'publishable', email: supabase.member.email, isSignedIn: true },
          oauth: { clientId: connection.oauthClientId, hasSecret: true },
          invitation: { helper: chosen['helper'] ?? null },
          commandLine: { isAllowed: true, isLeft: false, trouble: null },
          alerts: {
            targets: { webhook: { given: secretsOf(home).includes('alerts.webhook') ? ['webhook.address'] : [] } },
          },
        },
      })

      // What the row held before is there to fall back on, and so is what only the earlier program knew of.
      const next = async (is: () => Promise<unknown>, expected: string) => {
        await askFrom(popover.page, 'check')
        await expect.poll(is).toBe(expected)
        await popover.expectCondition('valid')
        await ageRow(sandbox)
      }
      gazelle.expire(tokens.heldByApp)
      await next(() => tokenIn(sandbox), tokens.row)
      gazelle.revoke(tokens.row)
      await next(() => tokenIn(sandbox), tokens.captured)
      // The refresh token and the application's secret are there to renew it with.
      gazelle.revoke(tokens.captured)
      await next(() => clientOfToken(sandbox), connection.oauthClientId)
      await app.close()

      expect(readJson(profile, 'settings')).toMatchObject({ ...chosen, version: 1 })
      expect(eventsIn(profile)).toEqual(expect.arrayContaining(before))
      expect(await readFile(join(profile, 'logs/keeper.log'), 'utf8')).not.toContain('human needed')
      expect((await memberOf(sandbox)).sessions).toHaveLength(member.sessions.length)
    })

    test('the command line goes on with: the connection handed to it, and the token that it held @linux', async ({
      own,
      sandbox,
      outside: { tokens, member },
    }) => {
      const { stdout } = await cli(['check', '--json'], { env: own.env })
      expect(JSON.parse(stdout)).toMatchObject({ condition: 'valid', works: true, renewsByItself: true, held: null })
      expect(await tokenIn(sandbox)).toBe(tokens.heldByCommandLine)
      // Nobody had to sign in to Supabase again.
      expect((await memberOf(sandbox)).sessions).toHaveLength(member.sessions.length)
    })

    // Before, the session was left to Chromium, which lets it go with the app.
    if (!secretsOf(home).includes('gazelle-cookies')) return
    test('the app renews by the session with Gazelle that was kept @linux', async ({ launch, sandbox, outside }) => {
      const app = await launch()
      await expect.poll(() => tokenIn(sandbox)).toBe(outside.tokens.heldByApp)
      const popover = await app.openPopover()
      await popover.expectCondition('valid')
      sandbox.gazelle.revokeAll()
      await askFrom(popover.page, 'check')
      await expect.poll(() => clientOfToken(sandbox)).toBeNull()
      expect(sandbox.gazelle.sessionCount).toBe(1)
    })
  })
}
