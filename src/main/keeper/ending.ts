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
  /** What a person could still undo: the end settles that. */
  readonly undo: { settle(): void; readonly isAtWork: boolean; idle(): Promise<void> }
  /** Called when the end is held up: nothing of an ending app should be seen. */
  readonly onHold: () => void
  /** Called right before the end, which waits for nothing any more. */
  readonly onEnd: () => void
}

/**
 * Lets the keeper, and what a person has had forgotten, finish the step that they are at before the app ends: by a person, a signal, or the end of the person's session
 * or of the computer. What takes longer than `holdMilliseconds` is in the journal, from which the next run goes on, or stays
 * undone at its server.
 */
export function finishBeforeTheEnd({ app, power, sessionWindow, keeper, undo, onHold, onEnd }: EndingOptions): void {
  const isAtWork = (): boolean => {
    undo.settle()
    return keeper.isAtWork || undo.isAtWork
  }
  let isHeld = false
  let isLetGo = false
  app.on('before-quit', (event) => {
    if (isLetGo || !isAtWork()) {
      onEnd()
      return
    }
    event.preventDefault()
    if (isHeld) return
    isHeld = true
    onHold()
    void Promise.race([Promise.all([keeper.idle(), undo.idle()]), pause(holdMilliseconds)]).then(() => {
      isHeld = false
      isLetGo = true
      app.quit()
      // A window may have called it off.
      isLetGo = false
    })
  })
  const holdUp = (event: { preventDefault(): void }) => {
    // A shutdown is held up only if something could be lost.
    if (!isAtWork()) return
    event.preventDefault()
    app.quit()
  }
  power.on('shutdown', holdUp)
  sessionWindow?.on('query-session-end', holdUp)
  // Windows ends the process as soon as this has been heard.
  sessionWindow?.on('session-end', onEnd)
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
