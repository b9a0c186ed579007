import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import { signInTo } from '../../scripts/driver/windows.ts'
import type { ElectronRuntime } from '../../scripts/runtime/resolve-electron.ts'
import { runNode } from '../cli/cli-process.ts'
import type { Desktop } from '../e2e/fixtures.ts'
import { KeeperApp } from '../e2e/keeper-app.ts'
import { connect, type SetupWindow } from '../e2e/setup-window.ts'
import type { EarlierProgram } from './earlier-program.ts'
import { type KeptTokens, placesIn } from './kept-home.ts'

/** The longest life that a row may tell, ten years in seconds: the tokens of a kept home must not end before its tests do. */
export const longLife = 10 * 365 * 86_400

export interface World {
  readonly program: EarlierProgram
  readonly runtime: ElectronRuntime
  readonly desktop: Desktop & { readonly home: string }
  readonly sandbox: Sandbox
}

/**
 * What a person does with an earlier program: sets it up, chooses, signs in to Gazelle, saves a token. Then Supabase goes away, and
 * the app and the command line are each left with a token that they could not save.
 */
export async function live({ program, runtime, desktop, sandbox }: World): Promise<KeptTokens> {
  const { profile } = placesIn(desktop.home)
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ gazelleUrl: sandbox.connection.gazelleUrl }))
  const { gazelle, supabase } = sandbox
  gazelle.configure({
    accessTokenLifeSeconds: longLife,
    refreshTokenLifeSeconds: longLife,
    sessionLifeSeconds: longLife,
  })

  const app = await KeeperApp.launch({ runtime, desktop, sandbox, profile, root: program.root, onSandbox: false })
  const setup = await connect(app, sandbox)
  // An OAuth application that is set up would sign in by its own page.
  const captured = await signInForNow(app, setup, sandbox)
  await setUp(setup, sandbox, verbsOf(program.root))
  const inRow = await paste(setup, sandbox)
  await setup.until(({ condition }) => condition === 'valid', 'a valid token')
  await commandLine(program, desktop, ['check'])

  await supabase.stop()
  const heldByApp = await paste(setup, sandbox)
  await setup.until(({ condition }) => condition === 'held', 'a token that is held')
  const pair = gazelle.grantPair()
  await commandLine(program, desktop, ['set'], JSON.stringify(pair))
  await app.close()
  await supabase.start()
  return { captured, row: inRow, heldByApp, heldByCommandLine: pair.access_token }
}

async function setUp(setup: SetupWindow, { connection }: Sandbox, knows: (action: string) => boolean): Promise<void> {
  await setup.request({ do: 'prefer', change: { language: 'fr', theme: 'dark', reminds: false } })
  await setup.request({ do: 'oauth.set', clientId: connection.oauthClientId, redirectUri: connection.oauthRedirectUri })
  await setup.paste(connection.oauthClientSecret, 'oauth.paste-secret')
  await setup.ask('command-line.allow')
  if (knows('helper.set')) {
    await setup.request({ do: 'helper.set', name: 'Made Up', email: 'made-up@helper.example', phone: '' })
  }
  if (!knows('alerts.paste')) return
  await setup.copy('https://alerts.example/made-up')
  await setup.request({ do: 'alerts.paste', field: 'webhook.address' })
}

/** Without "Remember me": the session is kept by the app alone, and by no cookie of Chromium's that has an end. */
async function signInForNow(app: KeeperApp, setup: SetupWindow, { connection, gazelle }: Sandbox): Promise<string> {
  await setup.ask('sign-in')
  const window = await app.signInWindow()
  const closed = window.closed()
  await window.gazelle.locator('input[type="checkbox"]').uncheck()
  await signInTo(window.gazelle, connection.gazelleEmail, connection.gazellePassword)
  await closed
  await setup.until(({ condition }) => condition === 'valid', 'a valid token')
  const [token] = gazelle.tokens
  if (token === undefined) throw new Error('Nobody has signed in to Gazelle.')
  return token.accessToken
}

/** Pastes a fresh pair as Gazelle's answer gives it, and saves it. */
async function paste(setup: SetupWindow, { gazelle }: Sandbox): Promise<string> {
  const pair = gazelle.grantPair()
  await setup.paste(JSON.stringify(pair), 'paste')
  await setup.until(({ setup: { paste } }) => paste?.state === 'found', 'the pasted token')
  await setup.ask('paste.save')
  return pair.access_token
}

/** Runs the earlier command line with what the app hands to it. */
async function commandLine(program: EarlierProgram, { env }: Desktop, args: string[], input = ''): Promise<void> {
  const { code, stdout, stderr } = await runNode([program.commandLine, ...args], { env, input })
  console.log(`gazelle-keeper ${args.join(' ')} ended with ${code}: ${stdout}${stderr}`.trim())
}

/** Tells whether a program's pages may ask for an action, by its source. */
function verbsOf(root: string): (action: string) => boolean {
  const source = globSync('src/shared/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'))
  return (action) => source.some((text) => text.includes(`'${action}'`))
}
