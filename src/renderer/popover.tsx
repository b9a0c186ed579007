import { keeper } from './door.ts'
import { mount } from './mount.tsx'
import { Popover } from './view/popover.tsx'

// The window is as high as what it shows. The first time it waits for that to come to the screen: an observer would tell a
// frame later.
void mount(Popover).then(() => {
  void keeper.fit(document.body.getBoundingClientRect().height)
  new ResizeObserver(([entry]) => void keeper.fit(entry?.contentRect.height ?? 0)).observe(document.body)
})
