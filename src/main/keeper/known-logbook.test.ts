import { expect, it } from 'vitest'
import type { LogbookPage, RowWrite, SeenKeeper } from '../../core/keeper/logbook.ts'
import { KnownLogbook } from './known-logbook.ts'

const now = Date.UTC(2026, 2, 18)

const write = (id: number, keeper: string | null = null): RowWrite => ({
  id,
  at: now,
  what: 'changed',
  before: null,
  after: null,
  role: 'service_role',
  application: null,
  user: null,
  byKeeper: true,
  keeper,
  isKept: false,
})
const seen: SeenKeeper = {
  name: 'office iMac',
  kind: 'app',
  version: '1.0.0',
  did: 'renewed',
  renewsBy: 'refresh-token',
  secondsAgo: 60,
  ableSecondsAgo: 60,
}

/** A logbook that answers as the project's does, to the heart of the app's keeper. */
function opened() {
  const known = new KnownLogbook(() => now)
  const { wants, hear } = known.open()
  const ids = () => known.told.value.writes.map(({ id }) => id)
  const beat = (all: readonly RowWrite[]) => {
    const { count, after } = wants()
    const writes = all.filter(({ id }) => id > (after ?? 0)).slice(0, count)
    hear({ keepers: [], writes })
    return writes.length
  }
  return { known, hear, ids, beat }
}
const from = (first: number, last: number, keeper: string | null = null) =>
  Array.from({ length: first - last + 1 }, (_, index) => write(first - index, keeper))

it('reads the whole past once, and then what is new', () => {
  const { ids, beat } = opened()
  expect(beat(from(40, 1))).toBe(40)
  expect(beat(from(42, 1))).toBe(11)
  expect(ids()).toEqual(from(42, 1).map(({ id }) => id))
})

it('learns later which keeper it was', () => {
  const { known, beat } = opened()
  beat(from(40, 1))
  beat(from(40, 1, 'office iMac'))
  expect(known.told.value.writes.filter(({ keeper }) => keeper !== null)).toHaveLength(9)
})

it('begins anew with a logbook that has been begun anew, and after more changes than are read at once', () => {
  const { ids, beat } = opened()
  beat(from(40, 1))
  beat(from(2, 1))
  beat(from(2, 1))
  expect(ids()).toEqual([2, 1])
  beat(from(900, 1))
  expect(ids()).toEqual(from(900, 601).map(({ id }) => id))
})

it('says when each keeper was seen, and makes its name fit to be shown', () => {
  const { known, hear } = opened()
  const strange = { ...seen, name: 'a\u202eb\n', kind: 'robot' as never, secondsAgo: 0 }
  hear({ keepers: [seen, strange], writes: [] })
  expect(known.told.value.keepers).toMatchObject([
    { name: 'office iMac', kind: 'app', seenAt: now - 60_000 },
    { name: 'a b', kind: 'library', seenAt: now },
  ])
})

it('forgets all where the project has no logbook any more, and hears nothing of an earlier row', () => {
  const { known, hear } = opened()
  const page: LogbookPage = { keepers: [seen], writes: from(2, 1) }
  hear(page)
  hear(null)
  expect(known.told.value).toEqual({ keepers: [], writes: [] })
  known.open()
  hear(page)
  expect(known.told.value).toEqual({ keepers: [], writes: [] })
})
