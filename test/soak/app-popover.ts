import type { ElectronApplication } from '@playwright/test'
import type { Sandbox } from '../../sandbox/index.ts'
import { gazellePageOf, guideOf, signInTo } from '../../scripts/driver/windows.ts'
import type { Tray } from './shell.ts'
import type { Seen } from './truths.ts'
import { patienceMilliseconds, until } from './until.ts'

/** Said where a question finds no popover, or loses it before it is answered. */
const isGone = 'There is no popover.'

/** What a person needs to use it. */
interface Around {
  readonly app: { readonly electron: ElectronApplication }
  readonly sandbox: Sandbox
  readonly tray: Tray
  readonly hasPanel: boolean
  /** How far the world's time is ahead of the computer's. */
  readonly aheadMilliseconds: number
}

/** The popover of the app, as a person uses it. */
export class AppPopover {
  readonly #world: Around

  constructor(world: Around) {
    this.#world = world
  }

  /**
   * Opens the popover, asks for a check if `asked`, waits until the app is idle, reads the popover, and looks away. A popover that
   * another window has covered is gone after a while, and is opened once more, as a person does.
   */
  async look({ asked }: { asked: boolean }): Promise<Seen> {
    try {
      return await this.#look(asked)
    } catch (error) {
      if (!String(error).includes(isGone)) throw error
      return await this.#look(asked)
    }
  }

  async #look(asked: boolean): Promise<Seen> {
    await this.#open()
    if (asked) {
      await this.#press()
      await this.#inPage(() => window.keeper.ask('check'))
    }
    let seen: Seen | null = null
    await until(async () => {
      seen = await this.#read()
      return seen !== null
    }, 'The app does not stay at rest while it is read.')
    await this.#lookAway()
    return seen as unknown as Seen
  }

  /** Reads popover and tray; null if the app did something between the two, which then show two different moments. */
  async #read(): Promise<Seen | null> {
    await this.#rest()
    const read = await this.#inPage(async () => {
      const text = (selector: string) => document.querySelector(selector)?.textContent?.trim() ?? null
      const snapshot = await window.keeper.snapshot()
      // One task later the page shows it.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return {
        condition: document.querySelector('.popover')?.getAttribute('data-condition') as Seen['condition'],
        headline: text('.words h1') ?? '',
        sentence: text('.words p') ?? '',
        button: text('.actions button'),
        timeLeft: text('.ring strong'),
        timeUnit: text('.ring strong + span'),
        snapshot,
      }
    })
    const item = this.#world.hasPanel ? await this.#world.tray.item() : null
    const toolTip = (await item?.toolTip().catch(() => null)) ?? null
    const { keeper } = await this.#inPage(() => window.keeper.snapshot())
    if (JSON.stringify(keeper) !== JSON.stringify(read.snapshot.keeper)) return null
    const { timeLeft, timeUnit, ...rest } = read
    // The last day is counted in hours; less than one is "<1".
    const count = timeLeft === null ? null : timeLeft.startsWith('<') ? 0 : Number(timeLeft)
    return {
      ...rest,
      daysLeft: count === null || timeUnit?.startsWith('day') ? count : count / 24,
      toolTip,
    }
  }

  /** Signs in by the popover's button, like a person who has been asked to. */
  async signIn(): Promise<void> {
    await this.#open()
    await this.#press()
    await this.#inPage(() => document.querySelector<HTMLElement>('.actions button')?.click())
    const guide = await guideOf(this.#world.app.electron)
    const closed = guide.waitForEvent('close', { timeout: patienceMilliseconds })
    const { gazelleUrl, gazelleEmail, gazellePassword } = this.#world.sandbox.connection
    const gazelle = await gazellePageOf(this.#world.app.electron, gazelleUrl)
    // If a session still exists there is no form, and the window closes without one.
    const form = signInTo(gazelle, gazelleEmail, gazellePassword)
    await Promise.race([form.then(() => closed), closed])
    form.catch(() => undefined)
  }

  async #open(): Promise<void> {
    const item = this.#world.hasPanel ? await this.#world.tray.item() : null
    const { electron } = this.#world.app
    const isShown = await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some(
        (window) => window.isVisible() && window.webContents.getURL().includes('popover.html'),
      ),
    )
    if (!isShown && item !== null) await item.activate()
    else if (!isShown) await electron.evaluate(({ app }) => app.emit('second-instance', {}, [], ''))
    // The first paint is there before the page responds.
    const isThere = () => document.querySelector('#root:not([inert]) > *') !== null
    await until(() => this.#inPage(isThere).catch(() => false), 'The popover does not come.')
    await this.#inPage(setClock, this.#world.aheadMilliseconds)
  }

  /** Takes the focus from the popover: what it shows to nobody comes as a notification. */
  async #lookAway(): Promise<void> {
    await this.#world.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur())
  }

  /** Presses a key that does nothing in the popover: main wants to see that a person is there. */
  async #press(): Promise<void> {
    await this.#world.app.electron.evaluate(({ BrowserWindow }) => {
      const popover = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().includes('popover.html'),
      )
      popover?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'F9' })
    })
  }

  /** Runs a function in the popover's page. Not through Playwright, which gives up a page whose process has died once. */
  async #inPage<T, Argument>(run: (argument: Argument) => T | Promise<T>, argument?: Argument): Promise<T> {
    const script = `(${run})(${JSON.stringify(argument)})`
    return await this.#world.app.electron.evaluate(
      async ({ BrowserWindow }, [script, isGone]) => {
        const popover = BrowserWindow.getAllWindows().find(({ webContents }) =>
          webContents.getURL().includes('popover.html'),
        )
        if (popover === undefined || popover.webContents.isCrashed()) throw new Error(isGone)
        const page = popover.webContents
        // Electron forgets what it has asked a page that is destroyed meanwhile.
        const ends = ['destroyed', 'render-process-gone'] as const
        let tell = () => {}
        const end = new Promise<never>((_, reject) => {
          tell = () => reject(new Error(isGone))
        })
        for (const each of ends) page.once(each as 'destroyed', tell)
        try {
          return await Promise.race([page.executeJavaScript(script), end])
        } finally {
          for (const each of ends) page.removeListener(each as 'destroyed', tell)
        }
      },
      [script, isGone] as const,
    )
  }

  /** Waits until the app is idle twice in a row: once may be the moment before it begins. */
  async #rest(): Promise<void> {
    let idle = 0
    await until(async () => {
      const { keeper } = await this.#inPage(() => window.keeper.snapshot())
      idle = keeper.activity === 'idle' ? idle + 1 : 0
      return idle === 2
    }, 'The app does not come to rest.')
  }
}

function setClock(ahead: number): void {
  const page = globalThis as unknown as { soakRealNow?: () => number }
  page.soakRealNow ??= Date.now
  const { soakRealNow } = page
  Date.now = () => soakRealNow() + ahead
}
