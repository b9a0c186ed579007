import { CircleCheck, CircleMinus, CircleX, LoaderCircle, TriangleAlert } from 'lucide-preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import type { CheckResult } from '../../../shared/setup.ts'
import { checkName, checkRemedy, checkText } from '../../../shared/setup-wording.ts'
import { Button } from '../../components/button.tsx'
import { Group } from '../../components/group.tsx'
import { Note } from '../../components/note.tsx'
import type { ViewProps } from '../../mount.tsx'

const outcomes = {
  fine: { icon: CircleCheck, tone: 'good' },
  warning: { icon: TriangleAlert, tone: 'soon' },
  failed: { icon: CircleX, tone: 'bad' },
  skipped: { icon: CircleMinus, tone: 'off' },
} as const

/** Whether the Supabase side can do all that it must: a line for each result as soon as it is known, with its remedy. */
export function Checklist({ snapshot, t }: ViewProps) {
  const { checklist, copied, supabase } = snapshot.setup
  const { hasEditor } = supabase
  const { isRunning, results } = checklist
  const wasCopied = useOnceTrue(copied === 'migration' || copied === 'member')
  const firstToMigrate = results.find(({ remedy }) => remedy === 'copy-migration')
  const hasFailed = results.some(({ outcome }) => outcome === 'failed' || outcome === 'warning')
  return (
    <Group title={t('supabase.checks')}>
      {results.length === 0 && !isRunning && <p className="hint">{t('supabase.checks.none')}</p>}
      <ul className="checks" aria-live="polite" aria-busy={isRunning}>
        {results.map((result) => (
          <Line key={result.step} result={result} tellsEffect={result === firstToMigrate} snapshot={snapshot} t={t} />
        ))}
        {isRunning && (
          <li className="check" data-tone="busy">
            <LoaderCircle className="glyph turning" />
            <span>{t('check.outcome.running')}</span>
          </li>
        )}
      </ul>
      {wasCopied && hasFailed && (
        <Note tone="good">
          <p>{t('supabase.checks.copied')}</p>
          {hasEditor && <Button step="supabase.open">{t('do.open-supabase')}</Button>}
        </Note>
      )}
      <div>
        <Button step="checklist" isBusy={isRunning}>
          {t('supabase.checks.run')}
        </Button>
      </div>
    </Group>
  )
}

type LineProps = Pick<ViewProps, 'snapshot' | 't'> & {
  result: CheckResult
  /** Whether the line says who loses access through the migration that it offers. */
  tellsEffect: boolean
}

function Line({ result, tellsEffect, snapshot, t }: LineProps) {
  const { icon: Icon, tone } = outcomes[result.outcome]
  const text = checkText(result, snapshot.language, t)
  const remedy = checkRemedy(result, snapshot.setup.supabase.hasEditor)
  return (
    <li className="check" data-tone={tone}>
      <Icon className="glyph" aria-hidden="true" />
      <div>
        <p>
          {checkName(result, t)}
          <span className="unseen">: {t(`check.outcome.${result.outcome}`)}</span>
        </p>
        {text !== null && (
          <p className="hint">
            {text} {result.remedy === 'ask-keeper' && t('advice.own-header')}
            {tellsEffect && t('remedy.copy-migration.effect')}
          </p>
        )}
      </div>
      {remedy !== null && (
        <Button step={'step' in remedy.start ? remedy.start.step : focusOn(remedy.start.focus)}>
          {t(remedy.label)}
        </Button>
      )}
    </li>
  )
}

function focusOn(name: 'url' | 'email'): () => void {
  return () => document.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.focus()
}

/** True once the condition has been true: a copied text stays worth an explanation. */
function useOnceTrue(isTrue: boolean): boolean {
  const [wasTrue, setTrue] = useState(isTrue)
  useLayoutEffect(() => {
    if (isTrue) setTrue(true)
  }, [isTrue])
  return wasTrue
}
