import type { Store, StoredRow } from '../../src/core/keeper/ports.ts'
import type { Json } from '../../src/core/token/record.ts'

/** One row of the table in memory, as the migration makes it: every write changes `updated_at`. */
export class ModelRow {
  row: StoredRow | null = null
  #writes = 0
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** An unconditional upsert by key, like that of programs unaware of leases. */
  put(value: Json): StoredRow {
    const micro = String(++this.#writes % 1_000_000).padStart(6, '0')
    const updatedAt = `${new Date(this.#now()).toISOString().slice(0, 19)}.${micro}+00:00`
    // Frozen, so that no reader can change it for the others.
    const frozen: StoredRow = Object.freeze({ value: JSON.parse(JSON.stringify(value)) as Json, updatedAt })
    Object.freeze(frozen.value)
    this.row = frozen
    return frozen
  }

  swap(expected: StoredRow | null, value: Json): Awaited<ReturnType<Store['swap']>> {
    return isSameValue(expected, this.row) ? { won: true, row: this.put(value) } : { won: false }
  }

  get accessToken(): string | null {
    return accessTokenOf(this.row)
  }
}

/** Whether two rows hold the same, or there is neither. */
export const isSameValue = (one: StoredRow | null, other: StoredRow | null): boolean =>
  one === null || other === null || one === other
    ? one === other
    : JSON.stringify(one.value) === JSON.stringify(other.value)

/** The access token in a row of the form that the keeper writes; null if there is none. */
export const accessTokenOf = (row: StoredRow | null): string | null => textIn(row, 'access_token')

/** The refresh token in it; null if there is none. */
export const refreshTokenOf = (row: StoredRow | null): string | null => textIn(row, 'refresh_token')

function textIn(row: StoredRow | null, field: string): string | null {
  const value = row?.value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return typeof value[field] === 'string' ? value[field] : null
}
