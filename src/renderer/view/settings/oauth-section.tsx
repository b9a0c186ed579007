import { ClipboardPaste } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { keeper } from '../../door.ts'
import type { ViewProps } from '../../mount.tsx'

/** The company's OAuth application, for those who have one. */
export function OAuthSection({ snapshot, t }: ViewProps) {
  const { oauth } = snapshot.setup
  const clientId = oauth.clientId ?? ''
  const redirectUri = oauth.redirectUri ?? ''
  const set = (change: { clientId?: string; redirectUri?: string }) =>
    void keeper.request({ do: 'oauth.set', clientId, redirectUri, ...change })
  const kept = snapshot.secrets === 'memory' ? 'oauth.secret.kept.memory' : 'oauth.secret.kept'
  const isSet = oauth.clientId !== null || oauth.redirectUri !== null || oauth.hasSecret
  return (
    <>
      <p className="hint">{t('oauth.intro')}</p>
      <Field label={t('oauth.client-id')} value={clientId} onCommit={(text) => set({ clientId: text })} />
      <Field
        label={t('oauth.redirect')}
        value={redirectUri}
        inputMode="url"
        hint={t('oauth.redirect.hint')}
        flaw={oauth.isRedirectRefused ? t('oauth.redirect.refused') : null}
        onCommit={(text) => set({ redirectUri: text })}
      />
      <dl className="facts">
        <div>
          <dt>{t('oauth.secret')}</dt>
          <dd>{t(oauth.hasSecret ? kept : 'oauth.secret.none')}</dd>
        </div>
      </dl>
      <div className="row">
        <Button step="oauth.paste-secret" icon={ClipboardPaste}>
          {t('oauth.secret.paste')}
        </Button>
        {isSet && (
          <Button step="oauth.forget" tone="danger">
            {t('oauth.forget')}
          </Button>
        )}
      </div>
    </>
  )
}
