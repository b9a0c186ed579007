import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** Details that most people need not see, behind a label. */
export function Disclosure({ label, children, isOpen }: { label: string; children: ReactNode; isOpen?: boolean }) {
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
