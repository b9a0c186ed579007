import type { CurrentKeeper } from './current-keeper.ts'

/**
 * The longest time for which the end of the app is held up, in milliseconds. Systems that shut down wait about as long by
 * themselves.
 */
export const holdMilliseconds = 5_000

/** Something of Electron that tells of an end, which whoever hears of it may prevent. */
interface Teller {
  on(event: string, hear: (event: { preventDefault(): void }) => void): unknown
}

export interface EndingOptions {
  /** Tells `before-quit`; on Linux and macOS SIGTERM, SIGINT and SIGHUP end the app by it, too. */
  readonly app: Teller & { quit(): void }
  /** Tells `shutdown` on Linux and macOS. */
  readonly power: Teller
  /** A window that tells `query-session-end` and `session-end`, on Windows; null elsewhere. */
  readonly sessionWindow: Teller | null
  readonly keeper: Pick<CurrentKeeper, 'isAtWork' | 'idle'>
  /** Called when the end is held up: nothing of an ending app should be seen. */
  readonly onHold: () => void
  /** Called right before the end, which waits for nothing any more. */
  readonly onEnd: () => void
}

/**
 * Lets the keeper finish the step that it is at before the app ends: by a person, a signal, or the end of the person's session
 * or of the computer. What takes longer than `holdMilliseconds` is in the journal, from which the next run goes on.
 */
export function finishBeforeTheEnd({ app, power, sessionWindow, keeper, onHold, onEnd }: EndingOptions): void {
  let isHeld = false
  let isLetGo = false
  app.on('before-quit', (event) => {
    if (isLetGo || !keeper.isAtWork) {
      onEnd()
      return
    }
    event.preventDefault()
    if (isHeld) return
    isHeld = true
    onHold()
    void Promise.race([keeper.idle(), pause(holdMilliseconds)]).then(() => {
      isHeld = false
      isLetGo = true
      app.quit()
      // A window may have called it off.
      isLetGo = false
    })
  })
  const holdUp = (event: { preventDefault(): void }) => {
    // A shutdown is held up only if something could be lost.
    if (!keeper.isAtWork) return
    event.preventDefault()
    app.quit()
  }
  power.on('shutdown', holdUp)
  sessionWindow?.on('query-session-end', holdUp)
  // Windows ends the process as soon as this has been heard.
  sessionWindow?.on('session-end', onEnd)
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
