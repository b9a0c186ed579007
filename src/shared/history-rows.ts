import type { MessageKey, Translate } from './catalogue/index.ts'
import type { History, Mark, Writer } from './snapshot.ts'

/**
 * Who put a token in the row, or kept one there, as far as this computer knows:
 * - `here`: this app
 * - `keeper`: probably another keeper, which held the right to renew when the token came
 * - `elsewhere`: another keeper or another program, perhaps one on this computer
 */
export type Who = 'here' | 'keeper' | 'elsewhere'

/** An event of the history in words. Points in time are milliseconds since 1970. */
export interface HistoryRow {
  readonly mark: Mark
  readonly at: number
  /** When it last happened again; null if it happened once. */
  readonly lastAt: number | null
  readonly what: string
  /** Null if nobody did anything, or nobody knows who. */
  readonly who: Who | null
  /** The same in words, by name where the project's logbook knows it. */
  readonly by: string | null
  readonly fingerprint: string | null
}

/** Which events to show: all, those of tokens, or what stood in the way. */
export const historyKinds = ['all', 'tokens', 'problems'] as const
/** Whose events to show. */
export const historyWhose = ['all', 'here', 'others'] as const

export interface HistoryFilter {
  readonly kind: (typeof historyKinds)[number]
  readonly whose: (typeof historyWhose)[number]
}

/** The events that the filter lets through, the newest first. Pure. */
export function historyRows({ marks }: Pick<History, 'marks'>, t: Translate, filter?: HistoryFilter): HistoryRow[] {
  return marks
    .map((mark) => rowOf(mark, t))
    .filter((row) => filter === undefined || passes(row, filter))
    .sort((one, other) => other.at - one.at)
}

function rowOf(mark: Mark, t: Translate): HistoryRow {
  const isRepeated = mark.what === 'failed' && mark.lastAt > mark.at
  return {
    mark,
    at: mark.at,
    lastAt: isRepeated ? mark.lastAt : null,
    what: markText(mark, t),
    who: whoOf(mark),
    by: byText(mark, t),
    fingerprint: mark.what === 'conflict' ? null : (mark.fingerprint ?? null),
  }
}

function passes({ mark, who }: HistoryRow, { kind, whose }: HistoryFilter): boolean {
  const isProblem = mark.what === 'failed' || mark.what === 'refused' || mark.what === 'human-needed'
  if (kind !== 'all' && isProblem !== (kind === 'problems')) return false
  if (whose === 'all') return true
  return who !== null && (who === 'here') === (whose === 'here')
}

/** Who an event is the work of. Pure. */
export function whoOf(mark: Mark): Who | null {
  switch (mark.what) {
    case 'renewed':
    case 'captured':
    case 'restored':
    case 'conflict':
      return 'here'
    case 'adopted':
      return 'writer' in mark ? whoWrote(mark.writer) : (mark.by ?? 'elsewhere')
    case 'written':
      return whoWrote(mark.writer)
    case 'another-user':
      if (mark.by === undefined) return null
      return mark.by === 'another' ? 'elsewhere' : 'here'
    case 'found':
    case 'refused':
    case 'failed':
    case 'human-needed':
      return null
  }
}

function whoWrote({ isHere, byKeeper }: Writer): Who {
  if (isHere) return 'here'
  return byKeeper ? 'keeper' : 'elsewhere'
}

/** Whose work an event is, in words; null where nobody's, or where it is not known. Pure. */
export function byText(mark: Mark, t: Translate): string | null {
  if ('writer' in mark) return writerText(mark.writer, t)
  const who = whoOf(mark)
  return who === null ? null : t(`history.who.${who}`)
}

/** Who changed the row, by name: a keeper, or a program and its role, and the user, where there is one. Pure. */
export function writerText({ isHere, byKeeper, keeper, program, role, user }: Writer, t: Translate): string {
  if (isHere) return t('history.who.here')
  const named =
    program !== null && role !== null ? `${program} (${role})` : (program ?? role ?? t('history.by.unknown'))
  const ofKeeper = keeper === null ? t('history.by.unnamed') : t('history.by.keeper', { name: keeper })
  const who = byKeeper ? ofKeeper : named
  return user === null ? who : t('history.by.user', { who, user })
}

/** An event in a few words, without its time. Pure. */
export function markText(mark: Mark, t: Translate): string {
  if (mark.what === 'conflict') return t('history.conflict', { kept: mark.kept, other: mark.other })
  return t(keyOf(mark))
}

function keyOf(mark: Exclude<Mark, { what: 'conflict' }>): MessageKey {
  if (mark.what === 'written') return `history.written.${mark.change}`
  if (mark.what === 'captured') return `source.${mark.source}`
  if (mark.what !== 'failed') return `history.${mark.what}`
  const { at } = mark.problem
  return `history.failed.${at === 'oauth' ? 'gazelle' : at}`
}
