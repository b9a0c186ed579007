import { clipboard } from 'electron'
import { Observed } from '../../core/base/observed.ts'
import type { Setup } from '../../shared/setup.ts'

const momentMilliseconds = 4000
/** So long a secret that cannot be copied a second time is left where it was copied to. */
const leftMilliseconds = 60_000

/** The system's clipboard, and what was put there a moment ago. Its texts stay in main. */
export class Clipboard {
  readonly copied = new Observed<Setup['copied']>(null)
  #timer: NodeJS.Timeout | undefined

  /** Its text; empty where it has none. Older Electrons give it at once, newer ones after a while. */
  async read(): Promise<string> {
    return await clipboard.readText()
  }

  async copy(what: NonNullable<Setup['copied']>, text: string): Promise<void> {
    await clipboard.writeText(text)
    this.copied.set(what)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.copied.set(null), momentMilliseconds)
  }

  /** Clears the clipboard of this text in a minute, if it still holds it: time to paste it elsewhere, too. */
  clearSoon(text: string): void {
    // Nobody waits for it: the app may end.
    setTimeout(() => void this.clearWhere(async (now) => now === text).catch(() => undefined), leftMilliseconds).unref()
  }

  /** Clears the clipboard where what it holds now is what `isIt` says. */
  async clearWhere(isIt: (text: string) => Promise<boolean>): Promise<void> {
    const text = await this.read()
    // Somebody may have copied something else meanwhile.
    if ((await isIt(text)) && (await this.read()) === text) clipboard.clear()
  }
}
