import { oneLine } from '../../core/base/one-line.ts'
import { historyMilliseconds } from '../../core/keeper/history.ts'
import type { RowWrite } from '../../core/keeper/logbook.ts'
import type { History, Life, Mark, Writer } from '../../shared/snapshot.ts'

const minute = 60_000
/** What this app did and the database saw is one event if no more lies between: a token may wait before it is saved. */
const ownDeedMilliseconds = 60 * minute
/** A token is found after it was written, by clocks that differ by no more. */
const skewMilliseconds = 5 * minute
const longestName = 80

/**
 * The history with what the project's logbook tells of the row's tokens, so that a new computer knows the past, and each who
 * changed them. What this app did itself stays as its own log tells it; a token that it found is told with who wrote it, and when.
 * `here` is this computer's name among the keepers. Pure; `now` in milliseconds.
 */
export function withWrites(history: History, writes: readonly RowWrite[], here: string, now: number): History {
  // A row whose token stays the same has no new past.
  const changes = writes
    .filter(({ what, before, after }) => what !== 'changed' || before !== after)
    .toSorted((one, other) => one.at - other.at || one.id - other.id)
  if (changes.length === 0) return history
  const since = now - historyMilliseconds
  const told = marksWith(history.marks, changes, here)
  return {
    ...history,
    lives: livesWith(history.lives, changes).filter(({ until }) => until === null || until >= since),
    marks: told.filter(({ at }) => at >= since).toSorted((one, other) => one.at - other.at),
  }
}

function marksWith(marks: readonly Mark[], changes: readonly RowWrite[], here: string): Mark[] {
  const known = new Set<RowWrite>()
  const take = (write: RowWrite | undefined) => {
    if (write === undefined || known.has(write)) return null
    known.add(write)
    return write
  }
  const own = marks.flatMap((mark): Mark[] => {
    if (mark.what === 'renewed' || mark.what === 'captured' || mark.what === 'restored') {
      take(nearest(changes, mark))
      return [mark]
    }
    if (mark.what !== 'adopted' && mark.what !== 'found') return [mark]
    const write = take(
      changes.findLast(({ at, after }) => after === mark.fingerprint && at <= mark.at + skewMilliseconds),
    )
    if (write === null) return [mark]
    const { at } = write
    return mark.what === 'found' ? [writtenBy(write, here)] : [{ ...mark, at, writer: writerOf(write, here) }]
  })
  return [...own, ...changes.filter((write) => !known.has(write)).map((write) => writtenBy(write, here))]
}

function nearest(changes: readonly RowWrite[], { at, fingerprint }: Mark & { fingerprint?: string }) {
  const distance = (write: RowWrite) => Math.abs(write.at - at)
  return changes
    .filter((write) => write.after === fingerprint && distance(write) <= ownDeedMilliseconds)
    .toSorted((one, other) => distance(one) - distance(other))[0]
}

const writtenBy = (write: RowWrite, here: string): Mark => ({
  what: 'written',
  at: write.at,
  change: write.what === 'changed' && write.after === null ? 'unclear' : write.what,
  writer: writerOf(write, here),
  ...(write.after !== null && { fingerprint: write.after }),
})

/** Anybody may have chosen these names: they are made fit to be shown. */
function writerOf({ byKeeper, keeper, application, role, user }: RowWrite, here: string): Writer {
  return {
    byKeeper,
    keeper: oneLine(keeper, longestName),
    isHere: byKeeper && keeper === here,
    program: oneLine(application, longestName),
    role: oneLine(role, longestName),
    user: oneLine(user, longestName),
  }
}

/** The lives of the tokens: as this computer knows them until the first change that the logbook has, and since the last. */
function livesWith(lives: readonly Life[], changes: readonly RowWrite[]): Life[] {
  const [first, last] = [changes[0], changes.at(-1)]
  if (first === undefined || last === undefined) return [...lives]
  const isTold = ({ fingerprint, until }: Life) => fingerprint === first.after && (until === null || until > first.at)
  const earlier = lives
    .filter((life) => life.from < first.at && !isTold(life))
    .map((life) => ({ ...life, until: Math.min(life.until ?? first.at, first.at) }))
  const later = lives.filter(({ from, fingerprint }) => from > last.at && fingerprint !== last.after)
  // When a token ends that this computer has never seen, is not known.
  const endOf = (fingerprint: string) => lives.find((life) => life.fingerprint === fingerprint)?.expiresAt ?? null
  const told = changes.flatMap(({ at, after }, index): Life[] => {
    const until = changes[index + 1]?.at ?? later[0]?.from ?? null
    return after === null ? [] : [{ fingerprint: after, from: at, until, expiresAt: endOf(after) }]
  })
  return [...earlier, ...told, ...later]
}
