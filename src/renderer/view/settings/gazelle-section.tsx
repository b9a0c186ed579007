import { ClipboardPaste, FlaskConical, LogIn } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { trayStatusOf } from '../../../shared/tray-status.ts'
import { headline, timeLeftText } from '../../../shared/wording.ts'
import { Button } from '../../components/button.tsx'
import { Group } from '../../components/group.tsx'
import { Note } from '../../components/note.tsx'
import { StateIcon } from '../../components/state-icon.tsx'
import { Switch } from '../../components/switch.tsx'
import type { ViewProps } from '../../mount.tsx'
import { requestStep } from '../../request-step.ts'
import { PasteResult } from './paste-result.tsx'
import { TestResult } from './test-result.tsx'

/** The token's source, a sign-in or the clipboard, and whether it works. */
export function GazelleSection(props: ViewProps) {
  const { snapshot, t, now } = props
  const time = timeLeftText(snapshot, t, now)
  if (!snapshot.isConnected) return <Unconnected {...props} />
  return (
    <>
      <p className="standing">
        <StateIcon trayStatus={trayStatusOf(snapshot)} />
        {time === null ? headline(snapshot, t) : `${headline(snapshot, t)} – ${time}`}
      </p>
      <p className="hint">{t('gazelle.pace')}</p>
      <GazelleSignIn {...props}>
        <ForgetSession t={t} />
      </GazelleSignIn>
      <GazellePaste {...props} />
      <Group title={t('gazelle.test')} hint={t('gazelle.test.hint')}>
        <div>
          <Button step="test" icon={FlaskConical} isBusy={snapshot.setup.test?.state === 'asking'}>
            {t('do.test')}
          </Button>
        </div>
        <TestResult {...props} />
      </Group>
    </>
  )
}

/** Without a project a token has nowhere to go: that comes first. */
function Unconnected({ snapshot, t }: ViewProps) {
  return (
    <>
      <p className="standing">
        <StateIcon trayStatus={trayStatusOf(snapshot)} />
        {headline(snapshot, t)}
      </p>
      <Note tone="soon">
        <p>{t('gazelle.unconnected')}</p>
        <Button step={{ do: 'open-settings', section: 'supabase' }} tone="main">
          {t('do.set-up')}
        </Button>
      </Note>
      <ForgetSession t={t} />
    </>
  )
}

function ForgetSession({ t }: Pick<ViewProps, 't'>) {
  return (
    <div className="stack">
      <Button step="sign-in.forget" tone="danger">
        {t('gazelle.forget')}
      </Button>
      <p className="hint">{t('gazelle.forget.hint')}</p>
    </div>
  )
}

/** The sign-in, and whether the session is kept. */
export function GazelleSignIn({ snapshot, t, children }: ViewProps & { children?: ComponentChildren }) {
  const { staysSignedIn } = snapshot.setup.preferences
  return (
    <Group title={t('sign-in.title')} hint={t('gazelle.sign-in.hint')}>
      <div>
        <Button step="sign-in" icon={LogIn} tone={snapshot.condition === 'valid' ? 'quiet' : 'main'}>
          {t('do.sign-in')}
        </Button>
      </div>
      <Switch
        label={t('gazelle.stay')}
        hint={t('gazelle.stay.hint')}
        isOn={staysSignedIn}
        onTurn={(isOn) => void requestStep({ do: 'prefer', change: { staysSignedIn: isOn } })}
      />
      {children}
    </Group>
  )
}

export function GazellePaste(props: ViewProps) {
  const { snapshot, t } = props
  return (
    <Group title={t('gazelle.paste')} hint={t('gazelle.paste.hint')}>
      <div>
        <Button step="paste" icon={ClipboardPaste} isBusy={snapshot.setup.paste?.state === 'trying'}>
          {t('gazelle.paste.do')}
        </Button>
      </div>
      <PasteResult {...props} />
    </Group>
  )
}
