import { allLanguages, languages } from '../../../shared/catalogue/languages.ts'
import type { Preferences } from '../../../shared/setup.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Note } from '../../components/note.tsx'
import { Switch } from '../../components/switch.tsx'
import type { ViewProps } from '../../mount.tsx'
import { requestStep } from '../../request-step.ts'
import { ProxyLogin } from './proxy-login.tsx'
import { ShortcutField } from './shortcut-field.tsx'

const themes = ['system', 'light', 'dark'] as const

/** The app's behaviour on this computer. */
export function GeneralSection({ snapshot, t }: ViewProps) {
  const { language, theme, startsAtLogin, reminds } = snapshot.setup.preferences
  const { commandLine, loginTrouble, proxy, shortcut } = snapshot.setup
  const prefer = (change: Partial<Preferences>) => void requestStep({ do: 'prefer', change })
  return (
    <>
      <Choice
        label={t('general.language')}
        value={language}
        options={[
          ['system', t('general.language.system')],
          ...allLanguages.map((each) => [each, languages[each].name] as const),
        ]}
        onChoose={(chosen) => prefer({ language: chosen })}
      />
      <Choice
        label={t('general.theme')}
        value={theme}
        options={themes.map((each) => [each, t(`general.theme.${each}`)] as const)}
        onChoose={(chosen) => prefer({ theme: chosen })}
      />
      <Switch
        label={t('general.login')}
        hint={t('general.login.hint')}
        isOn={startsAtLogin}
        onTurn={(isOn) => prefer({ startsAtLogin: isOn })}
      />
      {loginTrouble !== null && (
        <Note tone="bad">
          <p>{t(`general.login.${loginTrouble}`)}</p>
        </Note>
      )}
      <ShortcutField shortcut={shortcut} t={t} />
      <Switch
        label={t('general.reminds')}
        hint={t('general.reminds.hint')}
        isOn={reminds}
        onTurn={(isOn) => prefer({ reminds: isOn })}
      />
      <Switch
        label={t('general.command-line')}
        hint={t('general.command-line.hint')}
        isOn={commandLine.isAllowed}
        onTurn={(isOn) => void requestStep(isOn ? 'command-line.allow' : 'command-line.refuse')}
      />
      {commandLine.trouble !== null && (
        <Note tone="bad">
          {commandLine.isLeft && <p>{t('general.command-line.left')}</p>}
          <p>{t(`general.command-line.${commandLine.trouble}`)}</p>
          {commandLine.isLeft && <Button step="command-line.refuse">{t('general.command-line.take-away')}</Button>}
        </Note>
      )}
      {proxy !== null && <ProxyLogin proxy={proxy} t={t} />}
    </>
  )
}
