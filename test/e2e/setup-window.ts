import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Sandbox } from '../../sandbox/index.ts'
import { settingsOf } from '../../scripts/driver/windows.ts'
import { mayAsk, type PageAction, type Request, type Verb } from '../../src/shared/ipc-schema.ts'
import type { CheckResult } from '../../src/shared/setup.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { answerQuestions, askFrom } from './asking.ts'
import { expect } from './fixtures.ts'
import type { KeeperApp, LaunchOptions } from './keeper-app.ts'

type Launch = (options?: Partial<LaunchOptions>) => Promise<KeeperApp>

/** The fixture of an app with an empty profile, which only knows where the sandbox's Gazelle is. */
export async function launchFromNothing(
  { launch, profile, sandbox }: { launch: Launch; profile: string; sandbox: Sandbox },
  use: (launch: Launch) => Promise<void>,
): Promise<void> {
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ gazelleUrl: sandbox.connection.gazelleUrl }))
  await use((options = {}) => launch({ onSandbox: false, ...options }))
}

/** The lines of an `.env` file, as the dashboard of Supabase shows them. */
export function envLines(supabaseUrl: string, supabaseKey: string): string {
  return `NEXT_PUBLIC_SUPABASE_URL=${supabaseUrl}\nNEXT_PUBLIC_SUPABASE_ANON_KEY=${supabaseKey}\n`
}

/** Pastes the sandbox's project and signs a user in, its member if nobody is named; gives the settings window. */
export async function connect(
  app: KeeperApp,
  { connection, supabase }: Sandbox,
  user: { email: string; password: string } = supabase.member,
): Promise<SetupWindow> {
  const setup = await SetupWindow.of(app)
  await setup.paste(envLines(connection.supabaseUrl, connection.supabaseKey), 'supabase.paste')
  await setup.request({ do: 'supabase.sign-in', ...user })
  await setup.until(
    ({ isConnected, keeper }) => isConnected && keeper.activity === 'idle' && keeper.restsUntil > 0,
    'a keeper',
  )
  return setup
}

/** The settings window, driven by the door that its buttons use. */
export class SetupWindow {
  readonly page: Page
  readonly #app: KeeperApp

  private constructor(page: Page, app: KeeperApp) {
    this.page = page
    this.#app = app
  }

  /** The window, once it is there; whoever sits before it means what is asked, and says so. */
  static async of(app: KeeperApp): Promise<SetupWindow> {
    await answerQuestions(app.electron, true)
    return new SetupWindow(await settingsOf(app.electron), app)
  }

  /** Closes the window as its own × does: Playwright's way passes the app by. */
  async close(): Promise<void> {
    const window = await this.#app.electron.browserWindow(this.page)
    const closed = this.page.waitForEvent('close')
    await window.evaluate((it) => it.close())
    await closed
  }

  /** Asks by a verb; resolves when it has been carried out. */
  async ask(verb: Verb): Promise<void> {
    await askFrom(await this.#pageThatMay(verb), verb)
  }

  async request(request: Request): Promise<void> {
    await askFrom(await this.#pageThatMay(request.do), request)
  }

  /** The settings, or the popover for what only that has a button for. */
  async #pageThatMay(action: PageAction): Promise<Page> {
    if (mayAsk('settings', action)) return this.page
    await this.#app.startAgain()
    return (await this.#app.popover()).page
  }

  async snapshot(): Promise<Snapshot> {
    return await this.page.evaluate(() => window.keeper.snapshot())
  }

  /** Waits until the snapshot is as wanted, and gives it. */
  async until(isIt: (snapshot: Snapshot) => boolean, what: string): Promise<Snapshot> {
    await expect.poll(async () => isIt(await this.snapshot()), { message: `the snapshot shows ${what}` }).toBe(true)
    return await this.snapshot()
  }

  /** Puts a text in the clipboard, as a person does who copies it elsewhere. */
  async copy(text: string): Promise<void> {
    await this.#app.electron.evaluate(async ({ clipboard }, copied) => void (await clipboard.writeText(copied)), text)
  }

  async clipboard(): Promise<string> {
    return await this.#app.electron.evaluate(async ({ clipboard }) => await clipboard.readText())
  }

  /** Copies a text, and asks by the verb that reads it. */
  async paste(text: string, verb: 'paste' | 'supabase.paste' | 'oauth.paste-secret'): Promise<void> {
    await this.copy(text)
    await this.ask(verb)
  }

  /** Runs the checklist; gives what is not simply fine, as "step: outcome kind, remedy". */
  async checklist(): Promise<string[]> {
    await this.ask('checklist')
    const { setup } = await this.until(({ setup: { checklist } }) => !checklist.isRunning, 'the end of the checklist')
    return setup.checklist.results.filter(isNews).map(lineOf)
  }
}

function isNews({ outcome, kind }: CheckResult): boolean {
  return kind !== 'earlier-step' && (outcome !== 'fine' || kind !== null)
}

function lineOf({ step, outcome, kind, remedy }: CheckResult): string {
  return `${step}: ${outcome} ${kind}${remedy === null ? '' : `, ${remedy}`}`
}
