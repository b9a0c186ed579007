import { CircleCheck, CircleX, Info, LoaderCircle, TriangleAlert } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { TrayStatus } from '../../shared/tray-status.ts'

const icons = { good: CircleCheck, soon: TriangleAlert, bad: CircleX, busy: LoaderCircle, off: Info }

/**
 * Information for a person, beside its subject; read out when it appears. A busy note has just been asked for, perhaps from
 * another window: it is scrolled into view, and so is its result.
 */
export function Note({ tone, children }: { tone: TrayStatus; children: ComponentChildren }) {
  const Icon = icons[tone]
  const box = useRef<HTMLDivElement>(null)
  const isAwaited = useRef(false)
  useLayoutEffect(() => {
    if (isAwaited.current || tone === 'busy') box.current?.scrollIntoView({ block: 'nearest' })
    isAwaited.current = tone === 'busy'
  }, [tone])
  return (
    <div ref={box} className="note" data-tone={tone} role="status">
      <Icon className={tone === 'busy' ? 'glyph turning' : 'glyph'} />
      <div className="body">{children}</div>
    </div>
  )
}
