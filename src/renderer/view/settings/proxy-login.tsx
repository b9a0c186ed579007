import { type FormEvent, useState } from 'react'
import type { ProxySetup } from '../../../shared/setup.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Group } from '../../components/group.tsx'
import { Note } from '../../components/note.tsx'
import { keeper } from '../../door.ts'
import type { ViewProps } from '../../mount.tsx'

/**
 * Who the app is to the proxy on its way, for those whose proxy asks. What somebody has begun to type stays, and stays meant
 * for the same proxy, whatever is asked meanwhile. `whileAsking`: there is nothing else to see here.
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
  const [password, setPassword] = useState('')
  const [isTried, setTried] = useState(false)
  const [begunFor, setBegunFor] = useState<string | null>(null)
  const host = begunFor ?? proxy.host
  const user = typedUser ?? proxy.user ?? ''
  const type = (set: (text: string) => void, other: string) => (text: string) => {
    setBegunFor(text === '' && other === '' ? null : host)
    set(text)
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(password === '')
    if (password === '') return
    setPassword('')
    setTypedUser(null)
    setBegunFor(null)
    void keeper.request({ do: 'proxy.set', host, user, password })
  }
  if (whileAsking && !isAsking && begunFor === null) return null
  return (
    <Group title={t('proxy.title', { host })}>
      {isAsking && host === proxy.host && (
        <Note tone={isRefused ? 'bad' : 'soon'}>{t(isRefused ? 'proxy.refused' : 'proxy.asks', { host })}</Note>
      )}
      <form className="fields" onSubmit={send} noValidate>
        <Field label={t('proxy.user')} value={user} autoComplete="off" onType={type(setTypedUser, password)} />
        <Field
          type="password"
          autoComplete="off"
          label={t('supabase.user.password')}
          value={password}
          flaw={isTried ? t('supabase.user.password-missing') : null}
          onType={type(setPassword, typedUser ?? '')}
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
