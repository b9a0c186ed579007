import { ClipboardCopy, FolderDown, RefreshCw } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { FunctionText } from '../../../shared/setup.ts'
import { functionNews, functionObstacle } from '../../../shared/setup-wording.ts'
import { Button } from '../../components/button.tsx'
import { Group } from '../../components/group.tsx'
import { Note } from '../../components/note.tsx'
import type { ViewProps } from '../../mount.tsx'

/** How the project itself keeps the token: what is copied, in order, and whether the function is seen there. */
export function FunctionSection(props: ViewProps) {
  const { snapshot, t } = props
  const { supabase, oauth } = snapshot.setup
  const obstacle = functionObstacle(snapshot)
  return (
    <>
      <p>{t('function.intro')}</p>
      {obstacle !== null && (
        <Note tone="soon">
          <p>{t(`function.${obstacle}`)}</p>
          {obstacle === 'no-project' && <OpenSection section="supabase">{t('settings.supabase')}</OpenSection>}
        </Note>
      )}
      {obstacle === null && (
        <>
          {oauth.clientId === null && (
            <Note tone="soon">
              <p>{t('function.no-application')}</p>
              <OpenSection section="oauth">{t('oauth.title')}</OpenSection>
            </Note>
          )}
          <Group title={t('function.table')} hint={t('function.table.hint')}>
            <div className="row start">
              <Copy what="table">{t('function.copy.sql')}</Copy>
              {supabase.hasEditor && <Button step="supabase.open">{t('do.open-supabase')}</Button>}
            </div>
          </Group>
          <Group title={t('function.deploy')} hint={t('function.deploy.hint')}>
            <div className="stack">
              <Button step="function.save" icon={FolderDown}>
                {t('function.save')}
              </Button>
              {!supabase.hasEditor && <p className="hint">{t('function.deploy.ref')}</p>}
            </div>
          </Group>
          <Group title={t('function.schedule')} hint={t('function.schedule.hint')}>
            <div className="row start">
              <Copy what="schedule">{t('function.copy.sql')}</Copy>
            </div>
          </Group>
          <Group title={t('function.secrets')} hint={t('function.secrets.hint')}>
            <div className="stack">
              <Copy what="secrets">{t('function.secrets.copy')}</Copy>
              <p className="hint">{t('function.secrets.again')}</p>
            </div>
          </Group>
          <Runs {...props} />
        </>
      )}
    </>
  )
}

function Runs({ snapshot, t, now }: ViewProps) {
  const { functionLook } = snapshot.setup
  const news = functionNews(functionLook, t, now)
  return (
    <Group title={t('function.runs')} hint={t('function.runs.hint')}>
      <div className="row start">
        <Button step="function.look" icon={RefreshCw} isBusy={functionLook?.state === 'looking'}>
          {t('function.look')}
        </Button>
        <Copy what="logbook">{t('function.logbook.copy')}</Copy>
      </div>
      {news !== null && (
        <Note tone={news.tone}>
          <p>{news.text}</p>
        </Note>
      )}
    </Group>
  )
}

function Copy({ what, children }: { what: FunctionText; children: ComponentChildren }) {
  return (
    <Button step={{ do: 'function.copy', what }} icon={ClipboardCopy}>
      {children}
    </Button>
  )
}

function OpenSection({ section, children }: { section: 'supabase' | 'oauth'; children: ComponentChildren }) {
  return <Button step={{ do: 'open-settings', section }}>{children}</Button>
}
