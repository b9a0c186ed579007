import type { TargetedPointerEvent } from 'preact'
import { useState } from 'preact/hooks'
import type { ViewProps } from '../mount.tsx'
import { barsOf, daysOf, type HistoryDay } from './history-items.ts'
import { Sign } from './history-sign.tsx'
import { TimelineDay } from './timeline-day.tsx'
import { TimelineFoot } from './timeline-foot.tsx'

/** The picture's size. Its axis keeps away from both sides by more than half a mark, so that no mark hangs out. */
const picture = { width: 326, height: 37, inset: 6 }
const countY = 9
const marksY = 17
const bar = { y: 27, height: 8 }

const x = (place: number) => picture.inset + place * (picture.width - 2 * picture.inset)

/** What the person has come to: a day by the pointer, an event by the keyboard. */
interface Chosen {
  readonly day: number
  readonly item: number | null
}

/** The token's last 90 days: lives as bars, events as marks, those of one day as one. Arrow keys move from event to event. */
export function Timeline(props: ViewProps) {
  const { snapshot, t, now } = props
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const days = daysOf(snapshot.history, snapshot.language, t, now)
  const stops = days.flatMap(({ items }, day) => items.map((_, item) => ({ day, item })))
  const day = chosen === null ? undefined : days[Math.min(chosen.day, days.length - 1)]
  const item = chosen === null || chosen.item === null ? undefined : day?.items[chosen.item]

  const onKeyDown = (event: KeyboardEvent) => {
    const last = stops.length - 1
    if (last < 0) return
    const found = stops.findIndex((stop) => stop.day === chosen?.day && stop.item === (chosen.item ?? 0))
    const at = found < 0 ? last : found
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setChosen(stops[Math.min(last, Math.max(0, to))] ?? null)
  }
  const choosePointed = ({ clientX, currentTarget }: TargetedPointerEvent<HTMLElement>) => {
    const box = currentTarget.getBoundingClientRect()
    const pointed = ((clientX - box.left) / box.width) * picture.width
    const distances = days.map(({ at }) => Math.abs(x(at) - pointed))
    if (days.length > 0) setChosen({ day: distances.indexOf(Math.min(...distances)), item: null })
  }

  return (
    <section className="timeline" aria-label={t('history.title')}>
      {day !== undefined && <TimelineDay day={day} chosen={chosen?.item ?? null} t={t} />}
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: the arrow keys go through it; the list below says the same */}
      {/* biome-ignore-start lint/a11y/useSemanticElements: a fieldset is for a form */}
      <div
        role="group"
        aria-label={t('history.title')}
        tabIndex={stops.length === 0 ? undefined : 0}
        onKeyDown={onKeyDown}
        onFocus={() => setChosen((before) => before ?? stops.at(-1) ?? null)}
        onBlur={() => setChosen(null)}
        onPointerMove={choosePointed}
        onPointerLeave={() => setChosen(null)}
      >
        <svg className="chart" viewBox={`0 0 ${picture.width} ${picture.height}`} aria-hidden="true">
          <rect className="axis" x={x(0)} y={bar.y} width={x(1) - x(0)} height={bar.height} rx="2" />
          {barsOf(snapshot.history, now).map(({ key, from, until, deadFrom, isCurrent }) => (
            <g key={key} className={isCurrent ? 'life current' : 'life'}>
              <Bar from={from} until={deadFrom ?? until} />
              {deadFrom !== null && <Bar from={deadFrom} until={until} isDead />}
            </g>
          ))}
          {days.map((each) => (
            <DayMark key={each.key} day={each} />
          ))}
          {day !== undefined && <path className="pointer" d={`M${x(day.at)} ${marksY + 6}V${picture.height}`} />}
        </svg>
        <p className="said unseen" aria-live="polite">
          {day !== undefined && item !== undefined && said(day, item, props)}
        </p>
      </div>
      {/* biome-ignore-end lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: as above */}
      <TimelineFoot isEmpty={days.length === 0} t={t} />
      <ul className="unseen">
        {days.map((each) => each.items.map((one) => <li key={one.key}>{said(each, one, props)}</li>))}
      </ul>
    </section>
  )
}

/** An event as a screen reader reads it out: day, hour, what, and its place among those of its day. */
function said({ day, items }: HistoryDay, item: HistoryDay['items'][number], { t }: ViewProps): string {
  const text = `${day}, ${item.hour} – ${item.text}`
  if (items.length === 1) return text
  return `${text} (${t('history.place', { place: items.indexOf(item) + 1, count: items.length })})`
}

function Bar({ from, until, isDead = false }: { from: number; until: number; isDead?: boolean }) {
  // A gap separates a life from the next.
  const length = Math.max(1.5, x(until) - x(from) - 1.5)
  const left = Math.min(x(from), x(1) - length)
  return <rect className={isDead ? 'dead' : undefined} x={left} y={bar.y} width={length} height={bar.height} rx="2" />
}

/** The mark of a day's gravest event and, above it, how many there are. */
function DayMark({ day: { at, mark, count } }: { day: HistoryDay }) {
  if (mark === null) return null
  return (
    <g className="day">
      <Sign what={mark} x={x(at)} y={marksY} />
      {count > 1 && (
        <text x={x(at)} y={countY} text-anchor="middle">
          {count}
        </text>
      )}
    </g>
  )
}
