import { CircleCheck, CloudCog, LogIn, TriangleAlert } from 'lucide-preact'
import { useRef, useState } from 'preact/hooks'
import { expiresAt } from '../../../shared/snapshot.ts'
import { describeTrouble, moment } from '../../../shared/wording.ts'
import { footerBar } from '../../bar.ts'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Note } from '../../components/note.tsx'
import { Switch } from '../../components/switch.tsx'
import { keeper } from '../../door.ts'
import type { ViewProps } from '../../mount.tsx'
import { requestStep } from '../../request-step.ts'
import { useTitle } from '../../use-window.ts'
import { AnswerNote } from '../answer-note.tsx'
import { Mishaps } from '../mishaps.tsx'
import { ForgottenSecrets } from '../unread-secrets.tsx'
import { GazellePaste, GazelleSignIn } from './gazelle-section.tsx'
import { SupabaseConnection } from './supabase-section.tsx'

const steps = ['settings.supabase', 'settings.gazelle'] as const

/** From nothing to a saved token in two steps. */
export function FirstRun({ onDone, ...props }: ViewProps & { onDone: () => void }) {
  const { snapshot, t } = props
  useTitle(t('welcome.title'))
  const [step, setStep] = useState<0 | 1>(0)
  const title = useRef<HTMLHeadingElement>(null)
  // The pressed button is gone: focus the next step's beginning, so that it is read out.
  const goTo = (next: 0 | 1) => {
    setStep(next)
    title.current?.focus()
    window.scrollTo(0, 0)
  }
  if (isTested(snapshot) && (step === 1 || snapshot.isSandbox)) return <AllSet {...props} onDone={onDone} />
  return (
    <div className="first-run">
      <header>
        <h1 ref={title} tabIndex={-1}>
          {t('welcome.title')}
        </h1>
        <p>{t('welcome.what')}</p>
        {step === 0 && <p className="hint">{t('welcome.intro')}</p>}
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
      <footer ref={footerBar} data-step={step}>
        {step === 1 && <Button step={() => goTo(0)}>{t('do.back')}</Button>}
        {step === 0 && snapshot.setup.about.isDevelopment && snapshot.setup.supabase.url === null && (
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
      <AnswerNote {...props} />
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
  const { problem, token } = snapshot.keeper
  // The row may hold a token that could not be tested.
  const untested = token === null || problem === null ? null : `${t('welcome.untested')} ${describeTrouble(problem, t)}`
  return (
    <>
      <p>{t(snapshot.setup.preferences.staysSignedIn ? 'welcome.gazelle' : 'welcome.gazelle.once')}</p>
      {untested !== null && <Note tone="soon">{untested}</Note>}
      <GazelleSignIn {...props} />
      <Disclosure label={t('do.paste')} isOpen={snapshot.setup.paste !== null}>
        <GazellePaste {...props} />
      </Disclosure>
    </>
  )
}

/**
 * The end: the token in the row works. If nobody here could renew it, a sign-in is offered first. The start at login is on by
 * default, in sight, and turned on by the button that ends the first run.
 */
function AllSet({ snapshot, t, now, onDone }: ViewProps & { onDone: () => void }) {
  const { preferences, isLoginOffered, loginTrouble } = snapshot.setup
  const [startsAtLogin, setStartsAtLogin] = useState(preferences.startsAtLogin || !isLoginOffered)
  const finish = async (goOn: () => void) => {
    // The sandbox is there to be tried: it starts with nothing.
    if (snapshot.isSandbox) return goOn()
    await requestStep({ do: 'finish-setup', startsAtLogin })
    const { setup } = await keeper.snapshot()
    const isRefused = startsAtLogin && !setup.preferences.startsAtLogin
    // What the system has rejected is said here; a second press goes on without it.
    if (isRefused) setStartsAtLogin(false)
    else goOn()
  }
  const { renewsByItself, token } = snapshot.keeper
  const end = expiresAt(token)
  const isKept = renewsByItself || end === null
  const Icon = isKept ? CircleCheck : TriangleAlert
  return (
    <main className="all-set" data-kept={isKept}>
      <Icon aria-hidden="true" />
      <h1>{t(isKept ? 'welcome.done' : 'welcome.works')}</h1>
      <p>{isKept ? t('welcome.done.hint') : t('welcome.works.hint', moment(end, now, snapshot.language))}</p>
      {!snapshot.isSandbox && (
        <Switch
          label={t('general.login')}
          hint={t('general.login.hint')}
          isOn={startsAtLogin}
          onTurn={setStartsAtLogin}
        />
      )}
      {loginTrouble !== null && <Note tone="bad">{t(`general.login.${loginTrouble}`)}</Note>}
      <div className="row">
        {!isKept && (
          <Button step="sign-in" tone="main" icon={LogIn}>
            {t('do.sign-in')}
          </Button>
        )}
        <Button step={() => void finish(() => window.close())} tone={isKept ? 'main' : 'quiet'}>
          {t(isKept ? 'do.done' : 'do.later')}
        </Button>
        <Button step={() => void finish(onDone)}>{t('do.settings')}</Button>
      </div>
      {!snapshot.isSandbox && (
        <div className="stack parted">
          <p className="hint">{t('welcome.function.hint')}</p>
          <Button step={() => void finish(() => showFunction(onDone))} icon={CloudCog}>
            {t('function.title')}
          </Button>
        </div>
      )}
    </main>
  )
}

/** Goes on to the settings, in the section that says how the project itself keeps the token. */
function showFunction(onDone: () => void): void {
  location.hash = '#function'
  onDone()
}

/** Whether Gazelle has accepted the row's token since the project was connected, and nothing stands in the way. */
function isTested({ isConnected, keeper: { works, problem } }: ViewProps['snapshot']): boolean {
  return isConnected && works === true && problem === null
}

/** Connected, and no check has failed. */
function isReady({ isConnected, setup: { checklist } }: ViewProps['snapshot']): boolean {
  return isConnected && !checklist.isRunning && checklist.results.every(({ outcome }) => outcome !== 'failed')
}
