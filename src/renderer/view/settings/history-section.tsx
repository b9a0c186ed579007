import { FileSpreadsheet, FileText } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { datesIn } from '../../../shared/dates.ts'
import {
  type HistoryFilter,
  type HistoryRow,
  historyKinds,
  historyRows,
  historyWhose,
} from '../../../shared/history-rows.ts'
import { agoText, keeperFacts, keeperText } from '../../../shared/keepers-wording.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Group } from '../../components/group.tsx'
import type { ViewProps } from '../../mount.tsx'
import { SignIcon } from '../history-sign.tsx'

/** What happened to the token in the last 90 days: filtered, day by day, the newest first; and a way to save it for a helper. */
export function HistorySection(props: ViewProps) {
  const { snapshot, t } = props
  const [filter, setFilter] = useState<HistoryFilter>({ kind: 'all', whose: 'all' })
  const { date } = datesIn(snapshot.language)
  const days = byDay(historyRows(snapshot.history, t, filter))
  const isEmpty = snapshot.history.marks.length === 0
  const isShared = snapshot.history.marks.some((mark) => 'writer' in mark)
  return (
    <>
      <Keepers {...props} />
      <p className="hint">{t(isShared ? 'history.hint.shared' : 'history.hint')}</p>
      <div className="fields">
        <Choice
          label={t('history.kinds')}
          value={filter.kind}
          options={historyKinds.map((kind) => [kind, t(`history.kinds.${kind}`)] as const)}
          onChoose={(kind) => setFilter({ ...filter, kind })}
        />
        <Choice
          label={t('history.whose')}
          value={filter.whose}
          options={historyWhose.map((whose) => [whose, t(`history.whose.${whose}`)] as const)}
          onChoose={(whose) => setFilter({ ...filter, whose })}
        />
      </div>
      {days.length === 0 && <p role="status">{t(isEmpty ? 'history.empty' : 'history.none')}</p>}
      {days.map(([first, ...others]) => (
        <Group key={first.at} title={date(first.at)}>
          <ul className="events">
            {[first, ...others].map((row) => (
              <Event key={`${row.at} ${row.what} ${row.fingerprint}`} row={row} {...props} />
            ))}
          </ul>
        </Group>
      ))}
      <Group title={t('history.save')} hint={t('history.save.hint')}>
        <div className="row start">
          <Button step={{ do: 'save-history', form: 'text' }} icon={FileText}>
            {t('history.save.text')}
          </Button>
          <Button step={{ do: 'save-history', form: 'csv' }} icon={FileSpreadsheet}>
            {t('history.save.csv')}
          </Button>
        </div>
      </Group>
    </>
  )
}

/** Who looks after the row; nothing where the project has no logbook. */
function Keepers({ snapshot, t, now }: ViewProps) {
  if (snapshot.keepers.length === 0) return null
  return (
    <Group title={t('keepers.title')} hint={t('keepers.hint')}>
      <ul className="keepers">
        {snapshot.keepers.map((keeper) => (
          <li key={`${keeper.kind} ${keeper.name}`}>
            {`${keeperText(keeper, t)}, ${agoText(keeper, t, now)}`}
            <span className="hint">{keeperFacts(keeper, t)}</span>
          </li>
        ))}
      </ul>
    </Group>
  )
}

function Event({ row: { mark, at, lastAt, what, by, fingerprint }, snapshot, t }: ViewProps & { row: HistoryRow }) {
  const { day, time } = datesIn(snapshot.language)
  const details = [
    by !== null && by,
    fingerprint !== null && t('history.token', { fingerprint }),
    lastAt !== null && t('history.until', { date: day(lastAt), time: time(lastAt) }),
  ].filter((each) => each !== false)
  return (
    <li>
      <span className="hour">{time(at)}</span>
      <SignIcon what={mark.what} />
      <span>
        {what}
        {details.length > 0 && <span className="hint">{details.join(' · ')}</span>}
      </span>
    </li>
  )
}

type Rows = readonly [HistoryRow, ...HistoryRow[]]

/** The rows of each local day. */
function byDay(rows: readonly HistoryRow[]): Rows[] {
  const days = new Map<string, Rows>()
  for (const row of rows) {
    const key = new Date(row.at).toDateString()
    const before = days.get(key)
    days.set(key, before === undefined ? [row] : [...before, row])
  }
  return [...days.values()]
}
