import { works } from 'virtual:licences'
import { ClipboardCopy, FolderOpen, Mail } from 'lucide-preact'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Group } from '../../components/group.tsx'
import { Switch } from '../../components/switch.tsx'
import type { ViewProps } from '../../mount.tsx'
import { requestStep } from '../../request-step.ts'

/** The app, its versions and its components. */
export function AboutSection({ snapshot, t }: ViewProps) {
  const { about, preferences } = snapshot.setup
  const facts = [
    [t('about.version'), about.version],
    ['Electron', about.electron],
    ['Chromium', about.chromium],
    ['Node', about.node],
    [t('about.system'), about.system],
  ]
  return (
    <>
      <p>{t('about.what')}</p>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Group title={t('about.diagnostics')} hint={t('about.diagnostics.hint')}>
        <div className="row start">
          <Button step="copy-diagnostics" icon={ClipboardCopy}>
            {t('do.copy-diagnostics')}
          </Button>
          <Button step="report-problem" icon={Mail}>
            {t('do.report-problem')}
          </Button>
          <Button step="open-log" icon={FolderOpen}>
            {t('do.open-log')}
          </Button>
        </div>
        <Switch
          label={t('about.log')}
          hint={t('about.log.hint')}
          isOn={preferences.logsDetails}
          onTurn={(isOn) => void requestStep({ do: 'prefer', change: { logsDetails: isOn } })}
        />
      </Group>
      <Disclosure label={t('about.licences')}>
        <p className="hint">{t('about.licences.intro')}</p>
        <ul className="works">
          {works.map(([name, version, licence]) => (
            <li key={`${name} ${version}`}>
              {name} {version}
              <span className="hint">{licence}</span>
            </li>
          ))}
        </ul>
      </Disclosure>
    </>
  )
}
