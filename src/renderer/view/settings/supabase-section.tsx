import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Field } from '../../components/field.tsx'
import { keeper } from '../../door.ts'
import type { ViewProps } from '../../mount.tsx'
import { Checklist } from './checklist.tsx'
import { Invite } from './invite.tsx'
import { ProxyLogin } from './proxy-login.tsx'
import { SupabaseProject } from './supabase-project.tsx'
import { SupabaseUser } from './supabase-user.tsx'

/** Everything about the Supabase side. */
export function SupabaseSection(props: ViewProps) {
  const { snapshot, t } = props
  const { supabase } = snapshot.setup
  return (
    <>
      <SupabaseConnection {...props} />
      <Disclosure label={t('supabase.advanced')}>
        <SupabaseNames {...props} />
      </Disclosure>
      {supabase.url !== null && supabase.keyKind !== null && !snapshot.isSandbox && <Invite {...props} />}
      {supabase.url !== null && (snapshot.isSandbox ? <LeaveSandbox t={t} /> : <Forget t={t} />)}
    </>
  )
}

function Forget({ t }: Pick<ViewProps, 't'>) {
  return (
    <div className="parted stack">
      <Button step="supabase.forget" tone="danger">
        {t('supabase.forget')}
      </Button>
      <p className="hint">{t('supabase.forget.hint')}</p>
    </div>
  )
}

function LeaveSandbox({ t }: Pick<ViewProps, 't'>) {
  return (
    <div className="stack">
      <Button step="leave-sandbox">{t('do.leave-sandbox')}</Button>
      <p className="hint">{t('sandbox.leave.hint')}</p>
    </div>
  )
}

/** The connection's settings and its status: also the first step of the setup. */
export function SupabaseConnection(props: ViewProps) {
  const { supabase, proxy, about } = props.snapshot.setup
  if (about.isDemoOnly && !props.snapshot.isSandbox) {
    return <p role="note">{props.t('supabase.demo-only', { electron: about.electron })}</p>
  }
  const hasProject = supabase.url !== null && supabase.keyKind !== null
  return (
    <>
      {proxy !== null && <ProxyLogin proxy={proxy} t={props.t} whileAsking />}
      <SupabaseProject {...props} />
      {hasProject && (supabase.needsUser || supabase.isSignedIn) && <SupabaseUser {...props} />}
      {hasProject && <Checklist {...props} />}
    </>
  )
}

function SupabaseNames({ snapshot, t }: ViewProps) {
  const { table, rowKey, said } = snapshot.setup.supabase
  const name = (change: { table?: string; rowKey?: string }) =>
    keeper.request({ do: 'supabase.names', table, rowKey, ...change })
  const isRefused = said?.about === 'names' && said.isRefused
  return (
    <>
      <Field
        label={t('supabase.table')}
        value={table}
        flaw={isRefused ? t('supabase.names.refused') : null}
        onCommit={(text) => name({ table: text })}
      />
      <Field
        label={t('supabase.row-key')}
        value={rowKey}
        hint={t('supabase.names.hint')}
        onCommit={(text) => name({ rowKey: text })}
      />
    </>
  )
}
