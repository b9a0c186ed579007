import { keeper } from './door.ts'
import { mount } from './mount.tsx'
import { Popover } from './view/popover.tsx'

void mount(Popover)
// The window is as high as what it shows.
new ResizeObserver(([entry]) => entry && keeper.fit(entry.contentRect.height)).observe(document.body)
