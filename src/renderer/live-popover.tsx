import { keeper } from './door.ts'
import { mount } from './mount.tsx'
import { Popover } from './view/popover.tsx'

// The window is as high as its content.
void mount(Popover).then(() => {
  new ResizeObserver(([entry]) => void keeper.fit(entry?.contentRect.height ?? 0)).observe(document.body)
})
