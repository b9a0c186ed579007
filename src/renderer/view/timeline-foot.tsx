import { History, Shapes } from 'lucide-preact'
import { useId } from 'preact/hooks'
import type { Translate } from '../../shared/catalogue/index.ts'
import { Button } from '../components/button.tsx'
import { SignIcon } from './history-sign.tsx'

const signs = ['renewed', 'captured', 'adopted', 'restored', 'conflict', 'human-needed', 'failed'] as const
const bars = ['current', 'life', 'dead'] as const

/** Below the picture: where it begins and ends, what its marks mean, and the way to the whole history. */
export function TimelineFoot({ isEmpty, t }: { isEmpty: boolean; t: Translate }) {
  return (
    <>
      <p className="ends">
        {isEmpty ? (
          t('history.empty')
        ) : (
          <>
            <span>{t('history.start')}</span>
            <span>{t('history.end')}</span>
          </>
        )}
      </p>
      <div className="foot">
        <Legend t={t} />
        <Button step={{ do: 'open-settings', section: 'history' }} tone="plain" icon={History}>
          {t('settings.history')}
        </Button>
      </div>
    </>
  )
}

/** A button that shows what the marks mean. The platform's popover closes it on Escape and on a press elsewhere. */
function Legend({ t }: { t: Translate }) {
  const id = useId()
  return (
    <>
      <button type="button" className="plain opens-legend" popoverTarget={id}>
        <Shapes className="glyph" />
        {t('legend.title')}
      </button>
      <section id={id} className="legend" popover="auto" aria-label={t('legend.title')}>
        <ul>
          {signs.map((sign) => (
            <li key={sign}>
              <SignIcon what={sign} />
              {t(`legend.${sign}`)}
            </li>
          ))}
          {bars.map((bar) => (
            <li key={bar}>
              <svg className="sign-icon" viewBox="0 0 12 12" aria-hidden="true">
                <g className={bar === 'current' ? 'life current' : 'life'}>
                  <rect className={bar === 'dead' ? 'dead' : undefined} x="0" y="2" width="12" height="8" rx="2" />
                </g>
              </svg>
              {t(`legend.${bar}`)}
            </li>
          ))}
          <li>
            <svg className="sign-icon day" viewBox="0 0 12 12" aria-hidden="true">
              <text x="6" y="10" text-anchor="middle">
                {2}
              </text>
            </svg>
            {t('legend.count')}
          </li>
        </ul>
      </section>
    </>
  )
}
