import { unreadSentence } from '../../shared/wording.ts'
import { Button } from '../components/button.tsx'
import { Note } from '../components/note.tsx'
import type { ViewProps } from '../mount.tsx'

/** The secrets that cannot be read, the reason, and the two ways on; nothing if all can be read. */
export function UnreadSecrets({ snapshot: { unread }, t }: ViewProps) {
  if (unread === null) return null
  return (
    <Note tone="bad">
      <p>{unreadSentence(unread, t)}</p>
      <div className="row">
        <Button step="secrets.try-again" isBusy={unread.isAsking}>
          {t('do.try-again')}
        </Button>
        <Button step="secrets.enter-anew">{t('do.enter-anew')}</Button>
      </div>
    </Note>
  )
}

/**
 * A warning that secrets last only as long as the app, because no keychain keeps them; with a button to ask a keychain that could
 * be opened.
 */
export function ForgottenSecrets({ snapshot: { secrets, unread }, t }: ViewProps) {
  if (secrets === 'keychain' || unread !== null) return null
  return (
    <Note tone="soon">
      <p>{t('secrets.memory')}</p>
      <Button step="secrets.try-again">{t('do.try-again')}</Button>
    </Note>
  )
}
