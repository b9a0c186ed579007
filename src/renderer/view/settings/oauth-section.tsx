import { ClipboardPaste } from 'lucide-preact'
import type { OAuthRefusal } from '../../../shared/setup.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Note } from '../../components/note.tsx'
import { Switch } from '../../components/switch.tsx'
import { keeper } from '../../door.ts'
import type { ViewProps } from '../../mount.tsx'

/** The company's OAuth application, for companies that have one. */
export function OAuthSection({ snapshot, t }: ViewProps) {
  const { clientId, redirectUri, hasSecret, refused, isRefusedByGazelle, inBrowser } = snapshot.setup.oauth
  const set = (change: { clientId?: string; redirectUri?: string }) =>
    keeper.request({ do: 'oauth.set', clientId: clientId ?? '', redirectUri: redirectUri ?? '', ...change })
  const kept = snapshot.secrets === 'memory' ? 'oauth.secret.kept.memory' : 'oauth.secret.kept'
  const isSet = clientId !== null || redirectUri !== null || hasSecret
  return (
    <>
      <p className="hint">{t('oauth.intro')}</p>
      {isRefusedByGazelle && <Note tone="bad">{t('oauth.refused-by-gazelle')}</Note>}
      <Field
        label={t('oauth.client-id')}
        value={clientId ?? ''}
        flaw={refused === 'client-id' ? t('oauth.client-id.refused') : null}
        onCommit={(text) => set({ clientId: text })}
      />
      <Field
        label={t('oauth.redirect')}
        value={redirectUri ?? ''}
        inputMode="url"
        hint={t('oauth.redirect.hint')}
        flaw={refused === 'redirect' ? t('oauth.redirect.refused') : null}
        onCommit={(text) => set({ redirectUri: text })}
      />
      {inBrowser !== undefined && (
        <Switch
          label={t('oauth.in-browser')}
          isOn={inBrowser}
          onTurn={(isWanted) => void keeper.request({ do: 'oauth.in-browser', isWanted })}
        />
      )}
      <dl className="facts">
        <div>
          <dt>{t('oauth.secret')}</dt>
          <dd>{t(hasSecret ? kept : 'oauth.secret.none')}</dd>
        </div>
      </dl>
      {isOfSecret(refused) && <Note tone="bad">{t(`oauth.${refused}.refused`)}</Note>}
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

function isOfSecret(refused: OAuthRefusal | null): refused is Exclude<OAuthRefusal, 'client-id' | 'redirect'> {
  return refused !== null && refused !== 'client-id' && refused !== 'redirect'
}
