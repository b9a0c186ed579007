import type { Translate } from '../../shared/catalogue/index.ts'
import type { HistoryDay } from './history-items.ts'
import { SignIcon } from './history-sign.tsx'

/** As many lines fit above the picture. */
const lines = 6

/** The events of a day with their hours, above the picture, so that nothing moves. The keyboard's event is marked. */
export function TimelineDay({ day, chosen, t }: { day: HistoryDay; chosen: number | null; t: Translate }) {
  const { items } = day
  // The chosen one is among those shown, else the latest.
  const from = Math.max(0, (chosen ?? items.length - 1) - lines + 1)
  const left = items.length - lines
  return (
    <div className="bubble" aria-hidden="true">
      <p>{day.day}</p>
      <ul>
        {items.slice(from, from + lines).map(({ key, hour, text, mark }, index) => (
          <li key={key} data-chosen={from + index === chosen || undefined}>
            <span className="hour">{hour}</span>
            {mark === null ? <span className="sign-icon" /> : <SignIcon what={mark} />}
            <span>{text}</span>
          </li>
        ))}
      </ul>
      {left > 0 && <p className="hint">{t('history.more', { count: left })}</p>}
    </div>
  )
}
