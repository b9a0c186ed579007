import { describeDisk } from '../../shared/wording.ts'
import { Button } from '../components/button.tsx'
import { Note } from '../components/note.tsx'
import type { ViewProps } from '../mount.tsx'
import { DiagnosticsButtons } from './diagnostics-buttons.tsx'

/** The app's own mishaps on this computer, and their remedies. */
export function Mishaps({ snapshot, t }: Pick<ViewProps, 'snapshot' | 't'>) {
  const { disk, settings, mistake } = snapshot.mishaps
  return (
    <>
      {disk !== null && <Note tone="bad">{describeDisk(disk, t)}</Note>}
      {settings !== null && (
        <Note tone="soon">
          <p>{t(`mishap.settings.${settings}`)}</p>
          <Button step="dismiss-mishaps">{t('do.dismiss')}</Button>
        </Note>
      )}
      {mistake !== null && (
        <Note tone="soon">
          <p>{t('mishap.mistake', { what: mistake.name })}</p>
          <div className="row">
            <DiagnosticsButtons snapshot={snapshot} t={t} />
            <Button step="dismiss-mishaps">{t('do.dismiss')}</Button>
          </div>
        </Note>
      )}
    </>
  )
}
