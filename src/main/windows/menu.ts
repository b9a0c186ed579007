import { app, Menu } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import { applicationMenuOf, contextMenuOf } from './menu-items.ts'

/** Gives every page in every window, Gazelle's too, a menu at a right click. `translate` is called each time. */
export function offerContextMenus(translate: () => Translate): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('context-menu', (_asked, params) => {
      const items = contextMenuOf(params, contents, translate())
      if (items.length === 0) return
      // With the frame that was clicked, macOS adds its writing tools.
      Menu.buildFromTemplate(items).popup(params.frame ? { frame: params.frame } : {})
    })
  })
}

/** Replaces Electron's menu with the app's, or with none. Call it again when the language changes. */
export function setApplicationMenu(t: Translate, openSettings: () => void): void {
  const items = applicationMenuOf(process.platform, app.getName(), t, openSettings)
  Menu.setApplicationMenu(items && Menu.buildFromTemplate(items))
}
