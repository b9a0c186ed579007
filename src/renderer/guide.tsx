import { mount } from './mount.tsx'
import { GuideBar } from './view/guide-bar.tsx'

void mount(GuideBar)
