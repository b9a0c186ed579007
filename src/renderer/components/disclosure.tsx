import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** What most people need not see, behind its name. */
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
