import { datesIn } from '../../../shared/dates.ts'
import type { AlertNews, AlertTarget } from '../../../shared/setup.ts'
import { Note } from '../../components/note.tsx'
import type { ViewProps } from '../../mount.tsx'

/** What became of the latest message to a target, in words. */
export function AlertNewsNote({
  target,
  news,
  snapshot,
  t,
}: Pick<ViewProps, 'snapshot' | 't'> & { target: AlertTarget; news: AlertNews | null }) {
  if (news === null) return null
  if (news.state === 'sending') return <Note tone="busy">{t('alerts.sending')}</Note>
  const dates = datesIn(snapshot.language)
  const what = target === 'ping' ? 'ping' : news.isTest ? 'test' : 'alert'
  const at = { day: dates.day(news.at), time: dates.time(news.at) }
  if (news.state === 'accepted') {
    return (
      <Note tone={news.missed === 0 ? 'good' : 'soon'}>
        <p>{t(`alerts.accepted.${what}`, at)}</p>
        {news.missed > 0 && <p>{t('alerts.missed', { count: news.missed })}</p>}
      </Note>
    )
  }
  return (
    <Note tone="bad">
      <p>{t(`alerts.failed.${news.why}`, { code: news.code === null ? '' : ` (${news.code})` })}</p>
      <p className="hint">{t(`alerts.failed-at.${what}`, at)}</p>
    </Note>
  )
}
