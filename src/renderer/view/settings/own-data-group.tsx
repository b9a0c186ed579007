import { Trash2 } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { DataKind, KeptData } from '../../../shared/setup.ts'
import { Button } from '../../components/button.tsx'
import { Group } from '../../components/group.tsx'
import type { ViewProps } from '../../mount.tsx'

/** What Gazelle Keeper keeps on this computer, and the removal of what the person ticks. */
export function OwnDataGroup({ kept, t }: { kept: readonly KeptData[]; t: ViewProps['t'] }) {
  const [ticked, setTicked] = useState<readonly DataKind[]>([])
  const what = kept.filter(({ kind, isInUse }) => ticked.includes(kind) && !isInUse).map(({ kind }) => kind)
  const tick = (kind: DataKind, isOn: boolean) =>
    setTicked(isOn ? [...ticked, kind] : ticked.filter((each) => each !== kind))
  return (
    <Group title={t('own-data.title')} hint={t('own-data.hint')}>
      <ul className="kept">
        {kept.map(({ kind, places, bytes, isInUse }) => (
          <li key={kind}>
            <label>
              <input
                type="checkbox"
                checked={what.includes(kind)}
                disabled={isInUse}
                onChange={({ currentTarget }) => tick(kind, currentTarget.checked)}
              />
              {t(`own-data.${kind}`)}
            </label>
            {places.map((place) => (
              <p key={place} className="hint">
                {place}
              </p>
            ))}
            {bytes > 0 && <p className="hint">{t('own-data.size', { size: Math.ceil(bytes / 1_000_000) })}</p>}
            {isInUse && <p className="hint">{t('own-data.in-use')}</p>}
          </li>
        ))}
      </ul>
      <div className="row start">
        <Button step={{ do: 'own-data.remove', what }} tone="danger" icon={Trash2} isDisabled={what.length === 0}>
          {t('own-data.remove')}
        </Button>
      </div>
    </Group>
  )
}
