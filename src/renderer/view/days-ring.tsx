import { Clock, Infinity as Endless, HardDriveDownload, KeyRound, type LucideIcon, OctagonX, Plug } from 'lucide-preact'
import { expiresAt } from '../../shared/snapshot.ts'
import { moment, tokenTimeLeft } from '../../shared/wording.ts'
import type { ViewProps } from '../mount.tsx'

const radius = 52
const circumference = 2 * Math.PI * radius
/** In milliseconds. */
const thirtyDays = 30 * 24 * 60 * 60 * 1000

/**
 * The token's life as a ring: it begins and ends at the top, its remaining part is coloured, and a bead marks the automatic
 * renewal if there will be one. Inside are the days left, or an icon if there are none to count.
 */
export function DaysRing({ snapshot, t, now }: ViewProps) {
  const { token } = snapshot.keeper
  const isDead = snapshot.condition === 'refused' || token === null || isOver(token, now)
  const left = isDead ? null : tokenTimeLeft(snapshot, now)
  const life = isDead ? null : lifeOf(token)
  const passed = life === null ? 1 : share(now, life)
  const isEndless = !isDead && expiresAt(token) === null
  const renewal = snapshot.keeper.renewsByItself ? renewalOf(snapshot, t, now) : null
  const Icon = isEndless ? Endless : iconOf(snapshot)
  return (
    <div className="ring">
      <svg className="dial" viewBox="0 0 120 120" aria-hidden="true">
        <circle className="track" cx="60" cy="60" r={radius} />
        {(isEndless || passed < 1) && (
          <circle
            className="rest"
            cx="60"
            cy="60"
            r={radius}
            stroke-dasharray={circumference}
            stroke-dashoffset={isEndless ? 0 : -circumference * passed}
          />
        )}
        {life !== null && renewal !== null && <Bead at={share(renewal.at, life)} tooltip={renewal.text} />}
        {isAtWork(snapshot) && (
          <circle className="work" cx="60" cy="60" r="58.5" pathLength="100" stroke-dasharray="22 78" />
        )}
      </svg>
      <p>
        {left !== null && 'count' in left && (
          <>
            <strong>{t('ring.number', { count: left.count })}</strong>
            <span>{t(`ring.${left.unit}`, { count: left.count })}</span>
          </>
        )}
        {(left === null || !('count' in left)) && <Icon className="picture" aria-hidden="true" />}
        {isEndless && <span className="unseen">∞</span>}
      </p>
      {life !== null && renewal !== null && <p className="unseen">{renewal.text}</p>}
    </div>
  )
}

type Snapshot = ViewProps['snapshot']
type Token = NonNullable<Snapshot['keeper']['token']>

interface Span {
  readonly from: number
  readonly until: number
}

/** When a new token is due, and how that is said; null if that is not known. A renewal is promised only where there is a way. */
function renewalOf({ keeper: { token, renewsByItself }, language }: Snapshot, t: ViewProps['t'], now: number) {
  if (token === null || token.renewAt === null) return null
  const at = token.renewAt * 1000
  const key = at <= now ? 'ring.overdue' : renewsByItself ? 'ring.renewal' : 'ring.due'
  return { at, text: t(key, moment(at, now, language)) }
}

/** A bead on the ring; `at` is its share of the life. Its tooltip comes a little around it, too. */
function Bead({ at, tooltip }: { at: number; tooltip: string }) {
  const angle = 2 * Math.PI * at
  const [cx, cy] = [60 + radius * Math.sin(angle), 60 - radius * Math.cos(angle)]
  return (
    <g>
      <title>{tooltip}</title>
      <circle className="near" cx={cx} cy={cy} r="12" />
      <circle className="bead" cx={cx} cy={cy} r="5.5" />
    </g>
  )
}

/** The token's life in milliseconds; thirty days if its beginning is unknown. */
function lifeOf(token: Token): Span | null {
  const until = expiresAt(token)
  if (until === null) return null
  return { from: token.issuedAt === null ? until - thirtyDays : token.issuedAt * 1000, until }
}

function isOver(token: Token, now: number): boolean {
  const end = expiresAt(token)
  return end !== null && end <= now
}

function share(at: number, { from, until }: Span): number {
  return Math.min(1, Math.max(0, (at - from) / (until - from)))
}

function isAtWork({ isConnected, condition, keeper: { activity } }: Snapshot): boolean {
  if (!isConnected) return false
  return condition === 'starting' || activity === 'renewing' || activity === 'trying' || activity === 'saving'
}

function iconOf({ isConnected, condition, unread }: Snapshot): LucideIcon {
  if (!isConnected) return unread === null ? Plug : OctagonX
  switch (condition) {
    case 'starting':
    case 'expiring':
      return Clock
    case 'held':
      return HardDriveDownload
    case 'refused':
    case 'expired':
    case 'blocked':
      return OctagonX
    default:
      return KeyRound
  }
}
