import { keeper } from './door.ts'
import { mount } from './mount.tsx'
import { Popover } from './view/popover.tsx'

void mount(Popover)
// The window is as high as what it shows.
new ResizeObserver(([entry]) => {
  const height = entry?.contentRect.height ?? 0
  // Before the first snapshot there is nothing to fit.
  if (height > 0) void keeper.fit(height)
}).observe(document.body)
