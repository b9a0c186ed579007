import { daysLeft } from '../../shared/wording.ts'
import type { ViewProps } from '../mount.tsx'

const radius = 52
const circumference = 2 * Math.PI * radius

/** A ring that empties as the token's life runs out, with the days left inside it. */
export function DaysRing({ snapshot, t, now }: ViewProps) {
  const token = snapshot.keeper.token
  const isDead = snapshot.condition === 'expired' || snapshot.condition === 'refused'
  const days = token === null || isDead ? null : daysLeft(snapshot, now)
  const isEndless = token !== null && !isDead && token.expiry.certainty === 'never'
  return (
    <div className="ring">
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle className="track" cx="60" cy="60" r={radius} />
        <circle
          className="rest"
          cx="60"
          cy="60"
          r={radius}
          strokeDasharray={circumference}
          strokeDashoffset={circumference * (1 - (isEndless ? 1 : shareLeft(snapshot, now, isDead)))}
        />
      </svg>
      <p>
        {isEndless && <span className="endless">∞</span>}
        {days !== null && (
          <>
            <strong>{t('days.number', { days })}</strong>
            <span>{t('days.unit', { days })}</span>
          </>
        )}
        {days === null && !isEndless && <strong>–</strong>}
      </p>
    </div>
  )
}

function shareLeft(snapshot: ViewProps['snapshot'], now: number, isDead: boolean): number {
  const token = snapshot.keeper.token
  if (token === null || isDead || token.expiry.certainty === 'never') return 0
  const start = token.issuedAt ?? token.expiry.at - 30 * 24 * 60 * 60
  const share = (token.expiry.at - now / 1000) / (token.expiry.at - start)
  return Math.min(1, Math.max(0, share))
}
