import { news } from 'virtual:changelog'
import { works } from 'virtual:licences'
import { FolderOpen } from 'lucide-preact'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Group } from '../../components/group.tsx'
import { Switch } from '../../components/switch.tsx'
import type { ViewProps } from '../../mount.tsx'
import { requestStep } from '../../request-step.ts'
import { DiagnosticsButtons } from '../diagnostics-buttons.tsx'
import { NewsParts } from './news-parts.tsx'
import { OwnDataGroup } from './own-data-group.tsx'
import { PersonToAsk } from './person-to-ask.tsx'
import { UpdatesGroup } from './updates-group.tsx'

/** The app, whom to ask about it, what is new, and what it is made of. */
export function AboutSection(props: ViewProps) {
  const { snapshot, t } = props
  const { about, preferences, ownData } = snapshot.setup
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
      <UpdatesGroup {...props} />
      <PersonToAsk snapshot={snapshot} t={t} />
      <Group title={t('about.diagnostics')} hint={t('about.diagnostics.hint')}>
        <div className="row start">
          <DiagnosticsButtons snapshot={snapshot} t={t} />
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
      <Disclosure label={t('about.new')}>
        <News t={t} />
      </Disclosure>
      {ownData !== null && <OwnDataGroup kept={ownData} t={t} />}
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

/** The newest part of the changelog, which is in English. */
function News({ t }: Pick<ViewProps, 't'>) {
  const { version, since, parts } = news
  return (
    <>
      <p className="hint">{t('about.new.intro')}</p>
      {version !== null && <p>{`${t('about.version')} ${version}`}</p>}
      {version === null && since !== null && <p>{t('about.new.unreleased', { version: since })}</p>}
      <NewsParts parts={parts} />
    </>
  )
}
