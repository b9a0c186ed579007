import { type ComponentType, StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { Translate } from '../shared/catalogue/index.ts'
import { translator } from '../shared/catalogue/index.ts'
import { nowOf, type Snapshot } from '../shared/snapshot.ts'
import { keeper } from './door.ts'

export interface ViewProps {
  snapshot: Snapshot
  t: Translate
  /** Milliseconds since 1970, taken when the snapshot arrived or the window was shown. */
  now: number
}

/** Shows `View` in the page, in place of its first picture if it came with one, and keeps it at main's latest snapshot. */
export async function mount(View: ComponentType<ViewProps>): Promise<void> {
  const container = document.getElementById('root')
  if (container === null) throw new Error('The page has no #root.')
  const root = createRoot(container)
  let latest: Snapshot | null = null
  const show = (snapshot: Snapshot) => {
    latest = snapshot
    document.documentElement.lang = snapshot.language
    const view = (
      <StrictMode>
        <View snapshot={snapshot} t={translator(snapshot.language)} now={nowOf(snapshot)} />
      </StrictMode>
    )
    // What main knows is on screen in the same frame.
    flushSync(() => root.render(view))
    container.inert = false
  }
  keeper.onChange(show)
  const showAgain = () => latest !== null && !document.hidden && show(latest)
  document.addEventListener('visibilitychange', showAgain)
  // "Just now" does not stay true, though main has nothing new to tell.
  setInterval(showAgain, 60_000)
  const first = await keeper.snapshot()
  if (latest === null) show(first)
}
