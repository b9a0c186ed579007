import { Settings } from 'lucide-preact'
import { useLayoutEffect } from 'preact/hooks'
import { nextStep } from '../../shared/next-step.ts'
import { isUnreached, trayStatusOf } from '../../shared/tray-status.ts'
import { checkedText, headline, sentence } from '../../shared/wording.ts'
import { Button } from '../components/button.tsx'
import { StateIcon } from '../components/state-icon.tsx'
import type { ViewProps } from '../mount.tsx'
import { requestStep } from '../request-step.ts'
import { useLinger } from '../use-linger.ts'
import { AnswerNote } from './answer-note.tsx'
import { Connections } from './connections.tsx'
import { DaysRing } from './days-ring.tsx'
import { Mishaps } from './mishaps.tsx'
import { PopoverMenu } from './popover-menu.tsx'
import { Timeline } from './timeline.tsx'
import { ForgottenSecrets, UnreadSecrets } from './unread-secrets.tsx'

/** The popover: the state at a glance, the present activity, the next step, the connections and the last 90 days. */
export function Popover(props: ViewProps) {
  const { snapshot, t } = props
  useCloseOnEscape()
  const { isConnected, condition, unread } = snapshot
  // The tray stays calm about a short silence; the popover tells of it.
  const trayStatus = isUnreached(snapshot) ? 'off' : trayStatusOf(snapshot)
  const account = accountOf(snapshot) ?? t('app.name')
  return (
    <div
      className="popover"
      data-condition={isConnected ? condition : unread === null ? 'unconnected' : 'unreadable'}
      data-tone={trayStatus}
    >
      <header>
        <StateIcon trayStatus={trayStatus} />
        <span className="company" title={account}>
          {account}
        </span>
        {snapshot.isSandbox && <span className="badge">{t('app.sandbox')}</span>}
        <button
          type="button"
          className="plain icon"
          aria-label={t('do.settings')}
          title={t('do.settings')}
          onClick={() => requestStep({ do: 'open-settings', section: 'supabase' })}
        >
          <Settings className="glyph" />
        </button>
        <PopoverMenu snapshot={snapshot} t={t} />
      </header>
      <DaysRing {...props} />
      <div className="words" aria-live="polite">
        <h1>{headline(snapshot, t)}</h1>
        <p>{sentence(snapshot, t, props.now)}</p>
      </div>
      <Actions {...props} />
      <Mishaps {...props} />
      {isConnected && <Connections {...props} />}
      {isConnected && <Timeline {...props} />}
      <AnswerNote {...props} />
      {isConnected && <UnreadSecrets {...props} />}
      <ForgottenSecrets {...props} />
    </div>
  )
}

/** The shortest time that a check is shown for. */
const checkMilliseconds = 600

/** The next step and, below it, the time of the last check. */
function Actions({ snapshot, t, now }: ViewProps) {
  const next = nextStep(snapshot)
  const { activity } = snapshot.keeper
  const isSaving = activity === 'trying' || activity === 'saving'
  const isChecking = useLinger(activity === 'checking', checkMilliseconds)
  const isUnread = !snapshot.isConnected && snapshot.unread !== null
  const isAsking = snapshot.unread?.isAsking ?? false
  const offersTrial = !snapshot.isConnected && !isUnread && snapshot.setup.about.isDevelopment
  return (
    <div className="actions">
      {next !== null && (
        <Button
          step={next.step}
          tone={next.isUrgent ? 'main' : 'quiet'}
          isBusy={(isChecking && next.step === 'check') || (next.step === 'secrets.try-again' && isAsking)}
          isDisabled={isSaving || activity === 'renewing'}
        >
          {t(next.label)}
        </Button>
      )}
      {isUnread && <Button step="secrets.enter-anew">{t('do.enter-anew')}</Button>}
      {offersTrial && <Button step="try-sandbox">{t('do.try-sandbox')}</Button>}
      {snapshot.isConnected && (
        <p className="checked" role="status">
          {isChecking ? t('now.checking') : checkedText(snapshot, t, now)}
        </p>
      )}
    </div>
  )
}

/** Escape closes the popover, unless a menu is open: that closes without our help. */
function useCloseOnEscape() {
  useLayoutEffect(() => {
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector(':popover-open') !== null) return
      void requestStep('close-popover')
    }
    document.addEventListener('keydown', closeOnEscape)
    return () => document.removeEventListener('keydown', closeOnEscape)
  }, [])
}

/** The account of the row's token: the company and its user, as far as Gazelle has told. */
function accountOf({ keeper: { account }, setup: { test } }: ViewProps['snapshot']): string | null {
  const { company, user } = account ?? { company: test?.state === 'answered' ? test.company : null, user: null }
  return company === null || user === null ? (company ?? user) : `${company} · ${user}`
}
