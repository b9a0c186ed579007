import { mount } from './mount.tsx'
import { Popover } from './view/popover.tsx'

void mount(Popover)
