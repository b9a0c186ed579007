import { ClipboardPaste, Send } from 'lucide-preact'
import { allLanguages, languages } from '../../../shared/catalogue/languages.ts'
import type { PastedAlertField } from '../../../shared/ipc-fields.ts'
import { type AlertTarget, type AlertTargetSetup, alertTargets } from '../../../shared/setup.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Group } from '../../components/group.tsx'
import { Note } from '../../components/note.tsx'
import { Switch } from '../../components/switch.tsx'
import type { ViewProps } from '../../mount.tsx'
import { requestStep } from '../../request-step.ts'
import { AlertEmail } from './alert-email.tsx'
import { AlertNewsNote } from './alert-news.tsx'

/** Where alerts go beside this computer: each target with its test and what became of it. */
export function AlertsSection(props: ViewProps) {
  const { snapshot, t } = props
  const { alertLanguage } = snapshot.setup.preferences
  return (
    <>
      <p className="hint">{t('alerts.intro')}</p>
      <Choice
        label={t('alerts.language')}
        value={alertLanguage}
        options={[
          ['same', t('alerts.language.same')],
          ...allLanguages.map((each) => [each, languages[each].name] as const),
        ]}
        onChoose={(chosen) => void requestStep({ do: 'prefer', change: { alertLanguage: chosen } })}
      />
      {alertTargets.map((target) => (
        <Target key={target} target={target} {...props} />
      ))}
    </>
  )
}

function Target({ target, snapshot, t }: ViewProps & { target: AlertTarget }) {
  const { alerts } = snapshot.setup
  const setup = alerts.targets[target]
  const isSet = setup.given.length > 0
  const kept = t(snapshot.isSandbox || snapshot.secrets === 'memory' ? 'oauth.secret.kept.memory' : 'oauth.secret.kept')
  const { refused } = alerts
  return (
    <Group title={t(`alerts.target.${target}`)} hint={t(`alerts.hint.${target}`)}>
      {target === 'email' ? (
        <AlertEmail alerts={alerts} kept={kept} t={t} />
      ) : (
        <Pasted target={target} setup={setup} kept={kept} t={t} />
      )}
      {target !== 'email' && refused?.field.startsWith(`${target}.`) && (
        <Note tone="bad">{t(`alerts.flaw.${refused.flaw}`)}</Note>
      )}
      {target === 'ping' && isSet && (
        <Switch
          label={t('alerts.ping.failures')}
          hint={t('alerts.ping.failures.hint')}
          isOn={alerts.tellsFailures}
          onTurn={(isWanted) => void requestStep({ do: 'alerts.failures', isWanted })}
        />
      )}
      {isSet && (
        <>
          {setup.fault !== null && (
            <Note tone="soon">
              {t(setup.fault.field === 'webhook.secret' ? 'alerts.secret.missing' : `alerts.flaw.${setup.fault.flaw}`)}
            </Note>
          )}
          <div className="row start">
            {setup.fault === null && (
              <Button step={{ do: 'alerts.test', target }} icon={Send} isBusy={setup.latest?.state === 'sending'}>
                {t(target === 'ping' ? 'alerts.test.ping' : 'alerts.test')}
              </Button>
            )}
            <Button step={{ do: 'alerts.forget', target }} tone="danger">
              {t('alerts.forget')}
            </Button>
          </div>
          <AlertNewsNote target={target} news={setup.latest} snapshot={snapshot} t={t} />
        </>
      )}
    </Group>
  )
}

/** What is pasted for a target: its address, and what goes with that. A secret that is kept is not shown again. */
function Pasted({
  target,
  setup: { given, host },
  kept,
  t,
}: Pick<ViewProps, 't'> & { target: Exclude<AlertTarget, 'email'>; setup: AlertTargetSetup; kept: string }) {
  const address: PastedAlertField = `${target}.address`
  const isAddressGiven = given.includes(address)
  return (
    <>
      {isAddressGiven && (
        <dl className="facts">
          <div>
            <dt>{t('alerts.address')}</dt>
            <dd>
              {`${host}/…`}
              <span className="hint">{kept}</span>
            </dd>
          </div>
          {given.includes('webhook.secret') && (
            <div>
              <dt>{t('alerts.secret')}</dt>
              <dd>{kept}</dd>
            </div>
          )}
          {given.includes('ntfy.token') && (
            <div>
              <dt>{t('alerts.token')}</dt>
              <dd>{kept}</dd>
            </div>
          )}
        </dl>
      )}
      {!isAddressGiven && (
        <div className="stack">
          <Button step={{ do: 'alerts.paste', field: address }} icon={ClipboardPaste}>
            {t('alerts.paste')}
          </Button>
        </div>
      )}
      {target === 'webhook' && isAddressGiven && !given.includes('webhook.secret') && (
        <div className="stack">
          <Button step={{ do: 'alerts.paste', field: 'webhook.secret' }} icon={ClipboardPaste}>
            {t('alerts.paste.secret')}
          </Button>
        </div>
      )}
      {target === 'ntfy' && isAddressGiven && !given.includes('ntfy.token') && (
        <div className="stack">
          <Button step={{ do: 'alerts.paste', field: 'ntfy.token' }} icon={ClipboardPaste}>
            {t('alerts.paste.token')}
          </Button>
          <p className="hint">{t('alerts.paste.token.hint')}</p>
        </div>
      )}
    </>
  )
}
