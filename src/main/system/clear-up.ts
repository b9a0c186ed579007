import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** The first round is over by then, unless the computer is very busy: then less is cleared up. */
const startMilliseconds = 8_000
/** V8 has looked whether it should clear up by then: half a minute after the start, or a little later. */
const lookMilliseconds = 60_000

/**
 * Clears up what a start leaves behind, once: a third of the heap. V8 would do that half a minute later, when the app lies there at rest,
 * and would wake all its threads for it; so it is told that it need not. From then on it does again, when there is a reason.
 * `isBusy`: a person who has a window open by then would wait for it, some hundredths of a second, and V8 does it after all.
 */
export function clearUpAfterStart(isBusy: () => boolean): void {
  setTimeout(() => {
    if (isBusy()) return
    clearUp()
    setFlagsFromString('--memory-reducer-gc-count=0')
    setTimeout(() => setFlagsFromString('--memory-reducer-gc-count=2'), lookMilliseconds).unref()
  }, startMilliseconds).unref()
}

/** Collects all garbage, and gives the system back what V8 does not need any more. */
export function clearUp(): void {
  // Node gives the collector to contexts that are made while it is exposed, and to no other.
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
