import { ClipboardCopy } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { invitationObstacle } from '../../../shared/setup-wording.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Group } from '../../components/group.tsx'
import { Note } from '../../components/note.tsx'
import type { ViewProps } from '../../mount.tsx'

/** An invitation to the project that is set up, for another computer. */
export function Invite({ snapshot, t }: Pick<ViewProps, 'snapshot' | 't'>) {
  const { obstacle, refused } = snapshot.setup.invitation
  const [email, setEmail] = useState('')
  if (obstacle !== null) {
    return (
      <Group title={t('invitation.title')}>
        <Note tone="soon">{invitationObstacle(obstacle, t)}</Note>
      </Group>
    )
  }
  return (
    <Group title={t('invitation.title')} hint={t('invitation.intro')}>
      <Field
        type="email"
        autoComplete="off"
        label={t('invitation.email')}
        value={email}
        hint={t('invitation.email.hint')}
        flaw={refused === 'email' ? t('code.failure.bad-email') : null}
        onType={setEmail}
      />
      {refused === 'file' && <Note tone="bad">{t('invitation.not-saved')}</Note>}
      <div className="row start">
        <Button step={{ do: 'invitation.copy', email }} icon={ClipboardCopy}>
          {t('invitation.copy')}
        </Button>
        <Button step={{ do: 'invitation.save', email }}>{t('invitation.save')}</Button>
      </div>
    </Group>
  )
}
