import { useState } from 'preact/hooks'
import type { SupabaseSetup } from '../../../shared/setup.ts'
import { codeFailure } from '../../../shared/setup-wording.ts'
import { describeProblem } from '../../../shared/wording.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Group } from '../../components/group.tsx'
import { Note } from '../../components/note.tsx'
import { SecretField, useSecret } from '../../components/secret-field.tsx'
import type { ViewProps } from '../../mount.tsx'
import { requestStep } from '../../request-step.ts'

/** The user who is signed in to Supabase; else the sign-in, by a one-time code or by password. */
export function SupabaseUser({ snapshot, t }: ViewProps) {
  const { supabase, invitation } = snapshot.setup
  return (
    <Group title={t('supabase.user')}>
      {supabase.isSignedIn ? (
        <div className="row">
          <p>{t('supabase.user.signed-in', { email: supabase.email ?? '' })}</p>
          <Button step="supabase.sign-out">{t('do.sign-out')}</Button>
        </div>
      ) : (
        // Another invitation begins another sign-in.
        <SignIn key={invitation.email} supabase={supabase} invited={invitation.email} t={t} />
      )}
    </Group>
  )
}

type Way = 'code' | 'password'

function SignIn({
  supabase,
  invited,
  t,
}: {
  supabase: SupabaseSetup
  /** The email that an invitation names; null if none does. */
  invited: string | null
  t: ViewProps['t']
}) {
  const { said, codeSentTo, isBusy } = supabase
  const [way, setWay] = useState<Way>(said?.about === 'sign-in' ? 'password' : 'code')
  const [email, setEmail] = useState(codeSentTo ?? supabase.email ?? invited ?? '')
  const secret = useSecret()
  const [isEmpty, setEmpty] = useState(true)
  const [isTried, setTried] = useState(false)
  const isCodeAwaited = way === 'code' && codeSentTo !== null
  const needsSecret = way === 'password' || isCodeAwaited

  const send = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (isBusy || email.trim() === '' || (needsSecret && isEmpty)) return
    setTried(false)
    setEmpty(true)
    if (way === 'password') void requestStep({ do: 'supabase.sign-in', email, password: secret.take() })
    else if (isCodeAwaited) void requestStep({ do: 'supabase.verify-code', email, code: secret.take() })
    else void requestStep({ do: 'supabase.send-code', email })
  }
  const flaw = flawOf(said, way, t)

  return (
    <form className="fields" onSubmit={send} noValidate>
      <Choice
        label={t('supabase.user.way')}
        value={way}
        options={[
          ['code', t('supabase.user.by-code')],
          ['password', t('supabase.user.by-password')],
        ]}
        onChoose={(chosen) => {
          setWay(chosen)
          secret.take()
          setEmpty(true)
          setTried(false)
        }}
      />
      <Field
        name="email"
        type="email"
        autoComplete="off"
        label={t('supabase.user.email')}
        value={email}
        flaw={isTried && email.trim() === '' ? t('supabase.user.email-missing') : null}
        onType={setEmail}
      />
      {isCodeAwaited && <p className="hint">{t('supabase.user.code-sent', { email: codeSentTo })}</p>}
      {needsSecret && (
        <SecretField
          key={way}
          type={way === 'password' ? 'password' : 'text'}
          autoComplete={way === 'password' ? 'off' : 'one-time-code'}
          label={t(way === 'password' ? 'supabase.user.password' : 'supabase.user.code')}
          secret={secret.field}
          flaw={isTried && isEmpty ? t(`supabase.user.${way}-missing`) : null}
          onType={setEmpty}
        />
      )}
      {flaw !== null && <Note tone="bad">{flaw}</Note>}
      <div className="row">
        <button type="submit" className="main" aria-disabled={isBusy || undefined}>
          {t(needsSecret ? 'supabase.user.sign-in' : 'supabase.user.send-code')}
        </button>
        {isCodeAwaited && (
          <Button step={{ do: 'supabase.send-code', email }} tone="plain">
            {t('supabase.user.send-again')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** The last failure of the way that is shown. */
function flawOf(said: SupabaseSetup['said'], way: Way, t: ViewProps['t']): string | null {
  if (said?.about === 'code' && way === 'code') return codeFailure(said, t)
  if (said?.about === 'sign-in' && way === 'password' && said.problem !== null) return describeProblem(said.problem, t)
  return null
}
