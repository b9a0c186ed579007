import type { Translate } from './catalogue/index.ts'
import type { KnownKeeper, Snapshot } from './snapshot.ts'

/** How many keepers a line names; the others are counted. */
const namedKeepers = 4

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Who looks after the row, in a line: "office iMac, now · project function, 4 min ago". Takes the latest first. */
export function keepersText(keepers: readonly KnownKeeper[], t: Translate, now: number): string {
  const named = keepers.slice(0, namedKeepers).map((keeper) => `${keeperText(keeper, t)}, ${agoText(keeper, t, now)}`)
  const more = keepers.length - named.length
  return [...named, ...(more > 0 ? [t('keepers.more', { count: more })] : [])].join(' · ')
}

/** A keeper's name, and what it is where that is not the app. */
export const keeperText = ({ name, kind }: Pick<KnownKeeper, 'name' | 'kind'>, t: Translate): string =>
  kind === 'app' ? name : t(`keepers.${kind}`, { name })

/** How long ago a keeper was seen. Within two minutes is now. */
export function agoText({ seenAt }: Pick<KnownKeeper, 'seenAt'>, t: Translate, now: number): string {
  const age = now - seenAt
  if (age < 2 * minute) return t('ago.now')
  if (age < 2 * hour) return t('ago.minutes', { count: Math.floor(age / minute) })
  if (age < 2 * day) return t('ago.hours', { count: Math.floor(age / hour) })
  return t('ago.days', { count: Math.floor(age / day) })
}

/** What a keeper did last, and how it renews the token, in a few words. */
export function keeperFacts({ did, renewsBy, version }: KnownKeeper, t: Translate): string {
  return [
    t(`keepers.renews.${renewsBy ?? 'none'}`),
    t(`keepers.did.${did}`),
    ...(version === '' ? [] : [version]),
  ].join(' · ')
}

/** For how many days nobody has been seen who can renew; null where somebody has, or where that is not known. */
export function unattendedFor({ keeper: { renewsByItself, unattendedDays } }: Snapshot): number | null {
  return renewsByItself || unattendedDays === 0 ? null : unattendedDays
}
