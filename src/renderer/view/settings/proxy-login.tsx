import { useState } from 'preact/hooks'
import type { ProxySetup } from '../../../shared/setup.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Group } from '../../components/group.tsx'
import { Note } from '../../components/note.tsx'
import { SecretField, useSecret } from '../../components/secret-field.tsx'
import type { ViewProps } from '../../mount.tsx'
import { requestStep } from '../../request-step.ts'

/**
 * The app's login for a proxy that asks for one. A text that a person has begun to type stays, and stays meant for the same
 * proxy, whatever is asked meanwhile. `whileAsking`: show it only while the proxy asks.
 */
export function ProxyLogin({
  proxy,
  t,
  whileAsking = false,
}: {
  proxy: ProxySetup
  t: ViewProps['t']
  whileAsking?: boolean
}) {
  const { hasPassword, isAsking, isRefused } = proxy
  const [typedUser, setTypedUser] = useState<string | null>(null)
  const password = useSecret()
  const [isEmpty, setEmpty] = useState(true)
  const [isTried, setTried] = useState(false)
  const [begunFor, setBegunFor] = useState<string | null>(null)
  const host = begunFor ?? proxy.host
  const user = typedUser ?? proxy.user ?? ''
  const begin = (isNothingTyped: boolean) => setBegunFor(isNothingTyped ? null : host)
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(isEmpty)
    if (isEmpty) return
    setEmpty(true)
    setTypedUser(null)
    setBegunFor(null)
    void requestStep({ do: 'proxy.set', host, user, password: password.take() })
  }
  if (whileAsking && !isAsking && begunFor === null) return null
  return (
    <Group title={t('proxy.title', { host })}>
      {isAsking && host === proxy.host && (
        <Note tone={isRefused ? 'bad' : 'soon'}>{t(isRefused ? 'proxy.refused' : 'proxy.asks', { host })}</Note>
      )}
      <form className="fields" onSubmit={send} noValidate>
        <Field
          label={t('proxy.user')}
          value={user}
          autoComplete="off"
          onType={(text) => {
            setTypedUser(text)
            begin(text === '' && isEmpty)
          }}
        />
        <SecretField
          type="password"
          autoComplete="off"
          label={t('supabase.user.password')}
          secret={password.field}
          flaw={isTried && isEmpty ? t('supabase.user.password-missing') : null}
          onType={(isNothing) => {
            setEmpty(isNothing)
            begin(isNothing && (typedUser ?? '') === '')
          }}
        />
        <div className="row">
          <button type="submit" className={isAsking ? 'main' : ''}>
            {t('proxy.set')}
          </button>
          {hasPassword && (
            <Button step="proxy.forget" tone="danger">
              {t('proxy.forget')}
            </Button>
          )}
        </div>
      </form>
    </Group>
  )
}
