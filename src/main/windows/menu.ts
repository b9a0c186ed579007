import { app, Menu } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import { applicationMenuOf, contextMenuOf } from './menu-items.ts'

/** Gives every page of every window, other people's too, a menu at a right click. `translate` is asked each time. */
export function offerContextMenus(translate: () => Translate): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('context-menu', (_asked, params) => {
      const items = contextMenuOf(params, contents, translate())
      if (items.length === 0) return
      // macOS adds its own writing tools where it is told which frame was clicked.
      Menu.buildFromTemplate(items).popup(params.frame ? { frame: params.frame } : {})
    })
  })
}

/** Puts the app's menu, or none, in the place of Electron's; again for another language. */
export function setApplicationMenu(t: Translate, openSettings: () => void): void {
  const items = applicationMenuOf(process.platform, app.getName(), t, openSettings)
  Menu.setApplicationMenu(items && Menu.buildFromTemplate(items))
}
