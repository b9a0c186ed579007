import type { TestSetup } from '../../../shared/setup.ts'
import type { Language } from '../../../shared/snapshot.ts'
import { clockSentence, describeProblem } from '../../../shared/wording.ts'
import { Note } from '../../components/note.tsx'
import type { ViewProps } from '../../mount.tsx'

/** The result of "Test with Gazelle": who answered, how fast, and whether the clock is right. */
export function TestResult({ snapshot, t }: ViewProps) {
  const { test } = snapshot.setup
  switch (test?.state) {
    case undefined:
      return null
    case 'asking':
      return <Note tone="busy">{t('gazelle.test.asking')}</Note>
    case 'unconnected':
    case 'no-token':
      return <Note tone="soon">{t(`gazelle.test.${test.state}`)}</Note>
    case 'failed':
      return <Note tone="bad">{describeProblem(test.problem, t)}</Note>
    case 'answered':
      return (
        <Note tone={test.clockErrorMilliseconds === 0 ? 'good' : 'soon'}>
          <p>{answerOf(test, t)}</p>
          <p className="hint">{detailsOf(test, snapshot.language, t).join(' ')}</p>
        </Note>
      )
  }
}

type Answer = Extract<TestSetup, { state: 'answered' }>

function answerOf({ company, tookMilliseconds }: Answer, t: ViewProps['t']): string {
  const seconds = Math.max(0.1, Math.round(tookMilliseconds / 100) / 10)
  return company === null
    ? t('gazelle.test.answered.unnamed', { seconds })
    : t('gazelle.test.answered', { company, seconds })
}

function detailsOf(
  { user, clientCount, clockErrorMilliseconds }: Answer,
  language: Language,
  t: ViewProps['t'],
): string[] {
  return [
    ...(user === null ? [] : [t('gazelle.test.user', { user })]),
    ...(clientCount === null ? [] : [t('gazelle.test.clients', { count: clientCount })]),
    ...(clockErrorMilliseconds === 0
      ? []
      : [`${t('state.clock-wrong')}. ${clockSentence(clockErrorMilliseconds, language, t)}`]),
  ]
}
