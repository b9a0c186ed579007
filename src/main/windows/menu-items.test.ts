import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { translator } from '../../shared/catalogue/index.ts'
import { applicationMenuOf, contextMenuOf } from './menu-items.ts'

const editFlags = {
  canUndo: true,
  canRedo: true,
  canCut: true,
  canCopy: true,
  canPaste: true,
  canDelete: true,
  canSelectAll: true,
  canEditRichly: false,
}
const labels = (items: readonly MenuItemConstructorOptions[]) => items.flatMap(({ label }) => label ?? [])
const page = () => ({ cut: vi.fn(), copy: vi.fn(), paste: vi.fn(), selectAll: vi.fn() })

describe('the menu at a right click', () => {
  // sengi#89, MyCrypto#1738
  it.each([
    ['en', ['Cut', 'Copy', 'Paste', 'Select all']],
    ['fr', ['Couper', 'Copier', 'Coller', 'Tout sélectionner']],
  ] as const)('offers the clipboard in a field, in %s', (language, expected) => {
    const asked = { isEditable: true, selectionText: '', editFlags }
    expect(labels(contextMenuOf(asked, page(), translator(language)))).toEqual(expected)
  })

  it('allows in a password field what the page allows: its text is not copied', () => {
    const asked = { isEditable: true, selectionText: '', editFlags: { ...editFlags, canCut: false, canCopy: false } }
    const items = contextMenuOf(asked, page(), translator('en'))
    expect(items.filter(({ enabled }) => enabled).flatMap(({ label }) => label ?? [])).toEqual(['Paste', 'Select all'])
  })

  it('works on the page that was clicked', () => {
    const clicked = page()
    const items = contextMenuOf({ isEditable: true, selectionText: 'x', editFlags }, clicked, translator('en'))
    for (const { click } of items) (click as (() => void) | undefined)?.()
    for (const work of Object.values(clicked)) expect(work).toHaveBeenCalledOnce()
  })

  it('offers to copy what is selected elsewhere, and nothing where there is no text', () => {
    const t = translator('en')
    expect(labels(contextMenuOf({ isEditable: false, selectionText: 'a', editFlags }, page(), t))).toEqual([
      'Copy',
      'Select all',
    ])
    expect(contextMenuOf({ isEditable: false, selectionText: ' ', editFlags }, page(), t)).toEqual([])
  })
})

describe('the app’s own menu', () => {
  const inside = (menu: MenuItemConstructorOptions) => (menu.submenu as MenuItemConstructorOptions[]) ?? []

  it.each(['linux', 'win32'] as const)('is none on %s', (platform) => {
    expect(applicationMenuOf(platform, 'Gazelle Keeper', translator('en'), () => undefined)).toBeNull()
  })

  it.each(['en', 'fr'] as const)(
    'has the app, Edit and Window on macOS, and nothing of Electron’s, in %s',
    (language) => {
      const menu = applicationMenuOf('darwin', 'Gazelle Keeper', translator(language), () => undefined) ?? []
      expect(labels(menu)).toEqual([
        'Gazelle Keeper',
        ...(language === 'en' ? ['Edit', 'Window'] : ['Édition', 'Fenêtre']),
      ])
      const all = menu.flatMap(inside).filter(({ type }) => type !== 'separator')
      // Each label is ours: a role without one is told in English.
      expect(all.filter(({ label }) => label === undefined)).toEqual([])
      const roles = all.flatMap(({ role }) => role ?? [])
      expect(roles).toEqual(
        expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll', 'undo', 'redo', 'quit', 'close']),
      )
      expect(roles.filter((role) => /reload|devtools|fullscreen/i.test(role))).toEqual([])
    },
  )

  it('opens the settings', () => {
    const open = vi.fn()
    const [ofApp] = applicationMenuOf('darwin', 'Gazelle Keeper', translator('en'), open) ?? []
    const item = inside(ofApp ?? {}).find(({ label }) => label === 'Settings')
    ;(item as { click: () => void }).click()
    expect(open).toHaveBeenCalledOnce()
  })
})
