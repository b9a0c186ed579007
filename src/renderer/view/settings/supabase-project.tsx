import { ClipboardPaste, ExternalLink, FolderOpen } from 'lucide-preact'
import type { InvitationFault, SupabaseSetup } from '../../../shared/setup.ts'
import { connectionFailure, connectionNote, invitationFault, isAddressFailure } from '../../../shared/setup-wording.ts'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Field } from '../../components/field.tsx'
import { Group } from '../../components/group.tsx'
import { Note } from '../../components/note.tsx'
import { keeper } from '../../door.ts'
import type { ViewProps } from '../../mount.tsx'
import { WhereToFind } from './where-to-find.tsx'

/** The project's URL and key, from the clipboard, in any copied form, or from an invitation. */
export function SupabaseProject({ snapshot, t }: ViewProps) {
  const { supabase } = snapshot.setup
  const paste = supabase.said?.about === 'paste' ? supabase.said : null
  const failure = paste?.failure ?? null
  const isNew = supabase.url === null && supabase.keyKind === null
  const isOfAddress = failure !== null && isAddressFailure(failure)
  return (
    <Group title={t('supabase.project')} hint={t('supabase.paste.hint')}>
      <div className="row start">
        <Button
          step="supabase.paste"
          icon={ClipboardPaste}
          isBusy={supabase.isBusy}
          tone={supabase.keyKind === null ? 'main' : 'quiet'}
        >
          {t('supabase.paste')}
        </Button>
        <Button step="invitation.open" icon={FolderOpen}>
          {t('invitation.open')}
        </Button>
        {supabase.hasEditor && (
          <Button step="supabase.open" icon={ExternalLink}>
            {t('do.open-supabase')}
          </Button>
        )}
      </div>
      {isNew && <p className="hint">{t('invitation.hint')}</p>}
      {supabase.said?.about === 'invitation' && <Invited supabase={supabase} fault={supabase.said.fault} t={t} />}
      {failure !== null && !isOfAddress && <Note tone="bad">{connectionFailure(failure, t)}</Note>}
      {paste !== null && failure === null && <Pasted supabase={supabase} t={t} />}
      {paste?.notes.map((note) => (
        <Note key={note} tone="off">
          {connectionNote(note, t)}
        </Note>
      ))}
      <Disclosure label={t('find.title')} isOpen={isNew}>
        <WhereToFind t={t} />
      </Disclosure>
      <Field
        name="url"
        label={t('supabase.url')}
        value={supabase.url ?? ''}
        placeholder={t('supabase.url.hint')}
        flaw={isOfAddress ? connectionFailure(failure, t) : null}
        onCommit={(url) => keeper.request({ do: 'supabase.url', url })}
      />
      <Key supabase={supabase} isUnread={snapshot.unread !== null && snapshot.unread.why !== 'lost'} t={t} />
    </Group>
  )
}

/** What is there after a paste, and what is still to be copied: the fields themselves may be below the fold. */
function Pasted({ supabase: { url, keyKind }, t }: { supabase: SupabaseSetup; t: ViewProps['t'] }) {
  if (url !== null && keyKind !== null) return <Note tone="good">{t('supabase.pasted')}</Note>
  return <Note tone="off">{t(url === null ? 'supabase.pasted.key' : 'supabase.pasted.url')}</Note>
}

/** How the invitation ended that was pasted or opened last. */
function Invited({
  supabase: { isSignedIn },
  fault,
  t,
}: {
  supabase: SupabaseSetup
  fault: InvitationFault | null
  t: ViewProps['t']
}) {
  if (fault !== null) return <Note tone="bad">{invitationFault(fault, t)}</Note>
  return isSignedIn ? null : <Note tone="good">{t('invitation.accepted')}</Note>
}

function Key({
  supabase: { keyKind, keyOfOtherProject },
  isUnread,
  t,
}: {
  supabase: SupabaseSetup
  isUnread: boolean
  t: ViewProps['t']
}) {
  const none = isUnread ? 'unread.key' : 'supabase.key.none'
  const opensAll = keyKind === 'secret' || keyKind === 'legacy-service-role'
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{t('supabase.key')}</dt>
          <dd>
            {t(keyKind === null ? none : `supabase.key.${keyKind}`)}
            {keyKind !== null && !opensAll && <span className="hint">{t('supabase.key.needs-user')}</span>}
          </dd>
        </div>
      </dl>
      {opensAll && <Note tone="soon">{t('supabase.key.opens-all')}</Note>}
      {keyOfOtherProject && <Note tone="bad">{t('supabase.key.other-project')}</Note>}
    </>
  )
}
