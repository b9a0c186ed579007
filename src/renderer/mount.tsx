import { type ComponentType, options, render } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { catalogueIn } from '../shared/catalogue/load.ts'
import { type Translate, translatorOf } from '../shared/catalogue/translate.ts'
import { type Language, nowOf, type Snapshot } from '../shared/snapshot.ts'
import { keeper } from './door.ts'
import { loadFirstLanguage } from './first-language.ts'

export interface ViewProps {
  snapshot: Snapshot
  t: Translate
  /** Milliseconds since 1970, taken when the snapshot arrived or the window was shown. */
  now: number
}

/** Shows `View` in the page, in place of its first paint if there is one, and redraws it with each snapshot from main. */
export async function mount(View: ComponentType<ViewProps>): Promise<void> {
  const container = document.getElementById('root')
  if (container === null) throw new Error('The page has no #root.')
  /** The languages whose catalogues are loaded. */
  const spoken = new Map<Language, Translate>()
  let latest: Snapshot | null = null
  let inLanguage: Language | null = null

  const show = async (snapshot: Snapshot) => {
    latest = snapshot
    const { language } = snapshot
    if (!spoken.has(language)) {
      // Show a change at once, in the present language until the new one's catalogue is loaded.
      if (inLanguage !== null) draw(snapshot, inLanguage)
      spoken.set(language, translatorOf(await catalogueIn(language), language))
      // Main may have sent a newer snapshot in the meantime.
      if (latest !== snapshot) return
    }
    draw(snapshot, language)
  }
  let redraw: ((props: ViewProps) => void) | null = null
  // One root for as long as the page lives: a new one would number the fields anew, and give two of them the same id.
  const Root = ({ first }: { first: ViewProps }) => {
    const [props, setProps] = useState(first)
    useLayoutEffect(() => {
      redraw = setProps
    }, [])
    return <View {...props} />
  }
  const draw = (snapshot: Snapshot, language: Language) => {
    const t = spoken.get(language)
    if (t === undefined) return
    // The first paint has no listeners: leave nothing of it.
    if (inLanguage === null) container.replaceChildren()
    inLanguage = language
    document.documentElement.lang = language
    const props: ViewProps = { snapshot: { ...snapshot, language }, t, now: nowOf(snapshot) }
    if (redraw === null) render(<Root first={props} />, container)
    else atOnce(() => redraw?.(props))
    container.inert = false
  }
  // If that fails, it fails again where the catalogue is needed.
  loadFirstLanguage().catch(() => undefined)
  keeper.onChange((snapshot) => void show(snapshot))
  const showAgain = () => void (latest !== null && !document.hidden && show(latest))
  document.addEventListener('visibilitychange', showAgain)
  // "Just now" becomes untrue even if main sends nothing new.
  setInterval(showAgain, 60_000)
  const first = await keeper.snapshot()
  if (latest === null) await show(first)
}

/** Draws what `change` changes before it returns: no snapshot is passed over, and each is on the screen in the same frame. */
function atOnce(change: () => void): void {
  options.debounceRendering = (draw) => draw()
  change()
  delete options.debounceRendering
}
