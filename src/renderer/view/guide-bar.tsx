import { sentence } from '../../shared/wording.ts'
import { keeper } from '../door.ts'
import type { ViewProps } from '../mount.tsx'

/** The slim bar above Gazelle's page: what is awaited, what went wrong, and the two ways out. */
export function GuideBar({ snapshot, t }: ViewProps) {
  const isFound = snapshot.signIn === 'done' || snapshot.signIn === 'held'
  return (
    <div className="guide" data-phase={snapshot.signIn}>
      <p aria-live="polite">{sentence(snapshot, t)}</p>
      <button type="button" onClick={() => keeper.ask('sign-in.reload')}>
        {t('do.reload')}
      </button>
      <button type="button" onClick={() => keeper.ask('sign-in.cancel')}>
        {t(isFound ? 'do.close' : 'do.cancel')}
      </button>
    </div>
  )
}
