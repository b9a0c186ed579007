import type { ContextMenuParams, MenuItemConstructorOptions, WebContents } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'

type Asked = Pick<ContextMenuParams, 'isEditable' | 'editFlags' | 'selectionText'>
type Edited = Pick<WebContents, 'cut' | 'copy' | 'paste' | 'selectAll'>

const separator: MenuItemConstructorOptions = { type: 'separator' }

/**
 * The items for a right click on a page: the clipboard's, as far as the page allows them there, and nothing that navigates or
 * reloads. Empty where there is no text. Each item acts on the page that was clicked, whichever has the focus. Pure.
 */
export function contextMenuOf(
  { isEditable, editFlags, selectionText }: Asked,
  page: Edited,
  t: Translate,
): MenuItemConstructorOptions[] {
  const copy = { label: t('menu.copy'), enabled: editFlags.canCopy, click: () => page.copy() }
  const selectAll = { label: t('menu.select-all'), enabled: editFlags.canSelectAll, click: () => page.selectAll() }
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy, separator, selectAll]
  return [
    { label: t('menu.cut'), enabled: editFlags.canCut, click: () => page.cut() },
    copy,
    { label: t('menu.paste'), enabled: editFlags.canPaste, click: () => page.paste() },
    separator,
    selectAll,
  ]
}

/**
 * The app's own menu. macOS needs one: without "Edit" its clipboard keys do nothing. Other systems get none (null): Electron's
 * default menu is in English, opens with Alt, and its "Reload" reloads the app's own pages. Pure.
 */
export function applicationMenuOf(
  platform: NodeJS.Platform,
  name: string,
  t: Translate,
  openSettings: () => void,
): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null
  return [
    {
      label: name,
      submenu: [
        { label: t('do.settings'), accelerator: 'Command+,', click: openSettings },
        separator,
        { role: 'hide', label: t('menu.hide', { name }) },
        { role: 'hideOthers', label: t('menu.hide-others') },
        { role: 'unhide', label: t('menu.show-all') },
        separator,
        { role: 'quit', label: t('menu.quit', { name }) },
      ],
    },
    {
      label: t('menu.edit'),
      submenu: [
        { role: 'undo', label: t('menu.undo') },
        { role: 'redo', label: t('menu.redo') },
        separator,
        { role: 'cut', label: t('menu.cut') },
        { role: 'copy', label: t('menu.copy') },
        { role: 'paste', label: t('menu.paste') },
        { role: 'selectAll', label: t('menu.select-all') },
      ],
    },
    {
      // This role lists the open windows below.
      role: 'window',
      label: t('menu.window'),
      submenu: [
        { role: 'minimize', label: t('menu.minimize') },
        { role: 'zoom', label: t('menu.zoom') },
        { role: 'close', label: t('menu.close') },
        separator,
        { role: 'front', label: t('menu.front') },
      ],
    },
  ]
}
