import { ChevronRight } from 'lucide-preact'
import type { ComponentChildren } from 'preact'

/** Details that most people need not see, behind a label. */
export function Disclosure({
  label,
  children,
  isOpen,
}: {
  label: string
  children: ComponentChildren
  isOpen?: boolean
}) {
  return (
    <details className="disclosure" open={isOpen}>
      <summary>
        <ChevronRight className="glyph" />
        {label}
      </summary>
      <div className="inside">{children}</div>
    </details>
  )
}
