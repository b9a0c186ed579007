import { DatabaseSync } from 'node:sqlite'
import {
  type Json,
  type JsonText,
  jsonTextOf,
  type Store,
  type StoredRow,
  StoreError,
  type SwapResult,
} from 'gazelle-keeper'

/** One row with a version, which every write raises: a swap writes only where the version is still the one that was read. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync
  /** The keeper gives back the very rows that it was given. */
  readonly #versions = new WeakMap<StoredRow, number>()

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: 5_000 })
    this.#database.exec(`create table if not exists gazelle_token (
      id integer primary key check (id = 1), version integer not null, value text not null, updated_at text not null)`)
  }

  async read(): Promise<StoredRow | null> {
    return this.#ask('select value, updated_at, version from gazelle_token')
  }

  async swap(expected: StoredRow | null, value: Json | JsonText): Promise<SwapResult> {
    const text = jsonTextOf(value)
    const now = new Date().toISOString()
    const given = 'returning value, updated_at, version'
    const row =
      expected === null
        ? this.#ask(`insert into gazelle_token values (1, 1, ?, ?) on conflict do nothing ${given}`, text, now)
        : this.#ask(
            `update gazelle_token set value = ?, updated_at = ?, version = version + 1 where version = ? ${given}`,
            text,
            now,
            this.#versions.get(expected) ?? 0,
          )
    return row === null ? { won: false } : { won: true, row }
  }

  close(): void {
    this.#database.close()
  }

  #ask(sql: string, ...values: (string | number)[]): StoredRow | null {
    try {
      const found = this.#database.prepare(sql).get(...values)
      if (found === undefined) return null
      const text = String(found['value'])
      const row: StoredRow = { value: JSON.parse(text), text, updatedAt: String(found['updated_at']) }
      this.#versions.set(row, Number(found['version']))
      return row
    } catch (error) {
      throw toStoreError(error)
    }
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED pass by themselves; SQLITE_FULL and SQLITE_READONLY once the disk takes files again. */
function toStoreError(error: unknown): StoreError {
  const { errcode } = Object(error)
  const code = `SQLITE_${errcode ?? 'UNKNOWN'}`
  // The lower byte is the code itself; what stands above only tells more of it.
  const kind = { 5: 'busy', 6: 'busy', 8: 'read-only', 13: 'read-only' } as const
  return new StoreError(kind[(errcode & 0xff) as keyof typeof kind] ?? 'unexpected-answer', `SQLite: ${code}`, { code })
}
