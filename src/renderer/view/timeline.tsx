import type { TargetedPointerEvent } from 'preact'
import { useState } from 'preact/hooks'
import type { Mark } from '../../shared/snapshot.ts'
import type { ViewProps } from '../mount.tsx'
import { barsOf, itemsOf } from './history-items.ts'

const width = 326
const marksY = 7
const bar = { y: 17, height: 8 }

const x = (place: number) => place * width

/** The token's last 90 days: lives as bars, events as marks. Arrow keys move from one to the next. */
export function Timeline({ snapshot, t, now }: ViewProps) {
  const [chosen, setChosen] = useState<number | null>(null)
  const items = itemsOf(snapshot.history, snapshot.language, t, now)
  const item = chosen === null ? null : (items[Math.min(chosen, items.length - 1)] ?? null)

  const onKeyDown = (event: KeyboardEvent) => {
    const last = items.length - 1
    if (last < 0) return
    const at = chosen ?? last
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setChosen(Math.min(last, Math.max(0, to)))
  }
  const choosePointed = ({ clientX, currentTarget }: TargetedPointerEvent<HTMLElement>) => {
    const box = currentTarget.getBoundingClientRect()
    const place = (clientX - box.left) / box.width
    const distances = items.map(({ at }) => Math.abs(at - place))
    setChosen(distances.indexOf(Math.min(...distances)))
  }

  return (
    <section className="timeline" aria-label={t('history.title')}>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: the arrow keys go through it; the list below says the same */}
      {/* biome-ignore-start lint/a11y/useSemanticElements: a fieldset is for a form */}
      <div
        role="group"
        aria-label={t('history.title')}
        tabIndex={items.length === 0 ? undefined : 0}
        onKeyDown={onKeyDown}
        onFocus={() => setChosen((before) => before ?? items.length - 1)}
        onBlur={() => setChosen(null)}
        onPointerMove={choosePointed}
        onPointerLeave={() => setChosen(null)}
      >
        <svg viewBox={`0 0 ${width} 27`} aria-hidden="true">
          <rect className="axis" x={0} y={bar.y} width={width} height={bar.height} rx="2" />
          {barsOf(snapshot.history, now).map(({ key, from, until, deadFrom, isCurrent }) => (
            <g key={key} className={isCurrent ? 'life current' : 'life'}>
              <Bar from={from} until={deadFrom ?? until} />
              {deadFrom !== null && <Bar from={deadFrom} until={until} isDead />}
            </g>
          ))}
          {items.map(({ key, at, mark }) => mark !== null && <Sign key={key} what={mark} at={x(at)} />)}
          {item !== null && <path className="pointer" d={`M${x(item.at)} 0V27`} />}
        </svg>
        <p className="said" aria-live="polite">
          {items.length === 0 && t('history.empty')}
          {item?.text}
          {items.length > 0 && item === null && (
            <>
              <span>{t('history.start')}</span>
              <span>{t('history.end')}</span>
            </>
          )}
        </p>
      </div>
      {/* biome-ignore-end lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: as above */}
      <ul className="unseen">
        {items.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </section>
  )
}

function Bar({ from, until, isDead = false }: { from: number; until: number; isDead?: boolean }) {
  // A gap separates a life from the next.
  const length = Math.max(1.5, x(until) - x(from) - 1.5)
  return (
    <rect className={isDead ? 'dead' : undefined} x={x(from)} y={bar.y} width={length} height={bar.height} rx="2" />
  )
}

/** An event's mark, told apart by shape as well as colour. */
function Sign({ what, at }: { what: Mark['what']; at: number }) {
  switch (what) {
    case 'renewed':
      return <circle className="sign good" cx={at} cy={marksY} r="3.5" />
    case 'adopted':
    case 'another-user':
      return <circle className="sign open" cx={at} cy={marksY} r="3" />
    case 'captured':
      return <path className="sign busy" d={`M${at} ${marksY - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5z`} />
    case 'restored':
      return <path className="sign open" d={`M${at} ${marksY - 4}l4 4l-4 4l-4 -4z`} />
    case 'conflict':
      return <path className="sign open" d={`M${at - 4} ${marksY - 4}h3v8h-3zM${at + 1} ${marksY - 4}h3v8h-3z`} />
    case 'human-needed':
      return <path className="sign soon" d={`M${at} ${marksY - 4}l4.5 8h-9z`} />
    case 'refused':
    case 'failed':
      return <path className="sign cross" d={`M${at - 3} ${marksY - 3}l6 6m0 -6l-6 6`} />
  }
}
