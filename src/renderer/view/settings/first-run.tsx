import { CircleCheck } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import type { ViewProps } from '../../mount.tsx'
import { Mishaps } from '../mishaps.tsx'
import { ForgottenSecrets } from '../unread-secrets.tsx'
import { GazellePaste, GazelleSignIn } from './gazelle-section.tsx'
import { SupabaseConnection } from './supabase-section.tsx'

const steps = ['settings.supabase', 'settings.gazelle'] as const

/** From nothing to a saved token in two steps. */
export function FirstRun({ onDone, ...props }: ViewProps & { onDone: () => void }) {
  const { snapshot, t } = props
  const [step, setStep] = useState<0 | 1>(0)
  const title = useRef<HTMLHeadingElement>(null)
  // The pressed button is gone: focus the next step's beginning, so that it is read out.
  const goTo = (next: 0 | 1) => {
    setStep(next)
    title.current?.focus()
    window.scrollTo(0, 0)
  }
  const isDone = snapshot.isConnected && (snapshot.condition === 'valid' || snapshot.condition === 'expiring')
  if (isDone && (step === 1 || snapshot.isSandbox)) return <AllSet t={t} onDone={onDone} />
  return (
    <div className="first-run">
      <header>
        <h1 ref={title} tabIndex={-1}>
          {t('welcome.title')}
        </h1>
        <p className="hint">{t('welcome.intro')}</p>
        <ol aria-label={t('welcome.steps')}>
          {steps.map((key, index) => (
            <li
              key={key}
              aria-current={index === step ? 'step' : undefined}
              data-done={index < step ? true : undefined}
            >
              {t(key)}
            </li>
          ))}
        </ol>
      </header>
      <main>
        <Mishaps {...props} />
        {step === 0 ? <SupabaseStep {...props} /> : <GazelleStep {...props} />}
      </main>
      <footer data-step={step}>
        {step === 1 && <Button step={() => goTo(0)}>{t('do.back')}</Button>}
        {step === 0 && snapshot.setup.about.isDevelopment && !snapshot.isConnected && (
          <div className="trial">
            <Button step="try-sandbox">{t('do.try-sandbox')}</Button>
            <p className="hint">{t('welcome.try.hint')}</p>
          </div>
        )}
        {step === 0 && !isReady(snapshot) && snapshot.setup.supabase.url !== null && (
          <p className="hint">{t('welcome.continue.hint')}</p>
        )}
        {step === 0 && (
          <Button step={() => goTo(1)} tone={isReady(snapshot) ? 'main' : 'quiet'} isDisabled={!isReady(snapshot)}>
            {t('do.continue')}
          </Button>
        )}
      </footer>
    </div>
  )
}

function SupabaseStep(props: ViewProps) {
  return (
    <>
      <SupabaseConnection {...props} />
      <ForgottenSecrets {...props} />
    </>
  )
}

function GazelleStep(props: ViewProps) {
  const { snapshot, t } = props
  return (
    <>
      <p>{t('welcome.gazelle')}</p>
      <GazelleSignIn {...props} />
      <Disclosure label={t('do.paste')} isOpen={snapshot.setup.paste !== null}>
        <GazellePaste {...props} />
      </Disclosure>
    </>
  )
}

function AllSet({ t, onDone }: { t: ViewProps['t']; onDone: () => void }) {
  return (
    <main className="all-set">
      <CircleCheck aria-hidden="true" />
      <h1>{t('welcome.done')}</h1>
      <p>{t('welcome.done.hint')}</p>
      <div className="row">
        <Button step={() => window.close()} tone="main">
          {t('do.done')}
        </Button>
        <Button step={onDone}>{t('do.settings')}</Button>
      </div>
    </main>
  )
}

/** Connected, and no check has failed. */
function isReady({ isConnected, setup: { checklist } }: ViewProps['snapshot']): boolean {
  return isConnected && !checklist.isRunning && checklist.results.every(({ outcome }) => outcome !== 'failed')
}
