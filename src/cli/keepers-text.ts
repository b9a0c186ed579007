import type { SeenKeeper } from '../core/keeper/logbook.ts'
import type { Say } from '../shared/catalogue/command-line/speaker.ts'

/** How many keepers are named; the others are counted. */
const namedKeepers = 4
/** Within two minutes is now. */
const nowSeconds = 120

/** Who looks after the row, in words: "office iMac, now · project function, 4 min ago". Takes the latest first. */
export function keepersText(keepers: readonly SeenKeeper[], say: Say): string {
  const named = keepers
    .slice(0, namedKeepers)
    .map(({ name, kind, secondsAgo }) =>
      say('keeper.seen', { keeper: say(`keeper.${kind}`, { name }), ago: agoText(secondsAgo, say) }),
    )
  const more = keepers.length - named.length
  return [...named, ...(more > 0 ? [say('keeper.more', { count: more })] : [])].join(' · ')
}

function agoText(seconds: number, say: Say): string {
  if (seconds < nowSeconds) return say('ago.now')
  if (seconds < 7_200) return say('ago.minutes', { count: Math.floor(seconds / 60) })
  if (seconds < 172_800) return say('ago.hours', { count: Math.floor(seconds / 3_600) })
  return say('ago.days', { count: Math.floor(seconds / 86_400) })
}
