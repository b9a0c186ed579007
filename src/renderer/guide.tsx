import { keeper } from './door.ts'
import { mount } from './mount.tsx'
import { Guide } from './view/guide-bar.tsx'

void mount(Guide)
// Gazelle's page begins below the bar.
new ResizeObserver(([entry]) => {
  const height = entry?.contentRect.height ?? 0
  // Before the first snapshot the bar is empty and has no height.
  if (height > 0) void keeper.fit(height)
}).observe(document.body)
