import { useEffect } from 'react'
import { headline, nextStep, sentence } from '../../shared/wording.ts'
import { keeper } from '../door.ts'
import type { ViewProps } from '../mount.tsx'
import { DaysRing } from './days-ring.tsx'
import { TokenFactsList } from './token-facts-list.tsx'

/** The popover: the state at a glance, what is happening, the next step, and the token's facts. */
export function Popover({ snapshot, t, now }: ViewProps) {
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') void keeper.ask('close-popover')
    }
    document.addEventListener('keydown', closeOnEscape)
    return () => document.removeEventListener('keydown', closeOnEscape)
  }, [])

  const next = nextStep(snapshot)
  const isSaving = snapshot.keeper.activity === 'trying' || snapshot.keeper.activity === 'saving'
  const other = next.verb === 'sign-in' ? 'check' : 'sign-in'
  // Until the row has been read nobody knows the next step: a button that changes under the pointer is worse than none.
  const hasNextStep = snapshot.isConnected && snapshot.condition !== 'starting'
  return (
    <div className="popover" data-condition={snapshot.isConnected ? snapshot.condition : 'unconnected'}>
      <header>
        <span>{t('app.name')}</span>
        {snapshot.isSandbox && <span className="badge">{t('app.sandbox')}</span>}
      </header>
      <DaysRing snapshot={snapshot} t={t} now={now} />
      <div className="words" aria-live="polite">
        <h1>{headline(snapshot, t)}</h1>
        <p>{sentence(snapshot, t)}</p>
      </div>
      {hasNextStep && (
        <div className="actions">
          <button
            type="button"
            className="main"
            data-verb={next.verb}
            onClick={() => keeper.ask(next.verb)}
            disabled={isSaving}
          >
            {t(next.label)}
          </button>
          <button type="button" data-verb={other} onClick={() => keeper.ask(other)} disabled={isSaving}>
            {t(`do.${other}`)}
          </button>
        </div>
      )}
      <TokenFactsList snapshot={snapshot} t={t} now={now} />
      {snapshot.secrets === 'memory' && <p className="note">{t('secrets.memory')}</p>}
    </div>
  )
}
