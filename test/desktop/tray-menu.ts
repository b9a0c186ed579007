import type { Variant } from 'dbus-next'

/** One line of a tray menu. `checked` is undefined for a line that is neither checkbox nor radio button. */
export type TrayMenuEntry = {
  id: number
  label: string
  kind: 'item' | 'separator'
  enabled: boolean
  visible: boolean
  checked: boolean | undefined
  children: TrayMenuEntry[]
}

/** A node of a com.canonical.dbusmenu layout: id, properties, children. */
export type LayoutNode = [number, Record<string, Variant>, Variant<LayoutNode>[]]

/** Takes a layout's root; gives the lines of the menu. */
export function readLayout([, , children]: LayoutNode): TrayMenuEntry[] {
  return children.map((child) => readEntry(child.value))
}

/** Looks through all levels for a line with this label. */
export function findEntry(entries: TrayMenuEntry[], label: string): TrayMenuEntry | undefined {
  for (const entry of entries) {
    const found = entry.label === label ? entry : findEntry(entry.children, label)
    if (found) return found
  }
  return undefined
}

/** Properties that have their default value are not sent. */
function readEntry(node: LayoutNode): TrayMenuEntry {
  const [id, properties] = node
  const property = <T>(name: string, byDefault: T): T => (properties[name]?.value as T | undefined) ?? byDefault
  return {
    id,
    label: withoutMnemonic(property('label', '')),
    kind: property<string>('type', 'standard') === 'separator' ? 'separator' : 'item',
    enabled: property('enabled', true),
    visible: property('visible', true),
    checked: property<string>('toggle-type', '') === '' ? undefined : property<number>('toggle-state', -1) === 1,
    children: readLayout(node),
  }
}

/** An underscore marks the key of the next letter; two stand for one. */
function withoutMnemonic(label: string): string {
  return label.replace(/_(_?)/g, '$1')
}
