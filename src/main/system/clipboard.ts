import { clipboard } from 'electron'
import { Observed } from '../../core/base/observed.ts'
import type { Setup } from '../../shared/setup.ts'

const momentMilliseconds = 4000
/** How long a secret that cannot be copied again stays on the clipboard, in milliseconds. */
const leftMilliseconds = 60_000

/** The system's clipboard, and what was put there a moment ago. Its texts stay in main. */
export class Clipboard {
  readonly copied = new Observed<Setup['copied']>(null)
  #timer: NodeJS.Timeout | undefined

  /** The clipboard's text; empty if there is none. Older Electrons return it at once, newer ones a promise of it. */
  async read(): Promise<string> {
    return await clipboard.readText()
  }

  /** Copies a text; `what` is told to the pages for a moment. */
  async copy(text: string, what: Setup['copied'] = null): Promise<void> {
    await clipboard.writeText(text)
    this.copied.set(what)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.copied.set(null), momentMilliseconds)
  }

  /** Clears the clipboard in a minute, if it still holds this text: that leaves time to paste it elsewhere. */
  clearSoon(text: string): void {
    // The timer does not hold up the end of the app.
    setTimeout(() => void this.clearWhere(async (now) => now === text).catch(() => undefined), leftMilliseconds).unref()
  }

  /** Clears the clipboard if `isIt` accepts its text. */
  async clearWhere(isIt: (text: string) => Promise<boolean>): Promise<void> {
    const text = await this.read()
    // Somebody may have copied something else meanwhile.
    if ((await isIt(text)) && (await this.read()) === text) clipboard.clear()
  }
}
