import type { LucideIcon } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { TrayStatus } from '../../shared/tray-status.ts'

interface StatusLineProps {
  icon: LucideIcon
  name: string
  tone: TrayStatus
  isLoud?: boolean
  children: ComponentChildren
  /** The remedy's button, if something is wrong. */
  remedy?: ComponentChildren
}

/** A thing and its status: a pair of a `<dl>`, quiet until something is wrong. */
export function StatusLine({ icon: Icon, name, tone, isLoud = false, children, remedy }: StatusLineProps) {
  return (
    <div className="status-line" data-tone={tone} data-loud={isLoud || undefined}>
      <dt>
        <Icon className="glyph" />
        {name}
      </dt>
      <dd>
        {children}
        {remedy}
      </dd>
    </div>
  )
}
