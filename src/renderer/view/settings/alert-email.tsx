import { useLayoutEffect, useState } from 'preact/hooks'
import type { AlertField, AlertsSetup } from '../../../shared/setup.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { Field } from '../../components/field.tsx'
import { SecretField, useSecret } from '../../components/secret-field.tsx'
import type { ViewProps } from '../../mount.tsx'
import { requestStep } from '../../request-step.ts'

interface EmailProps extends Pick<ViewProps, 't'> {
  alerts: AlertsSetup
  /** Where the password is kept, in words. */
  kept: string
}

/** Alerts by email: who gets them and by which server; the password is not shown again. */
export function AlertEmail({ alerts, kept, t }: EmailProps) {
  const { to, server } = alerts.email
  const { given } = alerts.targets.email
  const isSet = given.length > 0
  return (
    <>
      {isSet && (
        <dl className="facts">
          <div>
            <dt>{t('alerts.email.to')}</dt>
            <dd>{to}</dd>
          </div>
          <div>
            <dt>{t('alerts.email.server')}</dt>
            <dd>{server}</dd>
          </div>
          {given.includes('email.password') && (
            <div>
              <dt>{t('supabase.user.password')}</dt>
              <dd>{kept}</dd>
            </div>
          )}
        </dl>
      )}
      <Disclosure label={t(isSet ? 'alerts.email.change' : 'alerts.email.set-up')}>
        <EmailForm alerts={alerts} t={t} />
      </Disclosure>
    </>
  )
}

/** A text that a person has begun to type stays, also where it is not accepted. */
function EmailForm({ alerts, t }: Pick<EmailProps, 'alerts' | 't'>) {
  const { email, refused } = alerts
  const [typed, setTyped] = useState(email)
  const { to, server, user, from } = email
  // What was taken may read differently than it was typed.
  useLayoutEffect(() => setTyped({ to, server, user, from }), [to, server, user, from])
  const password = useSecret()
  const type = (change: Partial<AlertsSetup['email']>) => setTyped({ ...typed, ...change })
  const flawOf = (field: AlertField) => (refused?.field === field ? t(`alerts.flaw.${refused.flaw}`) : null)
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    void requestStep({ do: 'alerts.email', ...typed, password: password.take() })
  }
  return (
    <form className="fields" onSubmit={send} noValidate>
      <Field
        label={t('alerts.email.to')}
        hint={t('alerts.email.to.hint')}
        autoComplete="off"
        value={typed.to}
        flaw={flawOf('email.to')}
        onType={(text) => type({ to: text })}
      />
      <Field
        label={t('alerts.email.server')}
        hint={t('alerts.email.server.hint')}
        autoComplete="off"
        value={typed.server}
        flaw={flawOf('email.server')}
        onType={(text) => type({ server: text })}
      />
      <Field
        label={t('proxy.user')}
        autoComplete="off"
        value={typed.user}
        flaw={flawOf('email.user')}
        onType={(text) => type({ user: text })}
      />
      <SecretField
        type="password"
        autoComplete="off"
        label={t('supabase.user.password')}
        secret={password.field}
        flaw={flawOf('email.password')}
      />
      {alerts.targets.email.given.includes('email.password') && (
        <p className="hint">{t('alerts.email.password.hint')}</p>
      )}
      <Field
        label={t('alerts.email.from')}
        hint={t('alerts.email.from.hint')}
        autoComplete="off"
        value={typed.from}
        flaw={flawOf('email.from')}
        onType={(text) => type({ from: text })}
      />
      <div className="row">
        <button type="submit">{t('alerts.email.set')}</button>
      </div>
    </form>
  )
}
