import { CloudOff, LogIn } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { isPageless } from '../../shared/snapshot.ts'
import { sentence } from '../../shared/wording.ts'
import { Button } from '../components/button.tsx'
import { currentStep, steps } from '../guide-steps.ts'
import { waysOn } from '../guide-ways.ts'
import type { ViewProps } from '../mount.tsx'
import { requestStep } from '../request-step.ts'

const help = ['sign-in.help.sign-in', 'sign-in.help.token', 'sign-in.help.saved', 'sign-in.help.keys'] as const

/** The slim bar above Gazelle's page, and what stands in its place where it shows nothing, or nothing yet. */
export function Guide(props: ViewProps) {
  return (
    <>
      <GuideBar {...props} />
      {isPageless(props.snapshot.signIn) && <Instead {...props} />}
    </>
  )
}

function Instead({ snapshot, t }: ViewProps) {
  const isByLink = snapshot.signIn === 'by-link'
  const Icon = isByLink ? LogIn : CloudOff
  return (
    <main className="instead">
      <Icon aria-hidden="true" />
      <h1>{t(isByLink ? 'sign-in.by-link.ask' : 'sign-in.instead')}</h1>
      <Button step="sign-in.reload" tone="main">
        {t(isByLink ? 'do.sign-in' : 'do.try-again')}
      </Button>
    </main>
  )
}

/** The three steps, the present state or fault, and the ways out. */
function GuideBar({ snapshot, t }: ViewProps) {
  const [isHelping, setHelping] = useState(false)
  const current = currentStep(snapshot)
  const isFound = snapshot.signIn === 'done' || snapshot.signIn === 'held'
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the help from wherever the focus is in the bar
    <div
      className="guide"
      data-phase={snapshot.signIn}
      onKeyDown={(event) => event.key === 'Escape' && setHelping(false)}
    >
      <ol aria-label={t('sign-in.steps')}>
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === current ? 'step' : undefined}
            data-done={index < current ? true : undefined}
          >
            <span className="label">{t(step)}</span>
          </li>
        ))}
      </ol>
      <p aria-live="polite">{sentence(snapshot, t)}</p>
      <div className="buttons">
        {snapshot.signIn !== 'by-link' && (
          <button type="button" onClick={() => requestStep('sign-in.reload')}>
            {t('do.reload')}
          </button>
        )}
        {waysOn(snapshot).map(({ label, step }) => (
          <button key={label} type="button" onClick={() => requestStep(step)}>
            {t(label)}
          </button>
        ))}
        <button type="button" aria-expanded={isHelping} aria-controls="help" onClick={() => setHelping(!isHelping)}>
          {t('do.help')}
        </button>
        <button type="button" onClick={() => requestStep('sign-in.cancel')}>
          {t(isFound ? 'do.close' : 'do.cancel')}
        </button>
      </div>
      <div id="help" className="help" hidden={!isHelping}>
        {help.map((each) => (
          <p key={each}>{t(each)}</p>
        ))}
      </div>
    </div>
  )
}
