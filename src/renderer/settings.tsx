import { mount } from './mount.tsx'
import { SettingsWindow } from './view/settings-window.tsx'

void mount(SettingsWindow)
