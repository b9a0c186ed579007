import { CircleCheck, CircleX, Info, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Mood } from '../../shared/mood.ts'

const icons = { good: CircleCheck, soon: TriangleAlert, bad: CircleX, busy: LoaderCircle, off: Info }

/** Something a person should know, where it belongs; read out when it appears. */
export function Note({ tone, children }: { tone: Mood; children: ReactNode }) {
  const Icon = icons[tone]
  return (
    <div className="note" data-tone={tone} role="status">
      <Icon className={tone === 'busy' ? 'glyph turning' : 'glyph'} />
      <div className="body">{children}</div>
    </div>
  )
}
