import { isDeepStrictEqual } from 'node:util'
import { createServerClock } from '../supabase/server-clock.ts'
import { jsonValueOf } from '../token/json-text.ts'
import type { Json } from '../token/record.ts'
import { createLease, type OwnLease } from './lease.ts'
import type { Begun, Claim, Store, StoredRow } from './ports.ts'
import { StoreError } from './store-error.ts'

/** On half a second, where the whole seconds of the `Date` header tell the time exactly. */
export const start = Date.UTC(2026, 0, 1) + 500
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const life = 2 * minute
export const free = { holder: null, until: 0 }

/** Time that passes only from one thing that was planned to the next. */
export class Timeline {
  now = start
  #planned: { at: number; wake: () => void }[] = []

  /** Resolves in so many milliseconds; those of the same time in the order in which they were asked for. */
  pass(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return Promise.resolve()
    return new Promise((wake) => this.#planned.push({ at: this.now + milliseconds, wake }))
  }

  async playOut(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      const next = this.#planned.toSorted((one, other) => one.at - other.at)[0]
      if (next === undefined) return
      this.#planned.splice(this.#planned.indexOf(next), 1)
      this.now = next.at
      next.wake()
    }
  }
}

/** The row as the server has it; `writes` are what was written. */
export class ModelRow {
  row: StoredRow | null = null
  readonly writes: Json[] = []

  put(value: Json): StoredRow {
    this.writes.push(value)
    this.row = { value, updatedAt: `write ${this.writes.length}` }
    return this.row
  }

  swap(expected: StoredRow | null, value: Json): StoredRow | null {
    return isDeepStrictEqual(this.row?.value, expected?.value) ? this.put(value) : null
  }

  /** As the migration's function does, for a token's row that nobody changes. */
  begin({ from, to }: Claim): Begun {
    const lease = this.row === null ? this.put(to) : this.swap(from, to)
    return lease === null ? { isBegun: false, lease: this.row } : { isBegun: true, row: tokenRow, lease }
  }
}

/** The row of the token, which begins with each lease that is taken at once. */
export const tokenRow: StoredRow = { value: { access_token: 'x' }, updatedAt: 'once' }

/** What happens to a request: how long it and its answer are on the way, and which of the two is lost. */
export interface Way {
  readonly there: number
  readonly back: number
  readonly lost?: 'request' | 'answer' | undefined
}

/** A machine: its way to the row, and its clock, which is wrong by `skew`. */
export function machine(
  timeline: Timeline,
  model: ModelRow,
  skew = 0,
  ways: () => Way = () => ({ there: 0, back: 0 }),
) {
  const at = { skew, requests: 0, tellsTime: true, beforeSwap: () => {} }
  const clock = { now: () => timeline.now + at.skew }
  const serverClock = createServerClock(clock)

  /** One request, over the real learning of the server's time; `work` is done at the server. */
  async function ask<T>(work: () => T, way: Way): Promise<T> {
    at.requests += 1
    const results: T[] = []
    const atServer = async () => {
      await timeline.pass(way.there)
      if (way.lost !== 'request') results.push(work())
      const date = new Date(timeline.now).toUTCString()
      await timeline.pass(way.back)
      if (way.lost !== undefined) throw new StoreError('unavailable', 'lost')
      return new Response('[]', { headers: { 'content-type': 'application/json', ...(at.tellsTime ? { date } : {}) } })
    }
    await serverClock.listen(atServer)('http://127.0.0.1/')
    return results[0] as T
  }

  const store: Store = {
    read: () => ask(() => model.row, ways()),
    async swap(expected, value) {
      at.beforeSwap()
      const way = ways()
      // As the real one: where the answer is lost, the row tells, unless that question is lost too.
      const written = await ask(() => model.swap(expected, jsonValueOf(value)), way).catch(async (error) => {
        const row = await store.read()
        if (isDeepStrictEqual(row?.value, expected?.value)) throw error
        return isDeepStrictEqual(row?.value, value) ? row : null
      })
      if (written !== null) return { won: true, row: written }
      await store.read()
      return { won: false }
    },
  }
  const begin = (claim: Claim) => ask(() => model.begin(claim), ways())
  const open = (holder: string, isGone: (holder: string) => boolean = () => false): OwnLease => {
    const known = { holder, isGone: async (other: string) => isGone(other) }
    return createLease({ store, serverClock, clock, ...known, lifeMilliseconds: life })
  }
  return { at, clock, store, serverClock, begin, open }
}

/** Two machines, A with a right clock and B with one wrong by `skew`, at one row; time passes by hand. */
export function setUp(skew = 0) {
  const timeline = new Timeline()
  const model = new ModelRow()
  const [a, b] = [machine(timeline, model), machine(timeline, model, skew)]
  return { timeline, model, a, b, leaseA: a.open('a'), leaseB: b.open('b') }
}
