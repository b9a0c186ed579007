import type { Translate } from './catalogue/index.ts'
import type { Language } from './catalogue/languages.ts'
import { datesIn } from './dates.ts'
import type { TrayStatus } from './tray-status.ts'
import type { UpdatesSetup } from './updates.ts'

/** What is known of updates, in words: the first line says how it stands, the others what follows. */
export function updatesNews(
  updates: UpdatesSetup,
  language: Language,
  t: Translate,
): { readonly tone: TrayStatus; readonly lines: readonly string[] } {
  const { isOffered, fault } = updates
  if (!isOffered) return { tone: 'off', lines: [t('updates.not-offered')] }
  if (fault !== null) return { tone: 'bad', lines: [t(`updates.fault.${fault}`), ...foundLines(updates, language, t)] }
  return { tone: toneOf(updates), lines: standingLines(updates, language, t) }
}

function toneOf({ activity, found, lookedAt }: UpdatesSetup): TrayStatus {
  if (activity !== 'idle') return 'busy'
  // A newer version is news, and the present one goes on working: nothing here needs anybody.
  return found !== null || lookedAt === null ? 'off' : 'good'
}

function standingLines(updates: UpdatesSetup, language: Language, t: Translate): readonly string[] {
  const { activity, found, lookedAt } = updates
  const { version = '', size = null } = found ?? {}
  switch (activity) {
    case 'looking':
      return [t('updates.looking')]
    case 'fetching': {
      const percent = size === null ? 0 : Math.floor((updates.fetched / size) * 100)
      return [t('updates.fetching', { version, percent })]
    }
    case 'waiting':
      return [t('updates.waiting')]
    case 'installing':
      return [t('updates.installing', { version })]
    case 'idle': {
      if (found !== null) return foundLines(updates, language, t)
      if (lookedAt === null) return [t('updates.never')]
      const dates = datesIn(language)
      return [t('updates.current', { day: dates.day(lookedAt), time: dates.time(lookedAt) })]
    }
  }
}

function foundLines({ found, isReady }: UpdatesSetup, language: Language, t: Translate): readonly string[] {
  if (found === null) return []
  const { version, released, way, size } = found
  const how = t(`updates.way.${way}`)
  if (isReady) return [t('updates.ready', { version }), how]
  const out = t('updates.found', { version, date: datesIn(language).date(released) })
  if (size === null) return [out, how]
  return [out, t('updates.found.size', { size: Math.ceil(size / 1_000_000) })]
}
