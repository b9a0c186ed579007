import { ClipboardCopy, Download, RefreshCw, RotateCw } from 'lucide-preact'
import type { Preferences } from '../../../shared/setup.ts'
import { channels } from '../../../shared/updates.ts'
import { updatesNews } from '../../../shared/updates-wording.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Group } from '../../components/group.tsx'
import { Note } from '../../components/note.tsx'
import { Switch } from '../../components/switch.tsx'
import type { ViewProps } from '../../mount.tsx'
import { requestStep } from '../../request-step.ts'
import { NewsParts } from './news-parts.tsx'

/** Whether there is a newer version, and what a person can do about it. */
export function UpdatesGroup({ snapshot, t }: ViewProps) {
  const { updates, preferences } = snapshot.setup
  const { isOffered, activity, found, isReady, command, said } = updates
  const { tone, lines } = updatesNews(updates, snapshot.language, t)
  const prefer = (change: Partial<Preferences>) => void requestStep({ do: 'prefer', change })
  const isIdle = activity === 'idle'
  return (
    <Group title={t('updates.title')}>
      <Note tone={tone}>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {command !== null && <code>{command}</code>}
        {said !== null && <code>{said}</code>}
      </Note>
      {found !== null && (
        <Disclosure label={t('updates.news', { version: found.version })}>
          <NewsParts parts={found.news} />
        </Disclosure>
      )}
      {isOffered && (
        <>
          <div className="row start">
            {isReady && command === null && (
              <Button step="updates.install" tone="main" icon={RotateCw} isDisabled={!isIdle}>
                {t('updates.install')}
              </Button>
            )}
            {command !== null && (
              <Button step="updates.copy-command" tone="main" icon={ClipboardCopy}>
                {t('updates.copy-command')}
              </Button>
            )}
            {found !== null && found.size !== null && !isReady && (
              <Button
                step="updates.fetch"
                tone="main"
                icon={Download}
                isBusy={activity === 'fetching'}
                isDisabled={!isIdle}
              >
                {t('updates.fetch')}
              </Button>
            )}
            <Button step="updates.look" icon={RefreshCw} isBusy={activity === 'looking'} isDisabled={!isIdle}>
              {t('updates.look')}
            </Button>
          </div>
          <Switch
            label={t('updates.by-itself')}
            hint={t('updates.by-itself.hint')}
            isOn={preferences.looksForUpdates}
            onTurn={(isOn) => prefer({ looksForUpdates: isOn })}
          />
          <Choice
            label={t('updates.channel')}
            value={preferences.updateChannel}
            options={channels.map((each) => [each, t(`updates.channel.${each}`)] as const)}
            onChoose={(chosen) => prefer({ updateChannel: chosen })}
          />
        </>
      )}
    </Group>
  )
}
