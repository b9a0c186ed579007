import {
  ClipboardCopy,
  ClipboardPaste,
  EllipsisVertical,
  FlaskConical,
  LogIn,
  type LucideIcon,
  Power,
  RefreshCw,
  RotateCw,
  Settings,
} from 'lucide-preact'
import { type MenuLabel, menuOf } from '../../shared/menu.ts'
import { Menu } from '../components/menu.tsx'
import type { ViewProps } from '../mount.tsx'

const icons: Readonly<Record<MenuLabel, LucideIcon>> = {
  'do.check': RotateCw,
  'do.renew': RefreshCw,
  'do.sign-in': LogIn,
  'do.paste': ClipboardPaste,
  'do.test': FlaskConical,
  'do.copy-diagnostics': ClipboardCopy,
  'do.settings': Settings,
  'do.quit': Power,
}

/** Everything except the main button. */
export function PopoverMenu({ snapshot, t }: Pick<ViewProps, 'snapshot' | 't'>) {
  const groups = menuOf(snapshot).map((group) =>
    group.map(({ steps, label }) => ({ steps, text: t(label), icon: icons[label] })),
  )
  return <Menu label={t('do.more')} icon={EllipsisVertical} groups={groups} />
}
